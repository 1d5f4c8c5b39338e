/** Terms of what is shown of a step, and what became of each address. */
import { type Words } from '../shape.ts';

export const stepFact: Words['stepFact'] = {
  host: 'Name asked',
  literal: 'is an address already; no resolver was asked',
  none: 'none',
  absent: 'not in the packet',
  serverName: 'Server name sent',
  protocol: 'Protocol',
  cipher: 'Cipher',
  certificate: 'Certificate',
  issuer: 'Issuer',
  valid: 'Valid',
  names: 'Names',
  level: 'Protocol level',
  flags: 'Flags',
  keepAlive: 'Keep alive',
  clientIdentifier: 'Client ID',
  userName: 'User name',
  masked: 'the token, shown as 2A',
  password: 'Password',
  length: 'Whole packet',
  code: 'Code',
  error: 'Error',
  asText: 'As text',
};

export const tcpOutcome: Words['tcpOutcome'] = {
  opened: 'opened',
  refused: 'refused',
  'timed-out': 'no answer',
  failed: 'failed',
  'not-tried': 'not tried',
};
