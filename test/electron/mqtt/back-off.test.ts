import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createBackOff } from '../../../electron/mqtt/back-off.ts';

it('doubles the longest wait up to a minute', () => {
  const backOff = createBackOff(() => 0.999_999);
  const waits = Array.from({ length: 9 }, () => Math.round(backOff.nextMs() / 1_000));
  expect(waits).toEqual([1, 2, 4, 8, 16, 32, 60, 60, 60]);
});

it('never waits less than a quarter of a second, whatever the dice say', () => {
  const backOff = createBackOff(() => 0);
  expect(Array.from({ length: 5 }, backOff.nextMs)).toEqual([250, 250, 250, 250, 250]);
});

it('starts again from the beginning after a link that lived 20 s, not before', () => {
  const backOff = createBackOff(() => 0.999_999);
  for (let i = 0; i < 6; i += 1) backOff.nextMs();
  backOff.linkLived(19_999);
  expect(backOff.nextMs()).toBeGreaterThan(59_000);
  backOff.linkLived(20_000);
  expect(backOff.nextMs()).toBeLessThan(1_000);
});

it('keeps fifty laptops polite through an outage of ten minutes', () => {
  fc.assert(
    fc.property(fc.integer(), (seed) => {
      let state = seed >>> 0;
      // mulberry32: a small generator is enough to throw dice with.
      const random = (): number => {
        state = (state + 0x6d2b79f5) >>> 0;
        let t = Math.imul(state ^ (state >>> 15), state | 1);
        t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
        return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
      };
      const attempts: number[] = [];
      const slotsAfterThird = new Map<number, number>();
      for (let laptop = 0; laptop < 50; laptop += 1) {
        const backOff = createBackOff(random);
        for (let atMs = backOff.nextMs(), n = 1; atMs < 600_000; atMs += backOff.nextMs(), n += 1) {
          attempts.push(atMs);
          const slot = Math.floor(atMs / 100);
          if (n > 3) slotsAfterThird.set(slot, (slotsAfterThird.get(slot) ?? 0) + 1);
        }
      }
      // A fixed period of one second would give 30,000, up to 48 in one slot.
      expect(attempts.length).toBeLessThanOrEqual(1_400);
      expect(Math.max(...slotsAfterThird.values())).toBeLessThanOrEqual(10);
    }),
    { numRuns: 50 },
  );
});
