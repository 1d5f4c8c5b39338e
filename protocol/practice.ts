/**
 * What the window and the command line know of the practice platform, and what the window may ask of it. The platform itself
 * is `electron/practice/`; the numbers in `why` are those of its rules, one comment `H<number>` each over there.
 */
import * as v from 'valibot';
import { type MqttVersion } from './connection.ts';
import { type FaultSetting, faultSettings } from './practice-faults.ts';
import { type PracticeRule } from './practice-rules.ts';

/** A gateway of this token is known wherever no token is told. Made up, like all tokens of the stand-in: no secret. */
export const practiceGatewayToken = 'GP1109N12345678';

export type PracticeToken = { readonly token: string; readonly kind: 'gateway' | 'device' };
/** `connection`: the one that holds it now. */
export type KnownToken = PracticeToken & { readonly connection?: number };

/** Versions of the platform that the stand-in can behave like; each differs from the next in what it answers. */
export const platformVersions = ['4.2.1', '3.5.0', '3.3', '3.2', '3.1'] as const;
export type PlatformVersion = (typeof platformVersions)[number];

export type PracticeState =
  | { readonly phase: 'stopped' }
  | {
      readonly phase: 'running';
      /** `mqtt://127.0.0.1:41883`: how this computer reaches it. */
      readonly url: string;
      /** How others reach it, one for each address of this computer; absent on loopback, empty without any network. */
      readonly lanUrls?: readonly string[];
      readonly tokens: readonly KnownToken[];
      readonly like: PlatformVersion;
      readonly faults: readonly FaultSetting[];
      /** Accepted with CONNACK 0 and not ended yet. */
      readonly connections: number;
      readonly storedCount: number;
      /** Newest last, at most `practiceStoredShown`; texts cut to `practiceTextShown`. */
      readonly stored: readonly StoredValue[];
      /** Grows with each row of the log and with each change of its last one: where it differs, ask for the rows. */
      readonly logRevision: number;
    };

export const practiceStoredShown = 50;
export const practiceLogShown = 200;
/** UTF-16 units of one received text that are kept for the window. */
export const practiceTextShown = 300;

/** One value as a default ThingsBoard would keep it, after its type cast (facts B3). */
export type StoredValue = {
  readonly node: string;
  /** ms since the epoch as received; for attributes and for records without `ts` the time of arrival. */
  readonly ts: number;
  readonly key: string;
  /** As text, so that a long beyond 2^53 survives. */
  readonly value: string;
  readonly type: 'long' | 'double' | 'boolean' | 'string' | 'json';
  /** The value as JSON stood in the message, where the cast made something else of it: `"00006500"`, `"21.50"`. */
  readonly sentAs?: string;
};

/**
 * Whether the stored value no longer tells what was sent: `"19"` became the number 19 and tells it still; `"00006500"`
 * became 6500 and does not.
 */
export const isAltered = ({ value, sentAs }: StoredValue): boolean =>
  sentAs !== undefined && sentAs.replace(/^"(.*)"$/s, '$1') !== value;

/** `connection` counts TCP connections from 1 within one start of the stand-in. */
export type PracticeEvent =
  | { readonly event: 'listening'; readonly url: string }
  | {
      readonly event: 'connack';
      readonly connection: number;
      readonly protocol: MqttVersion;
      /** Return code (3.1.1) or reason code (5). */
      readonly code: number;
      /** Absent where the credentials were not accepted. */
      readonly token?: PracticeToken['kind'];
      readonly why: PracticeRule;
    }
  | ({ readonly event: 'stored'; readonly connection: number } & StoredValue)
  /** Received and not kept, whether or not it was acknowledged. */
  | {
      readonly event: 'dropped';
      readonly connection: number;
      readonly topic: string;
      readonly node?: string;
      readonly why: PracticeRule;
    }
  /** The platform ended the connection; `code` is that of its v5 DISCONNECT. */
  | { readonly event: 'closed'; readonly connection: number; readonly why: PracticeRule; readonly code?: number }
  /** The client ended it. */
  | { readonly event: 'left'; readonly connection: number };

/** What one message stored for one node; messages that come within a blink are one. */
export type StoredRun = {
  readonly event: 'stored-run';
  readonly connection: number;
  readonly node: string;
  readonly values: number;
  /** How many of them `isAltered`. */
  readonly altered: number;
};

/** One line of what happened, for the window. The last `stored-run` may still grow under its number. */
export type PracticeLogRow = {
  /** Grows over all starts; each begins with a `listening`. */
  readonly n: number;
  /** ms since the epoch, when its first event came. */
  readonly at: number;
  readonly event: Exclude<PracticeEvent, { event: 'stored' }> | StoredRun;
};

/* What the window may ask. */

const token = v.pipe(v.string(), v.minLength(1), v.maxLength(256));
const tokens = v.pipe(v.array(token), v.maxLength(16));

export const practiceStart = v.object({
  like: v.exactOptional(v.picklist(platformVersions)),
  /** Without any token at all, `practiceGatewayToken` is a gateway. */
  gatewayTokens: v.exactOptional(tokens),
  deviceTokens: v.exactOptional(tokens),
  faults: v.exactOptional(faultSettings),
  /** Loopback and a port of the system's choice where nothing is said. `lan` opens it to the network: an explicit act. */
  listen: v.exactOptional(
    v.object({ port: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(65_535)), lan: v.boolean() }),
  ),
});
export type PracticeStart = v.InferOutput<typeof practiceStart>;

export const practiceChange = v.object({ faults: faultSettings });

/** What somebody does on the platform's own side. */
export const practiceAct = v.variant('act', [
  v.object({ act: v.literal('add-token'), token, isGateway: v.boolean() }),
  /** H32: the session is closed; the device gets a new token. */
  v.object({ act: v.literal('reset-credentials'), token }),
  /** H32: the session is closed, and the token is unknown. */
  v.object({ act: v.literal('delete-device'), token }),
  /** H10: counts from the next CONNECT. */
  v.object({ act: v.literal('set-gateway'), token, isGateway: v.boolean() }),
  /** H8: as if the same token connected elsewhere. */
  v.object({ act: v.literal('evict'), token }),
]);
export type PracticeAct = v.InferOutput<typeof practiceAct>;
