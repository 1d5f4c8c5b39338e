/**
 * What an expert wants to see of each step, as typed facts. Owns the form and its limits, no words. Names, addresses and
 * certificates in it are as they came from outside: whoever shows them escapes them.
 */
import { type Connack, type TlsReason } from './diagnosis.ts';
import { type Range } from './packet/cursor.ts';

export type StepDetails = ResolveDetails | TcpDetails | TlsDetails | ConnectDetails | ConnackDetails;

export type ResolveDetails = {
  readonly id: 'resolve-host';
  readonly host: string;
  /** In the resolver's order, which is the order in which they are tried. */
  readonly addresses: readonly { readonly address: string; readonly family: 4 | 6 }[];
};

export const tcpOutcomes = ['opened', 'refused', 'timed-out', 'failed', 'not-tried'] as const;
export type TcpOutcome = (typeof tcpOutcomes)[number];
export type TcpAttempt = {
  readonly address: string;
  readonly port: number;
  readonly outcome: TcpOutcome;
  readonly ms?: number;
  /** The system's word: `ECONNREFUSED`. */
  readonly code?: string;
  /** Our end, so that the connection can be found in a capture: `192.168.1.7:51234`. */
  readonly local?: string;
};
export type TcpDetails = { readonly id: 'open-tcp'; readonly attempts: readonly TcpAttempt[] };

/** Texts are cut at `certificateLimits`. Instants are ms since the epoch; absent where the certificate's date cannot be read. */
export type Certificate = {
  readonly subject: string;
  readonly issuer: string;
  readonly validFromAt?: number;
  readonly validToAt?: number;
  /** By this machine's clock, which may be wrong itself. */
  readonly isValidNow: boolean;
  /** SHA-256 of the DER form: `AB:CD:…`. */
  readonly fingerprint: string;
  /** Subject alternative names with their kind: `DNS:broker.example`, `IP Address:10.20.0.8`. */
  readonly names: readonly string[];
  /** Names beyond the limit. */
  readonly moreNames?: number;
};
/** The other side may send anything: enough for any real certificate, too little to flood a window. */
export const certificateLimits = { chain: 10, names: 50, textChars: 256 } as const;

export type TlsDetails = {
  readonly id: 'negotiate-tls';
  /** Sent as server name; an IP address never is [RFC 6066, 3]. */
  readonly serverName?: string;
  readonly protocol?: string;
  readonly cipher?: string;
  /** The server's own first; then what it sent along, and at last the authority from this machine's store if it was found. */
  readonly chain: readonly Certificate[];
  readonly rejected?: TlsReason;
};

/** Byte ranges are half-open, in the step's bytes. */
export type ConnectDetails = {
  readonly id: 'send-connect';
  readonly lengthBytes: number;
  readonly level: number;
  readonly flags: number;
  readonly keepAliveSeconds: number;
  readonly clientIdentifier: Range & { readonly text: string };
  /** The token; the bytes there are `2A`. */
  readonly userName?: Range;
  readonly password?: Range;
};

export type ConnackDetails = {
  readonly id: 'await-connack';
  readonly flags: number;
  /** Byte offset of the return or reason code. */
  readonly codeAt: number;
  /** Of 5.0, by the names of the standard. */
  readonly properties?: Connack['properties'];
};
