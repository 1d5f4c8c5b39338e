/**
 * The boundary between the window and the process behind it. A row is the type, the runtime check and the allow-list at
 * once. Nothing crosses that is not a row here; the two transports never change when a row is added.
 */
import * as v from 'valibot';
import {
  connectionSettings,
  tokenSource,
  type ConnectionState,
  type SavedConnection,
  type TokenHint,
} from './connection.ts';
import { practiceAct, practiceChange, practiceStart, type PracticeLogRow, type PracticeState } from './practice.ts';
import { probeRequest, type ProbeResult } from './probe.ts';
import { publishRequest, type PublishRecord } from './publish-outcome.ts';
import { type Result } from './result.ts';
import { settingsChange, type Settings } from './settings.ts';

type ArgumentSchema = v.GenericSchema<unknown, unknown>;

/** `reply` is a type only: it never exists at run time. */
export type RequestRow<S extends ArgumentSchema, R> = { readonly argument: S; readonly reply?: R };
export type EventRow<P> = { readonly payload?: P };

const takes = <S extends ArgumentSchema>(argument: S) => ({ replies: <R>(): RequestRow<S, R> => ({ argument }) });
const carries = <P>(): EventRow<P> => ({});
const nothing = v.undefined();
const id = v.pipe(v.string(), v.minLength(1), v.maxLength(64));

/** A state that is both pushed and asked for: the holder keeps the one with the higher revision. */
export type Revised<T> = { readonly revision: number; readonly state: T };

export type AppInfo = {
  readonly version: string;
  readonly host: 'electron' | 'browser';
  /** Whether a token can be kept encrypted on this machine; `backend` is the system's own word (`gnome_libsecret`). */
  readonly keyStore:
    | { readonly available: true; readonly backend: string }
    | { readonly available: false; readonly why: 'browser-mode' | 'no-key-store' };
  readonly systemLanguage: string;
  /** Files of the program that could not be read whole at this start. Absent when all could. */
  readonly damagedFiles?: readonly DamagedFile[];
};

/** `keptAs`: the bad file's name in the same folder, empty if it could not be set aside. */
export type DamagedFile = {
  readonly file: string;
  readonly keptAs: string;
  readonly using: 'readable-parts' | 'older-version' | 'defaults';
};

/** Packets of the session since the program started; `received = delivered + refused`. */
export type WireTotals = {
  readonly sentPackets: number;
  readonly receivedPackets: number;
  readonly deliveredPackets: number;
  readonly refusedPackets: number;
  readonly sentBytes: number;
  readonly receivedBytes: number;
};

export const requests = {
  appInfo: takes(nothing).replies<AppInfo>(),

  settings: takes(nothing).replies<Settings>(),
  changeSettings: takes(settingsChange).replies<Settings>(),

  savedConnections: takes(nothing).replies<readonly SavedConnection[]>(),
  /** Without `id` a new one; without `token` the kept token stays as it is. */
  saveConnection: takes(
    v.object({
      id: v.optional(id),
      name: v.pipe(v.string(), v.minLength(1), v.maxLength(80)),
      settings: connectionSettings,
      token: v.optional(v.pipe(v.string(), v.maxLength(4_096))),
    }),
  ).replies<SavedConnection>(),
  forgetConnection: takes(v.object({ id })).replies<null>(),
  /** What may be shown of a token that was just typed. Nothing is kept. */
  describeToken: takes(v.object({ token: v.pipe(v.string(), v.maxLength(4_096)) })).replies<TokenHint>(),

  connectionState: takes(nothing).replies<Revised<ConnectionState>>(),
  /**
   * Replies as soon as the attempt has begun; what becomes of it comes as `connectionChanged`. Fails with `live-gateway`
   * where it could throw off a gateway and the engineer has not agreed yet; `anyway` is that agreement.
   */
  connect: takes(
    v.object({ settings: connectionSettings, token: tokenSource, anyway: v.optional(v.literal(true)) }),
  ).replies<null>(),
  disconnect: takes(nothing).replies<null>(),
  /** Ends the wait before the next attempt. */
  retryNow: takes(nothing).replies<null>(),

  /** One at a time; replies with the result, `null` when it was stopped. `consent`: the window has said what it does. */
  runProbe: takes(probeRequest).replies<ProbeResult | null>(),
  stopProbe: takes(nothing).replies<null>(),

  /** Replies when the publish has ended one way or another; its steps come as `publishChanged`. */
  publish: takes(publishRequest).replies<PublishRecord>(),
  publishes: takes(nothing).replies<readonly PublishRecord[]>(),
  /** Marks a parked one as dropped; `false` where none with this number waits. Sending again is `publish`, `insteadOf`. */
  dropParked: takes(v.object({ n: v.pipe(v.number(), v.integer(), v.minValue(1)) })).replies<boolean>(),

  wireTotals: takes(nothing).replies<WireTotals>(),

  practiceState: takes(nothing).replies<Revised<PracticeState>>(),
  /** Running already is fine, and changes nothing. */
  startPractice: takes(v.optional(practiceStart)).replies<null>(),
  stopPractice: takes(nothing).replies<null>(),
  /** While it runs; `false` where it does not. */
  changePractice: takes(practiceChange).replies<boolean>(),
  /** `false` where nothing came of it: nobody connected, no such token, nothing running. */
  operatePractice: takes(practiceAct).replies<boolean>(),
  /** Oldest first, from this number on: the last one that the asker has, since that row may have grown. */
  practiceLog: takes(v.object({ from: v.pipe(v.number(), v.integer(), v.minValue(0)) })).replies<
    readonly PracticeLogRow[]
  >(),

  /** Electron denies the page its clipboard permission; the main process writes instead. Not in browser mode. */
  copyText: takes(v.object({ text: v.pipe(v.string(), v.maxLength(1_048_576)) })).replies<null>(),
};

export const events = {
  connectionChanged: carries<Revised<ConnectionState>>(),
  publishChanged: carries<PublishRecord>(),
  wireTotalsChanged: carries<WireTotals>(),
  practiceChanged: carries<Revised<PracticeState>>(),
};

export type RequestName = keyof typeof requests;
export type EventName = keyof typeof events;
export type Argument<N extends RequestName> = v.InferOutput<(typeof requests)[N]['argument']>;
export type Reply<N extends RequestName> =
  NonNullable<(typeof requests)[N]['reply']> | Extract<(typeof requests)[N]['reply'], null>;
export type Payload<N extends EventName> = NonNullable<(typeof events)[N]['payload']>;

/** One function for each row: a missing one, a wrong argument or a wrong reply does not compile. */
export type Handlers = {
  readonly [N in RequestName]: (argument: Argument<N>) => Promise<Result<Reply<N>>> | Result<Reply<N>>;
};

/** Given to whoever produces events. */
export type Emit = <N extends EventName>(name: N, payload: Payload<N>) => void;

/** The whole of what preload and the WebSocket client offer the page. */
export type Bridge = {
  request<N extends RequestName>(name: N, argument: Argument<N>): Promise<Result<Reply<N>>>;
  /** Returns the way to stop listening. */
  on<N extends EventName>(name: N, listener: (payload: Payload<N>) => void): () => void;
};

export const isRequestName = (name: string): name is RequestName => Object.hasOwn(requests, name);
export const isEventName = (name: string): name is EventName => Object.hasOwn(events, name);

/** Limits both transports hold to: one argument's size as JSON and its nesting. */
export const argumentLimitBytes = 1_048_576;
export const argumentDepthLimit = 32;
