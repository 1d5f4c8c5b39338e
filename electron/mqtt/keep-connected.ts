/**
 * Connects, and stays connected: the loop behind the state machine in `protocol/connection.ts`. Tries again only after a
 * link that had lived, never after a refusal, and gives way to another client with the same token.
 */
import {
  type BrokerAddress,
  type ConnectionSettings,
  type ConnectionState,
  type LinkLoss,
  type Target,
} from '../../protocol/connection.ts';
import { type Connack, type Report, type TlsReason, type Verdict } from '../../protocol/diagnosis.ts';
import { adviceFor } from '../diagnosis/advice.ts';
import { walk, type Walked } from '../diagnosis/walk.ts';
import { createBackOff } from './back-off.ts';
import { type Clock } from './clock.ts';
import { createContest } from './contest.ts';
import { createLinkPublishes, type LinkPublishes } from './link-publishes.ts';
import { type Link, type LinkEnd } from './link.ts';
import { type Network } from './network.ts';
import { type Tap } from './tap.ts';
import { watchForWake } from './wake.ts';
import { type WireCounters } from './wire-counters.ts';

export type KeepConnectedOptions = {
  readonly settings: ConnectionSettings;
  readonly address: BrokerAddress;
  readonly token: string;
  readonly target: Target;
  readonly clock: Clock;
  readonly network: Network;
  readonly random: () => number;
  readonly counters: WireCounters;
  readonly tap?: Tap;
  /** Not called any more once `stop` was. */
  readonly onState: (state: ConnectionState) => void;
};

export type LiveLink = { readonly link: Link; readonly connack: Connack; readonly publishes: LinkPublishes };

export type KeptConnection = {
  readonly live: () => LiveLink | undefined;
  readonly retryNow: () => void;
  /** Leaves politely where there is a session, and ends the loop. */
  readonly stop: () => void;
  /** Resolves when the loop has ended and its last socket is closed. */
  readonly done: Promise<void>;
};

/** With the back-off's first second behind it a dead link is back within five seconds of waking up. */
const wakeProbeMs = 3_000;

export const keepConnected = (options: KeepConnectedOptions): KeptConnection => {
  const { settings, address, target, token, clock } = options;
  const stopping = new AbortController();
  const backOff = createBackOff(options.random);
  const contest = createContest();
  let live: LiveLink | undefined;
  let wake = (): void => undefined;
  let lost: LinkLoss | undefined;
  let attempt = 0;

  const stopped = (): boolean => stopping.signal.aborted;
  const tell = (state: ConnectionState): void => {
    if (!stopped()) options.onState(state);
  };

  const waitToRetry = async (report: Report, loss: LinkLoss): Promise<void> => {
    const delayMs = backOff.nextMs();
    const retryAt = Math.round(clock.wallMs() + delayMs);
    tell({ phase: 'waiting', target, report, lost: loss, attempt: attempt + 1, retryAt });
    await new Promise<void>((resolve) => {
      const cancel = clock.after(delayMs, resolve);
      wake = () => {
        cancel();
        resolve();
      };
      if (stopped()) wake();
    });
    wake = () => undefined;
  };

  /** From CONNACK 0 to the end of the link. `undefined`: nothing more to do. */
  const holdLink = async (
    walked: Extract<Walked, { link: Link }>,
    publishes: LinkPublishes,
    watch: (onReport: (report: Report) => void) => void,
  ): Promise<{ readonly report: Report; readonly loss: LinkLoss } | undefined> => {
    const { link, connack } = walked;
    const connectedAt = clock.wallMs();
    const sinceMs = clock.nowMs();
    attempt = 1;
    live = { link, connack, publishes };
    watch((report) => tell({ phase: 'connected', target, report, connectedAt }));
    const surviving = walked.survive();
    const end = await link.ended;
    live = undefined;
    publishes.linkEnded({ byUs: end.by === 'us', ...reasonCodeOf(end) });
    watch(() => undefined);
    const report = await surviving;
    await link.closed;
    if (end.by === 'us') return undefined;
    const loss = { ...end.loss, lostAt: clock.wallMs(), livedMs: Math.round(end.nowMs - sinceMs) };
    backOff.linkLived(loss.livedMs);
    const evictions = contest.lost(loss);
    if (evictions === undefined) return { report, loss };
    const verdict: Verdict = { id: 'contested', connack, evictions };
    const contested = { ...report, verdict, advice: adviceFor(verdict, { address, settings, token }) };
    tell({ phase: 'contested', target, report: contested, lost: loss });
    return undefined;
  };

  const run = async (): Promise<void> => {
    while (!stopped()) {
      attempt += 1;
      const publishes = createLinkPublishes(clock);
      const since = lost === undefined ? {} : { lost };
      let onReport = ({ steps }: Report): void => tell({ phase: 'connecting', target, steps, attempt, ...since });
      const walked = await walk({
        ...options,
        clientIdentifier: target.clientIdentifier,
        publishEvents: publishes.events,
        signal: stopping.signal,
        onReport: (report) => onReport(report),
      });
      if (stopped()) {
        walked.link?.leave();
        await walked.link?.closed;
        return;
      }
      let { report } = walked;
      if (walked.link !== undefined) {
        const held = await holdLink(walked, publishes, (watcher) => {
          onReport = watcher;
        });
        if (held === undefined) return;
        report = held.report;
        lost = held.loss;
      } else if (lost === undefined || isFinal(report.verdict)) {
        tell({ phase: report.verdict?.id === 'refused' ? 'refused' : 'failed', target, report });
        return;
      }
      await waitToRetry(report, lost);
    }
  };

  // What slept for minutes may have lost its link, or slept through the time of its next attempt.
  const stopWatching = watchForWake(clock, () => {
    live?.link.probe(wakeProbeMs);
    wake();
  });
  const done = run().finally(stopWatching);

  return {
    live: () => live,
    retryNow: () => wake(),
    stop: () => {
      stopping.abort();
      live?.link.leave();
      wake();
    },
    done,
  };
};

/** A certificate does not mend itself within a minute; what only says that the way is not open may. */
const finalTlsReasons: readonly TlsReason[] = ['expired', 'self-signed', 'unknown-ca', 'wrong-host', 'version'];

/** Whether trying again would be useless or harmful, also for a link that had lived. */
const isFinal = (verdict: Verdict | undefined): boolean =>
  verdict?.id === 'refused' || (verdict?.id === 'tls-rejected' && finalTlsReasons.includes(verdict.reason));

const reasonCodeOf = (end: LinkEnd): { readonly reasonCode?: number } =>
  end.by === 'us' || end.loss.reasonCode === undefined ? {} : { reasonCode: end.loss.reasonCode };
