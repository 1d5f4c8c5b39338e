/** The operating system's and OpenSSL's errors, told apart by their codes. Never by their sentences: those change. */
import { type TlsReason } from '../../protocol/diagnosis.ts';

/** `ECONNREFUSED`, `CERT_HAS_EXPIRED`; of an error over several addresses, whose own message is empty, the first one's. */
export const errorCode = (error: unknown): string => {
  if (!(error instanceof Error)) return 'UNKNOWN';
  if ('code' in error && typeof error.code === 'string' && error.code !== '') return error.code;
  if (error instanceof AggregateError && error.errors.length > 0) return errorCode(error.errors[0]);
  return error.name;
};

const reasons: Readonly<Record<string, TlsReason>> = {
  CERT_HAS_EXPIRED: 'expired',
  CERT_NOT_YET_VALID: 'expired',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'self-signed',
  // A chain that ends in an authority nobody here knows: the cure is the authority's file, as for an unknown issuer.
  SELF_SIGNED_CERT_IN_CHAIN: 'unknown-ca',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'unknown-ca',
  UNABLE_TO_GET_ISSUER_CERT: 'unknown-ca',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'unknown-ca',
  ERR_TLS_CERT_ALTNAME_INVALID: 'wrong-host',
  ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION: 'version',
  ERR_SSL_UNSUPPORTED_PROTOCOL: 'version',
  ERR_SSL_VERSION_TOO_LOW: 'version',
  ERR_SSL_NO_PROTOCOLS_AVAILABLE: 'version',
  // What comes back is no TLS record at all.
  ERR_SSL_WRONG_VERSION_NUMBER: 'not-tls',
  ERR_SSL_PACKET_LENGTH_TOO_LONG: 'not-tls',
  ERR_SSL_HTTP_REQUEST: 'not-tls',
  ERR_SSL_UNEXPECTED_MESSAGE: 'not-tls',
};

/** `answered`: whether the other side sent at least one TLS record before it gave up. */
export const tlsReason = (code: string, answered: boolean): TlsReason => {
  const reason = reasons[code];
  if (reason !== undefined) return reason;
  // A TLS server that refuses says so in an alert. One that just closes took our hello for garbage.
  return answered || code.startsWith('ERR_') ? 'other' : 'not-tls';
};

/** An alert that comes after the handshake: TLS 1.3 servers ask for a client certificate that late. */
export const isTlsError = (code: string): boolean => code.startsWith('ERR_SSL_');
