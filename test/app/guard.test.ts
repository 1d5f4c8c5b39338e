/** The gateway that may be using the token comes first: two acts before the first connect, and giving way. In the browser host. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { connectAnyway, connectToPractice } from '../support/app-steps.ts';
import { openApp, type OpenedApp } from '../support/app-window.ts';
import {
  connack311,
  healthy,
  identifierBytes,
  startScriptedBroker,
  type Script,
  type ScriptedBroker,
} from '../support/scripted-broker.ts';

describe('connecting where a gateway may be at work', () => {
  let app: OpenedApp;
  let broker: ScriptedBroker;
  const open = async (script: Script): Promise<void> => {
    broker = await startScriptedBroker(script);
    await app.page.getByTestId('address').fill(broker.url);
    await app.page.getByTestId('token').fill('GP1109N12345678');
  };
  beforeEach(async () => {
    app = await openApp({ host: 'browser', language: 'en' });
  });
  afterEach(async () => {
    await app.close();
    await broker.close();
    expect(app.problems).toEqual([]);
  });

  it('says what it does first, and connects by a second act only; once for each token', async () => {
    const { page } = app;
    await open(healthy);
    await page.getByTestId('connect').click();
    await page.getByTestId('live-gateway').waitFor();
    expect(await page.evaluate(() => document.activeElement?.getAttribute('data-testid'))).toBe('connect-anyway');
    // The shortcut is no second act.
    await page.keyboard.press('Control+Enter');
    await page.getByTestId('connect-not').click();
    await page.getByTestId('connect').waitFor();
    expect(broker.connections()).toBe(0);

    await connectAnyway(page);
    await page.locator('[data-testid="verdict"][data-code="0"]').waitFor();
    await page.getByTestId('disconnect').click();
    await page.getByTestId('connect').click();
    await page.locator('[data-testid="verdict"][data-code="0"]').waitFor();
    expect(broker.received('connect')).toHaveLength(2);
  });

  it('takes the question back when the address or the token changes', async () => {
    const { page } = app;
    await open(healthy);
    await page.getByTestId('connect').click();
    await page.getByTestId('live-gateway').waitFor();
    await page.getByTestId('token').fill('GP1109N87654321');
    await page.getByTestId('connect').waitFor();
  });

  it('gives way to another client with the token, and asks again before it comes back', async () => {
    const { page } = app;
    await open(async ({ next, write, close }) => {
      await next('connect');
      write(...connack311(0));
      await new Promise((resolve) => setTimeout(resolve, 50));
      close();
    });
    await connectAnyway(page);
    await page.locator('[data-testid="verdict"][data-verdict="contested"]').waitFor();
    expect(broker.received('connect')).toHaveLength(2);
    await page.getByTestId('connect').click();
    await page.getByTestId('live-gateway').waitFor();
  });

  it('shows a lost link as one row with its attempts, and what was on its way as parked', async () => {
    const { page } = app;
    await open(async ({ n, next, write, close, reset, socket }) => {
      if (n > 1 && n < 5) {
        reset();
        return;
      }
      await next('connect');
      write(...connack311(0));
      const first = await next('publish');
      if (n === 1) {
        close();
        return;
      }
      write(0x40, 0x02, ...identifierBytes(first));
      while (!socket.destroyed) write(0x40, 0x02, ...identifierBytes(await next('publish')));
    });
    await connectAnyway(page);
    await page.locator('[data-testid="verdict"][data-code="0"]').waitFor();
    await page.keyboard.press('Control+2');
    await page.getByTestId('editor').waitFor();
    await page.locator('.cm-content').fill('{"WG12345678":[{"a":1}]}');
    await page.keyboard.press('Control+Enter');
    await page.locator('[data-testid="parked"][data-became="waiting"]').waitFor();
    expect(broker.received('publish')).toHaveLength(1);

    await page.keyboard.press('Control+1');
    await page.getByTestId('outage').waitFor();
    await page.locator('[data-testid="verdict"][data-code="0"]').waitFor({ timeout: 30_000 });
    expect(await page.getByTestId('outage').count()).toBe(0);
    expect(broker.received('publish')).toHaveLength(1);

    await page.keyboard.press('Control+2');
    await page.getByTestId('parked-look').click();
    expect(await page.locator('[data-testid="parked"] pre').textContent()).toBe('{"WG12345678":[{"a":1}]}');
    await page.getByTestId('parked-again').click();
    await page.locator('[data-testid="parked"][data-became="sent-again"]').waitFor();
    await expect.poll(() => broker.received('publish').length).toBe(2);
  });

  it('is not in the way on the practice platform', async () => {
    broker = await startScriptedBroker(healthy);
    await connectToPractice(app.page);
    expect(await app.page.getByTestId('live-gateway').count()).toBe(0);
  });
});
