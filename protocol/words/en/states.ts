/** Steps and phases of a connection, and the ways it can be lost. */
import { type Words } from '../shape.ts';

export const step: Words['step'] = {
  'resolve-host': 'Resolve host name',
  'open-tcp': 'Open TCP port',
  'negotiate-tls': 'TLS handshake',
  'send-connect': 'Send CONNECT',
  'await-connack': 'Wait for CONNACK',
  survive: 'Connection stays up',
};

export const stepOutcome: Words['stepOutcome'] = {
  waiting: 'not started',
  running: 'running',
  passed: 'passed',
  failed: 'failed',
  skipped: 'skipped',
  'not-used': 'not used',
};

export const phase: Words['phase'] = {
  disconnected: 'Not connected',
  connecting: 'Connecting',
  connected: 'Connected',
  refused: 'Refused',
  failed: 'Could not connect',
  waiting: 'Waiting to reconnect',
  contested: 'Token used twice',
};

export const linkLoss: Words['linkLoss'] = {
  'closed-by-broker': 'the platform closed the connection',
  reset: 'the connection was reset (RST)',
  'keep-alive': 'keep alive ran out, no PINGRESP',
  malformed: 'malformed MQTT data received, disconnected',
  'packet-too-large': 'a packet of {lengthBytes} bytes was announced, the limit is {limitBytes}; disconnected',
  'disconnect-packet': 'the platform sent DISCONNECT',
  'socket-error': 'network error',
};
