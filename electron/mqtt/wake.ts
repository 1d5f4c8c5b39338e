/**
 * Notices that the machine slept: a timer that comes much too late, on the monotonic clock (the process was stopped) or on
 * the wall clock (the monotonic one stood still as well, as it does in suspend on Linux and macOS). A wall clock that was
 * set looks the same; a needless probe does no harm.
 */
import { type Clock } from './clock.ts';

const tickMs = 1_000;
/** A busy machine is late by less. */
const jumpMs = 10_000;

/** Returns the way to stop watching. */
export const watchForWake = (clock: Clock, onWake: () => void): (() => void) => {
  let cancel = (): void => undefined;
  const tick = (): void => {
    const nowMs = clock.nowMs();
    const wallMs = clock.wallMs();
    cancel = clock.after(tickMs, () => {
      const late = Math.max(clock.nowMs() - nowMs, clock.wallMs() - wallMs) - tickMs;
      tick();
      if (late > jumpMs) onWake();
    });
  };
  tick();
  return () => cancel();
};
