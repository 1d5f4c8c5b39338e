/**
 * The main job in the built program, as an engineer does it: address and token, the code, a wrong token, the samples.
 * Every spec runs in each host (browser mode, the Electron double, or real Electron where it is present).
 */
import { type Page } from 'playwright-core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { connectAnyway, startPractice } from '../support/app-steps.ts';
import { appHosts, openApp, type OpenedApp } from '../support/app-window.ts';
import { connack311, startScriptedBroker } from '../support/scripted-broker.ts';

const verdict = (page: Page) => page.getByTestId('verdict');
const heroCode = async (page: Page): Promise<string | null> => verdict(page).getAttribute('data-code');

describe.each(appHosts)('in the %s', (host) => {
  let app: OpenedApp;
  beforeEach(async () => {
    app = await openApp({ host, language: 'en' });
  });
  afterEach(async () => {
    await app.close();
    expect(app.problems).toEqual([]);
  });

  it('offers the practice platform first, and fills in what it needs', async () => {
    await startPractice(app.page);
    expect(await app.page.getByTestId('address').inputValue()).toMatch(/^mqtt:\/\/127\.0\.0\.1:\d+$/);
    expect(await app.page.getByTestId('token').inputValue()).toBe('GP1109N12345678');
    expect(await app.page.getByTestId('token').getAttribute('type')).toBe('password');
  });

  it('shows code 0 with its steps and its raw bytes, and lives through the survival time', async () => {
    const { page } = app;
    await startPractice(page);
    await page.getByTestId('token').press('Control+Enter');
    await verdict(page).waitFor();
    await expect.poll(() => heroCode(page)).toBe('0');
    for (const step of ['resolve-host', 'open-tcp', 'send-connect', 'await-connack'])
      expect(await page.locator(`[data-step="${step}"]`).getAttribute('data-outcome'), step).toBe('passed');
    expect(await page.locator('[data-step="negotiate-tls"]').getAttribute('data-outcome')).toBe('not-used');
    expect(await verdict(page).textContent()).toContain('20 02 00 00');
    await expect
      .poll(() => page.locator('[data-step="survive"]').getAttribute('data-outcome'), { timeout: 6_000 })
      .toBe('passed');
  });

  it('shows code 5 with its causes for a wrong token, and does not try again', async () => {
    const { page } = app;
    await startPractice(page);
    await page.getByTestId('token').fill('GP1109N87654321');
    await page.getByTestId('connect').click();
    await expect.poll(() => heroCode(page)).toBe('5');
    expect(await verdict(page).textContent()).toContain('0x05');
    expect(await page.locator('[data-advice="token-unknown"]').count()).toBe(1);
    expect(await page.locator('[data-step="survive"]').getAttribute('data-outcome')).toBe('skipped');
    // The window offers to connect again, the program does not.
    await page.getByTestId('connect').waitFor();
  });

  it.each([1, 2, 3, 4, 5])('shows code %i of any broker, which sees exactly one CONNECT', async (code) => {
    const { page } = app;
    const refusing = await startScriptedBroker(async ({ next, write, close }) => {
      await next('connect');
      write(...connack311(code));
      close();
    });
    try {
      await page.getByTestId('address').fill(refusing.url);
      await page.getByTestId('token').fill('GP1109N12345678');
      await connectAnyway(page);
      await expect.poll(() => heroCode(page)).toBe(String(code));
      expect(await page.locator('[data-advice]').count()).toBeGreaterThan(0);
      expect(refusing.received('connect')).toHaveLength(1);
    } finally {
      await refusing.close();
    }
  });

  it('names the port that nobody listens on, and keeps what was typed', async () => {
    const { page } = app;
    await page.getByTestId('address').fill('127.0.0.1:9');
    await page.getByTestId('token').fill('GP1109N12345678');
    await connectAnyway(page);
    await expect.poll(() => page.locator('[data-step="open-tcp"]').getAttribute('data-outcome')).toBe('failed');
    expect(await page.getByTestId('address').inputValue()).toBe('127.0.0.1:9');
    expect(await page.getByTestId('token').inputValue()).toBe('GP1109N12345678');
  });

  it('says at the field what is wrong with an address, and connects to nothing', async () => {
    const { page } = app;
    await page.getByTestId('address').fill('mqtt//host');
    expect(await page.locator('#address-note').textContent()).toContain('[ADDR-FORM]');
    await page.getByTestId('token').fill('T');
    await page.getByTestId('connect').click();
    await page.getByTestId('failure').waitFor();
    expect(await page.getByTestId('failure').textContent()).toContain('[ADDR-FORM]');
  });

  it('keeps a connection under a name without its token on the way back', async () => {
    const { page } = app;
    await startPractice(page);
    await page.getByTestId('connection-name').fill('Bench');
    await page.getByTestId('save-connection').click();
    await expect.poll(() => page.getByTestId('token').inputValue()).toBe('');
    expect(await page.content()).not.toContain('GP1109N12345678');
    await page.getByTestId('connect').click();
    await expect.poll(() => heroCode(page)).toBe('0');
  });

  it('stops a silent connect at once when asked to', async () => {
    const { page } = app;
    const silent = await startScriptedBroker(() => undefined);
    try {
      await page.getByTestId('address').fill(`127.0.0.1:${silent.port}`);
      await page.getByTestId('token').fill('GP1109N12345678');
      await connectAnyway(page);
      await expect.poll(() => page.locator('[data-step="await-connack"]').getAttribute('data-outcome')).toBe('running');
      await page.keyboard.press('Escape');
      await page.getByTestId('connect').waitFor({ timeout: 1_000 });
    } finally {
      await silent.close();
    }
  });
});
