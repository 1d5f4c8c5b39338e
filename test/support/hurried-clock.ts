/** A real clock that runs ten times as fast: for waits of seconds that only have to pass. */
import { systemClock, type Clock } from '../../electron/mqtt/clock.ts';

const times = 10;

export const hurriedClock: Clock = {
  nowMs: () => systemClock.nowMs() * times,
  wallMs: () => systemClock.wallMs() * times,
  after: (ms, run) => systemClock.after(ms / times, run),
};
