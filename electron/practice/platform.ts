/**
 * The practice platform: a stand-in on loopback that answers a gateway as a ThingsBoard of a given version would, so that the
 * whole job can be done at a desk. Puts the parts together and owns who holds which token. It leaves out what no gateway can
 * see from its side: rule chains, dashboards, users.
 */
import {
  platformVersions,
  type PlatformVersion,
  type PracticeEvent,
  type PracticeState,
} from '../../protocol/practice.ts';
import { fail, ok, type Result } from '../../protocol/result.ts';
import { type Clock, systemClock } from '../mqtt/clock.ts';
import { type Faults, faultTable, type FaultSetting } from './faults.ts';
import { createLink, type Link } from './link.ts';
import { isLoopback, listen, type Listener, type Receiver } from './listener.ts';
import { type Act, operate } from './operator.ts';
import { createStore, type KnownDevice, type Store } from './store.ts';
import { createTokenBook, type TokenBook } from './token-book.ts';
import { versionProfile } from './version.ts';

export type PracticeOptions = {
  /** Without any token at all, `practiceGatewayToken` is a gateway. */
  readonly gatewayTokens?: readonly string[];
  /** Known to the platform, but not flagged "Is gateway". */
  readonly deviceTokens?: readonly string[];
  readonly like?: PlatformVersion;
  readonly faults?: readonly FaultSetting[];
  /** H6; without it what the version has. */
  readonly inactivityMs?: number;
  readonly clock?: Clock;
  /** Called for each event, when `state()` is already up to date. */
  readonly onEvent?: (event: PracticeEvent) => void;
};

export type ListenAddress = {
  /** An address of 127.0.0.0/8, `::1` or `localhost`; anything else fails with `address-form`. */
  readonly host: string;
  /** 0 lets the system pick. */
  readonly port: number;
};

export type PracticePlatform = {
  /** Listening already is fine and answers with where. */
  readonly start: (at?: ListenAddress) => Promise<Result<{ readonly url: string; readonly port: number }>>;
  /** Ends all connections at once. What was stored is gone with the next start. */
  readonly stop: () => Promise<void>;
  readonly state: () => PracticeState;
  /** Created by what gateways sent (H13), with their profile and the connection that has them now. */
  readonly devices: () => readonly KnownDevice[];
  /** What somebody does on the platform's side; `false` where nothing came of it. */
  readonly operate: (act: Act) => boolean;
};

const defaultAddress: ListenAddress = { host: '127.0.0.1', port: 0 };

export const createPracticePlatform = (options: PracticeOptions = {}): PracticePlatform => {
  const like = options.like ?? platformVersions[0];
  const profile = versionProfile(like);
  const faults: Faults = new Map((options.faults ?? []).map(({ id, value }) => [id, value]));
  const clock = options.clock ?? systemClock;
  let running: Running | undefined;
  /** A start or stop that is under way: the next one waits for it. */
  let turn: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(run: () => Promise<T>): Promise<T> => {
    const mine = turn.then(run);
    turn = mine.catch(() => undefined);
    return mine;
  };

  const start: PracticePlatform['start'] = (at = defaultAddress) =>
    inTurn(async () => {
      if (running !== undefined) return ok(whereOf(running.listener));
      if (!isLoopback(at.host)) return fail({ kind: 'address-form', address: at.host });
      const tokens = createTokenBook(options);
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
        if (running !== undefined) options.onEvent?.(event);
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
        operate: (act) => operate(act, { tokens, store, linkOf: (number) => links.get(number) }),
      };
      const where = whereOf(running.listener);
      options.onEvent?.({ event: 'listening', url: where.url });
      return ok(where);
    });

  const stop: PracticePlatform['stop'] = () =>
    inTurn(async () => {
      const ending = running;
      running = undefined;
      await ending?.listener.close();
    });

  const state: PracticePlatform['state'] = () =>
    running === undefined
      ? { phase: 'stopped' }
      : {
          phase: 'running',
          url: whereOf(running.listener).url,
          tokens: running.tokens.list(),
          like,
          connections: running.accepted.size,
          storedCount: running.store.count(),
          stored: running.store.newest(),
        };

  return {
    start,
    stop,
    state,
    devices: () => running?.store.devices() ?? [],
    operate: (act) => running?.operate(act) ?? false,
  };
};

type Running = {
  readonly listener: Listener;
  readonly store: Store;
  readonly tokens: TokenBook;
  readonly accepted: ReadonlySet<number>;
  readonly operate: PracticePlatform['operate'];
};

const whereOf = ({ host, port }: Listener): { readonly url: string; readonly port: number } => ({
  url: `mqtt://${host.includes(':') ? `[${host}]` : host}:${String(port)}`,
  port,
});
