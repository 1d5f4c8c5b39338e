/** The further questions in the window: what they do is read before it is done, and nothing is done by itself. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { connectAnyway, connectToPractice, startPractice } from '../support/app-steps.ts';
import { openApp, type OpenedApp } from '../support/app-window.ts';
import { startScriptedBroker } from '../support/scripted-broker.ts';

describe('the further questions', () => {
  let app: OpenedApp;
  beforeEach(async () => {
    app = await openApp({ host: 'browser', language: 'en' });
  });
  afterEach(async () => {
    await app.close();
    expect(app.problems).toEqual([]);
  });
  const resultOf = (probe: string) => app.page.locator(`[data-testid="probe-result"][data-probe="${probe}"]`);

  it('find the gateway flag on the session that lives, and say before what they do', async () => {
    const { page } = app;
    await connectToPractice(page);
    await page.getByTestId('probe-gateway-flag').click();
    expect(await page.locator('li[data-probe="gateway-flag"]').textContent()).toContain('getSessionLimits');
    expect(await resultOf('gateway-flag').count()).toBe(0);
    await page.getByTestId('probe-do-gateway-flag').click();
    await resultOf('gateway-flag').waitFor();
    expect(await resultOf('gateway-flag').textContent()).toContain('gatewayRateLimits');
    // The one that writes data is only for where this one got no answer.
    expect(await page.getByTestId('probe-gateway-write').count()).toBe(0);
  });

  it('ask in MQTT 5 why a token was refused', async () => {
    const { page } = app;
    await startPractice(page);
    await page.getByTestId('token').fill('GP1109N00000000');
    await page.getByTestId('connect').click();
    await page.locator('[data-testid="verdict"][data-code="5"]').waitFor();
    await page.getByTestId('probe-ask-v5').click();
    await page.getByTestId('probe-do-ask-v5').click();
    await resultOf('ask-v5').waitFor();
    expect(await resultOf('ask-v5').textContent()).toContain('0x86');
  });

  it('look at the ports, and wait for a block without doing anything', async () => {
    const { page } = app;
    const closing = await startScriptedBroker(async ({ next, close }) => {
      await Promise.race([next('connect'), new Promise((resolve) => setTimeout(resolve, 200))]);
      close();
    });
    try {
      await page.getByTestId('address').fill(closing.url);
      await page.getByTestId('token').fill('GP1109N12345678');
      await connectAnyway(page);
      await page.locator('[data-testid="verdict"][data-verdict="closed-before-connack"]').waitFor();
      await page.getByTestId('probe-address-block').click();
      await page.getByTestId('probe-do-address-block').click();
      await page.getByTestId('probe-running').waitFor();
      const before = closing.connections();
      await page.getByTestId('probe-stop').click();
      await page.getByTestId('probe-stopped').waitFor();
      expect(closing.connections()).toBe(before);

      await page.getByTestId('probe-ports').click();
      await page.getByTestId('probe-do-ports').click();
      await resultOf('ports').waitFor({ timeout: 10_000 });
      expect(await resultOf('ports').textContent()).toContain(String(closing.port));
      expect(closing.received('connect')).toHaveLength(1);
    } finally {
      await closing.close();
    }
  });
});
