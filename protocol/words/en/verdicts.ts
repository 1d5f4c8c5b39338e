/** The verdicts of a diagnosis: what each proves and what it does not (facts I). */
import { type Words } from '../shape.ts';

export const verdict: Words['verdict'] = {
  accepted: {
    name: 'Accepted',
    meaning: 'The platform knows this token (code 0) and the connection stayed up.',
    doesNotProve:
      'Does not prove that the device is flagged "Is gateway", nor that data is stored. Publish a test message and watch for the PUBACK.',
  },
  refused: {
    name: 'Refused',
    meaning: 'The platform received the request and refused it (code {code}, {hex}). Network, port and MQTT work.',
    doesNotProve:
      'Does not prove a mistyped token: the meaning depends on the code and the platform version. It is not retried by itself, since repeated failures can get this address blocked.',
  },
  'host-not-found': {
    name: 'Host not found',
    meaning: 'No address was found for "{host}". Nothing was contacted yet.',
    doesNotProve: 'Says nothing about the token or the platform: it did not get that far.',
  },
  'port-refused': {
    name: 'Port refused',
    meaning: '"{host}" answered but refused port {port}: most likely nothing listens there.',
    doesNotProve:
      'Does not prove that the platform is down, nor anything about the token: it may just be the wrong port.',
  },
  'port-timeout': {
    name: 'No answer from the port',
    meaning: 'No answer from "{host}" port {port} within {seconds} s.',
    doesNotProve: 'Does not prove that the platform is down: packets may be dropped on the way (SIM, APN, firewall).',
  },
  'tls-rejected': {
    name: 'TLS not established',
    meaning: 'The TLS handshake did not finish: {reason}. No CONNECT was sent; the token did not leave this machine.',
    doesNotProve: 'Says nothing about the token: it did not get that far.',
  },
  'closed-before-connack': {
    name: 'Closed before CONNACK',
    meaning: 'TCP opened and CONNECT was sent; {ms} ms later the other side closed without one byte of a CONNACK.',
    doesNotProve:
      'Does not prove that the token was refused: the platform sends a CONNACK before it closes on a bad token.',
  },
  'no-connack': {
    name: 'No CONNACK',
    meaning: 'TCP opened and CONNECT was sent; in {seconds} s {received}.',
    doesNotProve:
      'Says nothing about the token: the platform has not answered yet. With its back end down it takes about 10 s to send code 3.',
  },
  'not-mqtt': {
    name: 'Not MQTT',
    meaning: 'The port answers, but with {looksLike} instead of a CONNACK.',
    doesNotProve:
      'Says nothing about the token. Note: the token went out with the CONNECT; if you do not know who answered, replace it on the platform.',
  },
  'dropped-after-connack': {
    name: 'Accepted, then dropped',
    meaning: 'The platform accepted the token (code 0); {ms} ms later: {why}.',
    doesNotProve: 'Does not mean the token is invalid: an invalid token never gets code 0.',
  },
  contested: {
    name: 'Token used twice',
    meaning:
      'Dropped {times} times soon after being accepted: another client uses the same token. Stopped, so that the live gateway stays up.',
    doesNotProve:
      'MQTT 3.1.1 gives no reason when it closes; this is judged by the timing. Reason code 0x8E of MQTT 5 would be direct evidence.',
  },
  stopped: {
    name: 'Stopped',
    meaning: 'You stopped this attempt; there is no verdict.',
    doesNotProve: 'Says nothing about the platform, the network or the token.',
  },
};

export const received: Words['received'] = {
  nothing: 'not a single byte came back',
  incomplete: 'only part of a CONNACK came back',
  malformed: 'what came back is not a valid CONNACK',
};

export const tlsReason: Words['tlsReason'] = {
  'not-tls': 'the answer was not TLS',
  expired: 'the certificate is outside its validity dates',
  'self-signed': 'the certificate is self-signed',
  'unknown-ca': 'the certificate comes from an authority that is not trusted',
  'wrong-host': 'the certificate is for "{names}", not for "{host}"',
  version: 'no TLS version or cipher in common',
  other: 'the handshake was broken off',
};

export const lookAlike: Words['lookAlike'] = {
  http: 'HTTP (a web server)',
  tls: 'TLS',
  ssh: 'SSH',
  other: 'something else',
};
