/**
 * What the window and the command line know of the practice platform. The platform itself is `electron/practice/`; the
 * numbers in `why` are those of its rules, one comment `H<number>` each over there.
 */
import { type MqttVersion } from './connection.ts';

export type PracticeToken = { readonly token: string; readonly kind: 'gateway' | 'device' };

/** Versions of the platform that the stand-in can behave like; each differs from the next in what it answers. */
export const platformVersions = ['4.2.1', '3.5.0', '3.3', '3.2', '3.1'] as const;
export type PlatformVersion = (typeof platformVersions)[number];

export type PracticeState =
  | { readonly phase: 'stopped' }
  | {
      readonly phase: 'running';
      /** `mqtt://127.0.0.1:41883` */
      readonly url: string;
      /** Made-up tokens of the stand-in: no secret. */
      readonly tokens: readonly PracticeToken[];
      readonly like: string;
      /** Accepted with CONNACK 0 and not ended yet. */
      readonly connections: number;
      readonly storedCount: number;
      /** Newest last, at most `practiceStoredShown`. */
      readonly stored: readonly StoredValue[];
    };

export const practiceStoredShown = 50;

/** One value as a default ThingsBoard would keep it, after its type cast (facts B3). */
export type StoredValue = {
  readonly node: string;
  /** ms since the epoch as received; for attributes and for records without `ts` the time of arrival. */
  readonly ts: number;
  readonly key: string;
  /** As text, so that a long beyond 2^53 survives. */
  readonly value: string;
  readonly type: 'long' | 'double' | 'boolean' | 'string' | 'json';
};

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
      readonly why: number;
    }
  | ({ readonly event: 'stored'; readonly connection: number } & StoredValue)
  /** Received and not kept, whether or not it was acknowledged. */
  | {
      readonly event: 'dropped';
      readonly connection: number;
      readonly topic: string;
      readonly node?: string;
      readonly why: number;
    }
  /** The platform ended the connection; `code` is that of its v5 DISCONNECT. */
  | { readonly event: 'closed'; readonly connection: number; readonly why: number; readonly code?: number }
  /** The client ended it. */
  | { readonly event: 'left'; readonly connection: number };
