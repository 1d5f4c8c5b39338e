/**
 * Time as a value, so that back-off, watchdog and grace times can be tested without waiting. Durations come from the
 * monotonic clock only: the wall clock of a laptop on site jumps.
 */
export type Clock = {
  /** Monotonic, ms, fractions included; the origin means nothing. */
  readonly nowMs: () => number;
  /** ms since the epoch, for display. */
  readonly wallMs: () => number;
  /** Calls once after `ms`; returns the way to cancel. */
  readonly after: (ms: number, run: () => void) => () => void;
};

export const systemClock: Clock = {
  nowMs: () => performance.now(),
  wallMs: () => Date.now(),
  after: (ms, run) => {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
};
