/**
 * One connection of the engineer's to one broker, with what was published on it. Owns the state machine drawn in
 * `protocol/connection.ts`. Refuses to keep anything on disk and to send anything twice.
 */
import { type ConnectionSettings, type ConnectionState } from '../../protocol/connection.ts';
import { type WireTotals } from '../../protocol/contract.ts';
import { type PublishRecord, type PublishRequest } from '../../protocol/publish-outcome.ts';
import { type Result } from '../../protocol/result.ts';
import { type Clock } from './clock.ts';
import { type Network } from './network.ts';
import { type Tap } from './tap.ts';

export type SessionOptions = {
  readonly onState: (state: ConnectionState) => void;
  readonly onPublish: (record: PublishRecord) => void;
  /** At most 20 times a second. */
  readonly onTotals: (totals: WireTotals) => void;
  /** First 8 hex digits of an HMAC of the token under this installation's key. */
  readonly fingerprint: (token: string) => string;
  readonly tap?: Tap;
  readonly clock?: Clock;
  /** In [0, 1), for the back-off. */
  readonly random?: () => number;
  readonly network?: Network;
};

export type Session = {
  /** Ends what was there before. Fails for a wrong address or token; what becomes of the attempt comes as state. */
  readonly connect: (settings: ConnectionSettings, token: string) => Result<null>;
  readonly disconnect: () => void;
  /** Ends the wait before the next attempt; nothing in any other phase. */
  readonly retryNow: () => void;
  /** Resolves when the publish has ended one way or another. */
  readonly publish: (request: PublishRequest) => Promise<Result<PublishRecord>>;
  readonly state: () => ConnectionState;
  /** Oldest first. */
  readonly publishes: () => readonly PublishRecord[];
  readonly totals: () => WireTotals;
  /** Disconnects and lets go of every timer and socket; within 1 s. */
  readonly close: () => Promise<void>;
};

export declare const createSession: (options: SessionOptions) => Session;
