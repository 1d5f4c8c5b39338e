/**
 * The practice platform: a stand-in on this computer that answers a gateway as a ThingsBoard of a given version would, so that the
 * whole job can be done at a desk. Puts the parts together and owns who holds which token. It leaves out what no gateway can
 * see from its side: rule chains, dashboards, users.
 */
import { randomInt } from 'node:crypto';
import { type FaultSetting, faultTable } from '../../protocol/practice-faults.ts';
import {
  platformVersions,
  type PlatformVersion,
  type PracticeEvent,
  type PracticeLogRow,
  type PracticeState,
} from '../../protocol/practice.ts';
import { fail, ok, type Result } from '../../protocol/result.ts';
import { type Clock, systemClock } from '../mqtt/clock.ts';
import { createEventLog } from './event-log.ts';
import { createFaultSwitches, type FaultSwitches } from './faults.ts';
import { createLink, type Link } from './link.ts';
import { listen, type Listener, type Receiver } from './listener.ts';
import { type Act, operate } from './operator.ts';
import { lanUrls, mayListen, ownUrl } from './reachable.ts';
import { createStore, type KnownDevice, type Store } from './store.ts';
import { createTokenBook, type TokenBook } from './token-book.ts';
import { versionProfile } from '../../protocol/platform/versions.ts';

/** How one start is to be; what it leaves out is as the platform was made. */
export type PracticeSetup = {
  /** Without any token at all, `practiceGatewayToken` is a gateway. */
  readonly gatewayTokens?: readonly string[];
  /** Known to the platform, but not flagged "Is gateway". */
  readonly deviceTokens?: readonly string[];
  readonly like?: PlatformVersion;
  readonly faults?: readonly FaultSetting[];
};

export type PracticeOptions = PracticeSetup & {
  /** H6; without it what the version has. */
  readonly inactivityMs?: number;
  readonly clock?: Clock;
  /** Called for each event, when `state()` is already up to date. */
  readonly onEvent?: (event: PracticeEvent) => void;
};

export type ListenAddress = {
  /** An address of 127.0.0.0/8, `::1` or `localhost`; anything else fails with `address-form`, see `allowLan`. */
  readonly host: string;
  /** 0 lets the system pick. */
  readonly port: number;
  /** Somebody wants others to reach it, and said so: any address of this computer will do. */
  readonly allowLan?: boolean;
};

export type PracticePlatform = {
  /** Listening already is fine and answers with where. */
  readonly start: (
    at?: ListenAddress,
    setup?: PracticeSetup,
  ) => Promise<Result<{ readonly url: string; readonly port: number }>>;
  /** Ends all connections at once. What was stored is gone with the next start. */
  readonly stop: () => Promise<void>;
  readonly state: () => PracticeState;
  /** Oldest first, from that number on, at most `practiceLogShown`. */
  readonly log: (from: number) => readonly PracticeLogRow[];
  /** Which switches are on from now; the others are off. `false` where nothing runs. */
  readonly setFaults: (wanted: readonly FaultSetting[]) => boolean;
  /** Created by what gateways sent (H13), with their profile and the connection that has them now. */
  readonly devices: () => readonly KnownDevice[];
  /** What somebody does on the platform's side; `false` where nothing came of it. */
  readonly operate: (act: Act) => boolean;
};

const defaultAddress: ListenAddress = { host: '127.0.0.1', port: 0 };

export const createPracticePlatform = (options: PracticeOptions = {}): PracticePlatform => {
  const clock = options.clock ?? systemClock;
  const log = createEventLog(clock.wallMs);
  let running: Running | undefined;
  /** A start or stop that is under way: the next one waits for it. */
  let turn: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(run: () => Promise<T>): Promise<T> => {
    const mine = turn.then(run);
    turn = mine.catch(() => undefined);
    return mine;
  };

  const tell = (event: PracticeEvent): void => {
    log.add(event);
    options.onEvent?.(event);
  };

  const start: PracticePlatform['start'] = (at = defaultAddress, setup = {}) =>
    inTurn(async () => {
      if (running !== undefined) return ok(whereOf(running.listener));
      if (!mayListen(at.host, at.allowLan === true)) return fail({ kind: 'address-form', address: at.host });
      const { like = platformVersions[0], ...asked } = { ...options, ...setup };
      const profile = versionProfile(like);
      const switches = createFaultSwitches(asked.faults ?? []);
      const faults = switches.now;
      const tokens = createTokenBook(asked);
      const store = createStore();
      const links = new Map<number, Link>();
      const accepted = new Set<number>();
      let latest = 0;

      const emit = (event: PracticeEvent): void => {
        if (event.event === 'connack' && event.code === 0) accepted.add(event.connection);
        if (event.event === 'closed' || event.event === 'left') {
          accepted.delete(event.connection);
          links.delete(event.connection);
        }
        // The connections that `stop` ends have nobody left to tell.
        if (running !== undefined) tell(event);
      };
      const around = {
        profile,
        faults,
        clock,
        store,
        inactivityMs: options.inactivityMs ?? profile.inactivityMs,
        identify: tokens.identify,
        takeOver: tokens.takeOver,
        emit,
      };
      const listening = await listen(at, (wire): Receiver | undefined => {
        latest += 1;
        if (faults.has('address-blocked')) {
          emit({ event: 'closed', connection: latest, why: faultTable['address-blocked'].rule });
          return undefined;
        }
        const link = createLink(latest, wire, around);
        links.set(latest, link);
        return link;
      });
      if (!listening.ok) return listening;
      running = {
        listener: listening.value,
        store,
        tokens,
        accepted,
        like,
        switches,
        operate: (act) => operate(act, { tokens, store, newToken, linkOf: (number) => links.get(number) }),
      };
      const where = whereOf(running.listener);
      log.clear();
      tell({ event: 'listening', url: where.url });
      return ok(where);
    });

  const stop: PracticePlatform['stop'] = () =>
    inTurn(async () => {
      const ending = running;
      running = undefined;
      await ending?.listener.close();
    });

  const state: PracticePlatform['state'] = () => {
    if (running === undefined) return { phase: 'stopped' };
    const { listener, tokens, accepted, store, like, switches } = running;
    const lan = lanUrls(listener.host, listener.port);
    return {
      phase: 'running',
      url: whereOf(listener).url,
      ...(lan === undefined ? {} : { lanUrls: lan }),
      tokens: tokens.list().map((known) => {
        const connection = tokens.holder(known.token)?.number;
        return connection !== undefined && accepted.has(connection) ? { ...known, connection } : known;
      }),
      like,
      faults: switches.list(),
      connections: accepted.size,
      storedCount: store.count(),
      stored: store.newest(),
      logRevision: log.revision(),
    };
  };

  return {
    start,
    stop,
    state,
    log: (from) => (running === undefined ? [] : log.rows(from)),
    setFaults: (wanted) => {
      running?.switches.set(wanted);
      return running !== undefined;
    },
    devices: () => running?.store.devices() ?? [],
    operate: (act) => running?.operate(act) ?? false,
  };
};

type Running = {
  readonly listener: Listener;
  readonly store: Store;
  readonly tokens: TokenBook;
  readonly accepted: ReadonlySet<number>;
  readonly like: PlatformVersion;
  readonly switches: FaultSwitches;
  readonly operate: PracticePlatform['operate'];
};

const whereOf = ({ host, port }: Listener): { readonly url: string; readonly port: number } => ({
  url: ownUrl(host, port),
  port,
});

/** As the platform makes them: 20 letters and digits. */
const letters = 'ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789';
const newToken = (): string => Array.from({ length: 20 }, () => letters[randomInt(letters.length)]).join('');
