/**
 * The practice platform: a stand-in on loopback that answers a gateway as a ThingsBoard of a given version would.
 */
import { type PlatformVersion, type PracticeEvent, type PracticeState } from '../../protocol/practice.ts';
import { type Result } from '../../protocol/result.ts';
import { type Clock } from '../mqtt/clock.ts';

export const practiceGatewayToken = 'GP1109N12345678';

export type PracticeOptions = {
  /** Without any token at all, `practiceGatewayToken` is a gateway. */
  readonly gatewayTokens?: readonly string[];
  /** Known to the platform, but not flagged "Is gateway". */
  readonly deviceTokens?: readonly string[];
  readonly like?: PlatformVersion;
  readonly clock?: Clock;
  /** Called for each event, and after it `state()` is up to date. */
  readonly onEvent?: (event: PracticeEvent) => void;
};

export type ListenAddress = {
  /** `127.0.0.1`, `::1` or `localhost`; anything else fails. */
  readonly host: string;
  /** 0 lets the system pick. */
  readonly port: number;
};

export type PracticePlatform = {
  /** Listening already is fine and answers with where. */
  readonly start: (listen?: ListenAddress) => Promise<Result<{ readonly url: string; readonly port: number }>>;
  /** Ends all connections at once. */
  readonly stop: () => Promise<void>;
  readonly state: () => PracticeState;
};

export declare const createPracticePlatform: (options?: PracticeOptions) => PracticePlatform;
