/** A clock that stands still until a test moves it. Timers run in the order of their time, as they would. */
import { type Clock } from '../../electron/mqtt/clock.ts';

export type ManualClock = Clock & {
  readonly advance: (ms: number) => void;
  /** Time passes and no timer runs: they are late afterwards. */
  readonly sleep: (ms: number) => void;
  /** Time until the next timer; `undefined` when nothing waits. */
  readonly nextInMs: () => number | undefined;
};

export const createManualClock = (wallStartMs = 1_700_000_000_000): ManualClock => {
  let nowMs = 0;
  let timers: { readonly dueMs: number; readonly run: () => void }[] = [];
  const due = (): (typeof timers)[number] | undefined => timers.toSorted((a, b) => a.dueMs - b.dueMs)[0];
  return {
    nowMs: () => nowMs,
    wallMs: () => wallStartMs + nowMs,
    after: (ms, run) => {
      const timer = { dueMs: nowMs + ms, run };
      timers.push(timer);
      return () => {
        timers = timers.filter((other) => other !== timer);
      };
    },
    advance: (ms) => {
      const endMs = nowMs + ms;
      for (let next = due(); next !== undefined && next.dueMs <= endMs; next = due()) {
        const timer = next;
        nowMs = Math.max(nowMs, timer.dueMs);
        timers = timers.filter((other) => other !== timer);
        timer.run();
      }
      nowMs = endMs;
    },
    sleep: (ms) => {
      nowMs += ms;
    },
    nextInMs: () => {
      const next = due();
      return next === undefined ? undefined : next.dueMs - nowMs;
    },
  };
};
