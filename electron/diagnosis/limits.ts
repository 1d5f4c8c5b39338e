/** The two things that may cut any step short: the time limit, which counts from the click, and the engineer's Stop. */
import { type Clock } from '../mqtt/clock.ts';

export type Limits = {
  readonly leftMs: () => number;
  /** Whole milliseconds. */
  readonly waitedMs: () => number;
  readonly nowMs: () => number;
  /** Whichever comes first. A rejection of `work` passes through. */
  readonly within: <T>(
    work: Promise<T>,
    shareMs?: number,
  ) => Promise<{ readonly came: T } | { readonly cut: 'late' | 'stopped' }>;
};

export const createLimits = (clock: Clock, timeoutMs: number, signal: AbortSignal): Limits => {
  const startMs = clock.nowMs();
  const leftMs = (): number => Math.max(0, startMs + timeoutMs - clock.nowMs());
  return {
    leftMs,
    waitedMs: () => Math.round(clock.nowMs() - startMs),
    nowMs: clock.nowMs,
    within: (work, shareMs = Infinity) =>
      new Promise((resolve, reject) => {
        const cancel = clock.after(Math.min(leftMs(), shareMs), () => settle(() => resolve({ cut: 'late' })));
        const onStop = (): void => settle(() => resolve({ cut: 'stopped' }));
        const settle = (run: () => void): void => {
          cancel();
          signal.removeEventListener('abort', onStop);
          run();
        };
        if (signal.aborted) {
          onStop();
          return;
        }
        signal.addEventListener('abort', onStop, { once: true });
        work.then(
          (came) => settle(() => resolve({ came })),
          (error: unknown) => settle(() => reject(error instanceof Error ? error : new Error(String(error)))),
        );
      }),
  };
};
