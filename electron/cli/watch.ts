/** Waits for something that other people's events bring about. Ends early when the program is told to stop. */
export type Watch = {
  /** To be called whenever a condition may have come true. */
  readonly changed: () => void;
  /** Resolves when `holds` does, after `longestMs`, or on a stop. */
  readonly until: (holds: () => boolean, longestMs?: number) => Promise<void>;
};

export const createWatch = (signal: AbortSignal): Watch => {
  const checks = new Set<() => void>();
  const until = (holds: () => boolean, longestMs?: number): Promise<void> =>
    new Promise((resolve) => {
      const done = (): void => {
        checks.delete(check);
        signal.removeEventListener('abort', done);
        clearTimeout(timer);
        resolve();
      };
      const check = (): void => {
        if (holds()) done();
      };
      const timer = longestMs === undefined ? undefined : setTimeout(done, longestMs);
      if (signal.aborted) {
        done();
        return;
      }
      checks.add(check);
      signal.addEventListener('abort', done);
      check();
    });
  return {
    changed: () => {
      for (const check of [...checks]) check();
    },
    until,
  };
};
