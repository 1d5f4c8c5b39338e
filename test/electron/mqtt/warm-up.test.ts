import { expect, it } from 'vitest';
import { warmUp } from '../../../electron/mqtt/warm-up.ts';

it('ends by itself, at once, and holds nothing open', async () => {
  const before = process.getActiveResourcesInfo().length;
  const started = performance.now();
  await warmUp();
  expect(performance.now() - started).toBeLessThan(1_000);
  await expect.poll(() => process.getActiveResourcesInfo().length).toBeLessThanOrEqual(before);
});
