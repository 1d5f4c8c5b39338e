/** The practice platform as a workspace: a fault is switched on, and Publish and Practice tell the same story of it. */
import { type Page } from 'playwright-core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { appHosts, openApp, type OpenedApp } from '../support/app-window.ts';

const open = async (page: Page, digit: string): Promise<void> => {
  await page.keyboard.press(`Control+${digit}`);
  await page.locator(`nav button:nth-child(${digit})[aria-current="page"]`).waitFor();
};
const event = (page: Page, kind: string) => page.locator(`[data-testid="practice-events"] [data-event="${kind}"]`);
const fault = (page: Page, id: string) => page.locator(`[data-fault="${id}"] input[type=checkbox]`);

/** From the practice workspace: fills in, connects, and waits for the code. */
const connect = async (page: Page, button: string, code: string): Promise<void> => {
  await page.getByTestId(button).click();
  await page.getByTestId('connect').click();
  await page.locator(`[data-testid="verdict"][data-code="${code}"]`).waitFor();
};
const publish = async (page: Page, sample: string, outcome: string): Promise<void> => {
  await open(page, '2');
  await page.getByTestId(`sample-${sample}`).click();
  await page.getByTestId('publish').click();
  await page.locator(`[data-testid="outcomes"] [data-outcome="${outcome}"]`).first().waitFor({ timeout: 20_000 });
};

describe.each(appHosts)('in the %s', (host) => {
  let app: OpenedApp;
  beforeEach(async () => {
    app = await openApp({ host, language: 'en' });
    await open(app.page, '4');
    await app.page.getByTestId('practice-view').waitFor();
  });
  afterEach(async () => {
    await app.close();
    expect(app.problems).toEqual([]);
  });

  it('closes on a publish when told to: Publish says closed without an answer, Practice says by which rule', async () => {
    const { page } = app;
    await fault(page, 'close-on-publish').check();
    await page.getByTestId('practice-start').click();
    await connect(page, 'practice-use', '0');
    await publish(page, 'heartbeat', 'closed-without-ack');
    await open(page, '4');
    await event(page, 'dropped').first().waitFor();
    expect(await event(page, 'dropped').first().getAttribute('data-why')).toBe('14');
    expect(await event(page, 'closed').first().getAttribute('data-why')).toBe('14');
    expect(await page.getByTestId('practice-stored').count()).toBe(0);
  });

  it('stores what was sent, and shows that the serial number lost its zeros', async () => {
    const { page } = app;
    await page.getByTestId('practice-start').click();
    await connect(page, 'practice-use', '0');
    await publish(page, 'terminal', 'acked');
    await open(page, '4');
    const row = page.locator('[data-testid="practice-stored"] [data-key="SN"]');
    expect(await row.getByTestId('stored-value').textContent()).toBe('6500');
    expect(await row.getByTestId('sent-as').textContent()).toContain('"00006500"');
    expect(await event(page, 'stored-run').count()).toBeGreaterThan(0);
  });

  it('behaves like another version from the next start on: 3.5.0 says 4 to a wrong token', async () => {
    const { page } = app;
    await page.locator('#practice-like').selectOption('3.5.0');
    await page.getByTestId('practice-start').click();
    await connect(page, 'use-wrong', '4');
    await open(page, '4');
    expect(await event(page, 'connack').first().getAttribute('data-why')).toBe('2');
  });

  it('is switched while somebody is connected: a session is taken over, and the next connect is refused', async () => {
    const { page } = app;
    await page.getByTestId('practice-start').click();
    await connect(page, 'practice-use', '0');
    await open(page, '4');
    await page.locator('[data-token="GP1109N12345678"] button').first().click();
    await fault(page, 'refuse').check();
    await page.getByTestId('evict').click();
    await expect.poll(() => event(page, 'closed').last().getAttribute('data-why')).toBe('8');
    await expect.poll(() => event(page, 'connack').first().getAttribute('data-why'), { timeout: 20_000 }).toBe('2');
  });

  it('opens to the network only by an act of its own, and takes that back with the stop', async () => {
    const { page } = app;
    await page.getByTestId('practice-start').click();
    expect(await page.getByTestId('practice-url').textContent()).toMatch(/^mqtt:\/\/127\.0\.0\.1:\d+$/);
    expect(await page.getByTestId('lan-open').count()).toBe(0);
    await page.getByTestId('practice-stop').click();
    await page.getByTestId('practice-lan').check();
    await page.getByTestId('lan-risk').waitFor();
    await page.locator('#practice-port').fill('0');
    await page.locator('#practice-port').press('Tab');
    await page.getByTestId('practice-start').click();
    await page.getByTestId('lan-open').waitFor();
    await page.getByTestId('practice-stop').click();
    await page.getByTestId('practice-lan').waitFor();
    expect(await page.getByTestId('practice-lan').isChecked()).toBe(false);
  });
});
