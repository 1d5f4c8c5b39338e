/**
 * What the engineer says about a connection, what came back, and the states between. Owns the check of the settings.
 * Refuses to know how a connection is made: that is `electron/mqtt/`.
 */
import * as v from 'valibot';
import { type Report, type Step } from './diagnosis.ts';

export const mqttVersions = ['3.1.1', '5'] as const;
export type MqttVersion = (typeof mqttVersions)[number];

/** PEM texts; the system's authorities stay trusted besides `ca`. `certificate` and `key` come together. */
const tlsSettings = v.object({
  ca: v.optional(v.pipe(v.string(), v.maxLength(262_144))),
  certificate: v.optional(v.pipe(v.string(), v.maxLength(65_536))),
  key: v.optional(v.pipe(v.string(), v.maxLength(65_536))),
});

export const connectionSettings = v.object({
  /** As typed: `host`, `host:port`, `mqtt://…`, `mqtts://…`. Read by `parseBrokerAddress`. */
  address: v.pipe(v.string(), v.maxLength(2_048)),
  mqttVersion: v.picklist(mqttVersions),
  /** Empty: `diag-` and eight random hex digits for each session, so that nothing that belongs to the gateway is taken. */
  clientIdentifier: v.pipe(v.string(), v.maxLength(256)),
  keepAliveSeconds: v.pipe(v.number(), v.integer(), v.minValue(5), v.maxValue(65_535)),
  /** From the click to the CONNACK. */
  connackTimeoutMs: v.pipe(v.number(), v.integer(), v.minValue(100), v.maxValue(120_000)),
  /** How long the link must live after CONNACK 0 before it counts as accepted. */
  surviveMs: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(60_000)),
  tls: v.optional(tlsSettings),
  /** `WG12345678`: only compared with the token's digits, never sent. */
  gatewayName: v.optional(v.pipe(v.string(), v.maxLength(128))),
});
export type ConnectionSettings = v.InferOutput<typeof connectionSettings>;

export const defaultSettings: ConnectionSettings = {
  address: '',
  mqttVersion: '3.1.1',
  clientIdentifier: '',
  keepAliveSeconds: 60,
  // The platform answers code 3 only after its own 10 s back-end timeout (facts A2): below that we would call a living platform dead.
  connackTimeoutMs: 15_000,
  surviveMs: 3_000,
};

/** Typed now, or the one kept in the process behind the window under a saved connection's id. */
export const tokenSource = v.variant('from', [
  v.object({ from: v.literal('typed'), token: v.pipe(v.string(), v.maxLength(4_096)) }),
  v.object({ from: v.literal('saved'), connectionId: v.pipe(v.string(), v.maxLength(64)) }),
]);
export type TokenSource = v.InferOutput<typeof tokenSource>;

/** What the window may show of a token: never the token. */
export type TokenHint = {
  /** `GP1····5678`; the last four characters and at most three leading ones, fewer for short tokens. */
  readonly masked: string;
  readonly lengthChars: number;
  /** First 8 hex digits of HMAC-SHA-256 under this installation's random key. */
  readonly fingerprint: string;
};

export type SavedConnection = {
  readonly id: string;
  readonly name: string;
  readonly settings: ConnectionSettings;
  /** `key-store`: encrypted at rest; `this-run`: gone when the program ends; `none`: ask for it. */
  readonly tokenKept: 'key-store' | 'this-run' | 'none';
  readonly token?: TokenHint;
};

export type Scheme = 'mqtt' | 'mqtts';
export type BrokerAddress = { readonly scheme: Scheme; readonly host: string; readonly port: number };

/** What a connection is to, for display: no secret in it. */
export type Target = {
  readonly url: string;
  readonly clientIdentifier: string;
  readonly mqttVersion: MqttVersion;
  readonly token: TokenHint;
  readonly gatewayName?: string;
};

/**
 * disconnected ──connect──▶ connecting ──CONNACK 0──▶ connected ──link lost──▶ waiting ──timer──▶ connecting
 * connecting ──CONNACK not 0──▶ refused        stays until the engineer acts: retrying can get the site's address blocked
 * connecting ──no CONNACK──▶ failed            stays; only a link that once lived is tried again
 * connected  ──lost twice within 10 s of CONNACK 0, or 0x8E──▶ contested   another client uses this token: stops, so that
 *                                                                          the live gateway stays up
 * any ──disconnect──▶ disconnected
 */
export type ConnectionState =
  | { readonly phase: 'disconnected' }
  | {
      readonly phase: 'connecting';
      readonly target: Target;
      readonly steps: readonly Step[];
      /** 1 for the click; from 2 on they are attempts to get a lost link back. */
      readonly attempt: number;
      readonly lost?: LinkLoss;
    }
  | {
      readonly phase: 'connected';
      readonly target: Target;
      /** The survival step may still be running. */
      readonly report: Report;
      /** Wall clock, ms since the epoch. */
      readonly connectedAt: number;
    }
  | { readonly phase: 'refused'; readonly target: Target; readonly report: Report }
  | { readonly phase: 'failed'; readonly target: Target; readonly report: Report }
  | {
      readonly phase: 'waiting';
      readonly target: Target;
      /** The report of the link that died, or of the last attempt to get it back. */
      readonly report: Report;
      readonly lost: LinkLoss;
      readonly attempt: number;
      readonly retryAt: number;
    }
  | { readonly phase: 'contested'; readonly target: Target; readonly report: Report; readonly lost: LinkLoss };

export type LinkLoss = {
  readonly why:
    | 'closed-by-broker'
    | 'reset'
    | 'keep-alive'
    | 'malformed'
    | 'packet-too-large'
    | 'disconnect-packet'
    | 'socket-error';
  readonly lostAt: number;
  readonly livedMs: number;
  /** v5 DISCONNECT reason code. */
  readonly reasonCode?: number;
  /** The operating system's word (`ECONNRESET`) or the guard's finding; no user text. */
  readonly detail?: string;
};
