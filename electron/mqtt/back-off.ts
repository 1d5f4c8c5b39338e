/**
 * When to try a lost link again: full jitter, so that a hundred laptops do not come back in the same instant. Owns the
 * figures of the promise "reconnecting is polite"; whether to try at all is the session's decision.
 */
export const backOffFirstMs = 1_000;
export const backOffLongestMs = 60_000;
export const backOffShortestMs = 250;
/** A link that lived this long has proved that the way is open: the next loss starts from the beginning. */
export const backOffResetMs = 20_000;

export type BackOff = {
  /** ms until the next attempt. `random` in [0, 1). */
  readonly nextMs: () => number;
  readonly linkLived: (livedMs: number) => void;
};

export const createBackOff = (random: () => number): BackOff => {
  let n = 0;
  return {
    nextMs: () => {
      const upTo = Math.min(backOffLongestMs, backOffFirstMs * 2 ** n);
      n += 1;
      return Math.max(backOffShortestMs, random() * upTo);
    },
    linkLived: (livedMs) => {
      if (livedMs >= backOffResetMs) n = 0;
    },
  };
};
