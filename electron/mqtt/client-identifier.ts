/** Who we say we are. The platform does not care (facts A2); other brokers drop the client that had the identifier before. */
import { randomBytes } from 'node:crypto';
import { type ConnectionSettings } from '../../protocol/connection.ts';

/** `diag-` and eight random hex digits where none is set, so that nothing that belongs to the gateway is taken. */
export const clientIdentifierFor = ({ clientIdentifier }: ConnectionSettings): string =>
  clientIdentifier === '' ? `diag-${randomBytes(4).toString('hex')}` : clientIdentifier;
