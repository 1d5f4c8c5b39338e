/** Publishing in the built program: samples, the check before sending, what became of each publish, own templates. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Page } from 'playwright-core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { connectToPractice } from '../support/app-steps.ts';
import { appHosts, openApp, type OpenedApp } from '../support/app-window.ts';
import { seriousIssues } from '../support/axe.ts';

const toPublish = async (page: Page): Promise<void> => {
  await page.keyboard.press('Control+2');
  await page.getByTestId('editor').waitFor();
};
/** Playwright looks into the editor's open shadow root by itself. */
const textbox = (page: Page) => page.locator('.cm-content');
const linesOf = async (page: Page): Promise<string> => (await page.locator('.cm-line').allTextContents()).join('\n');
const write = async (page: Page, text: string): Promise<void> => {
  await textbox(page).click();
  await page.keyboard.press('Control+a');
  await page.keyboard.insertText(text);
};
const fate = (page: Page) => page.getByTestId('lint-verdict').getAttribute('data-fate');
const newest = (page: Page) => page.locator('[data-outcome]').first();
const outcome = (page: Page) => newest(page).getAttribute('data-outcome');

describe.each(appHosts)('publishing in the %s', (host) => {
  let app: OpenedApp;
  beforeEach(async () => {
    app = await openApp({ host, language: 'en' });
  });
  afterEach(async () => {
    await app.close();
    expect(app.problems).toEqual([]);
  });

  it('acknowledges the heartbeat with a latency, by keyboard alone', async () => {
    const { page } = app;
    await connectToPractice(page);
    await toPublish(page);
    await page.getByTestId('sample-heartbeat').press('Enter');
    await expect.poll(() => fate(page)).toBe('stored');
    await page.keyboard.press('Control+Enter');
    await expect.poll(() => outcome(page), { timeout: 5_000 }).toBe('acked');
    expect(await newest(page).getByTestId('latency').textContent()).toMatch(/^\d+(\.\d)?ms$/);
    const marks = await newest(page)
      .locator('[data-station]')
      .evaluateAll((found) => found.map((one) => one.getAttribute('data-mark')));
    expect(marks).toEqual(['done', 'done', 'done']);
    // Filled when it was sent; the text keeps its placeholder.
    expect(await linesOf(page)).toContain('"ts": "{{now}}"');
    await page.keyboard.press('Control+1');
    await expect.poll(() => page.getByTestId('practice').textContent()).toContain('power');
  });

  it('says before and in place that the serial number of the terminal packet loses its zeros', async () => {
    const { page } = app;
    await toPublish(page);
    await page.getByTestId('sample-terminal').click();
    await expect.poll(() => fate(page)).toBe('altered');
    expect(await page.getByTestId('lint-verdict').textContent()).toContain('6500');
    expect(await page.locator('.cm-finding').textContent()).toContain('6500');
    expect(await page.locator('.cm-lintRange-warning').allTextContents()).toEqual(['"00006500"']);
  });

  it('shows where the JSON breaks and asks a second time before it sends that', async () => {
    const { page } = app;
    await connectToPractice(page);
    await toPublish(page);
    await write(page, '{"WG12345678":[{"ts":1 "values":{}}]}');
    await expect.poll(() => fate(page)).toBe('not-json');
    await page.keyboard.press('Control+Home');
    await page.keyboard.press('F8');
    // At the quote where a comma is missing.
    expect(await page.getByTestId('cursor').getAttribute('data-at')).toBe('1:24');
    expect(await page.locator('.cm-lintRange-error').count()).toBe(1);

    await page.keyboard.press('Control+Enter');
    await page.getByTestId('send-anyway').waitFor();
    // The same keys again are no second act.
    await page.keyboard.press('Control+Enter');
    await page.keyboard.press('Escape');
    expect(await page.locator('[data-outcome]').count()).toBe(0);

    await page.keyboard.press('Control+Enter');
    await page.getByTestId('send-anyway').press('Enter');
    await expect.poll(() => outcome(page), { timeout: 5_000 }).toBe('closed-without-ack');
    expect(await newest(page).locator('.causes li').count()).toBeGreaterThan(1);
  });

  it('takes no PUBACK for a success when the platform closes right after it', async () => {
    const { page } = app;
    await connectToPractice(page);
    await toPublish(page);
    await write(page, '{"WG12345678":{"a":1}}');
    await expect.poll(() => fate(page)).toBe('cuts-the-link');
    await page.getByTestId('publish').click();
    await page.getByTestId('send-anyway').click();
    await expect.poll(() => outcome(page), { timeout: 5_000 }).toBe('acked-then-closed');
  });

  it('sends nothing without a connection, and says the way to one', async () => {
    const { page } = app;
    await toPublish(page);
    await page.getByTestId('sample-heartbeat').click();
    await page.keyboard.press('Control+Enter');
    expect(await page.getByTestId('publish').isDisabled()).toBe(true);
    expect(await page.locator('[data-outcome]').count()).toBe(0);
    await page.getByTestId('go-connect').click();
    await page.getByTestId('address').waitFor();
  });

  it('formats white space alone, in one step of undo', async () => {
    const { page } = app;
    await toPublish(page);
    const typed = '{"b":42.0,"a":9007199254740993,"t":{{now}}}';
    await write(page, typed);
    await page.keyboard.press('Alt+Shift+F');
    expect(await linesOf(page)).toBe('{\n  "b": 42.0,\n  "a": 9007199254740993,\n  "t": {{now}}\n}');
    await page.keyboard.press('Control+z');
    expect(await linesOf(page)).toBe(typed);
  });

  it('lets the keyboard out of the editor: Esc, then Tab', async () => {
    const { page } = app;
    await toPublish(page);
    await write(page, '{}');
    await page.keyboard.press('Tab');
    const inEditor = () => page.evaluate(() => document.activeElement?.getAttribute('data-testid') === 'editor');
    expect(await inEditor()).toBe(true);
    await page.keyboard.press('Escape');
    await page.keyboard.press('Tab');
    expect(await inEditor()).toBe(false);
  });

  it('takes a topic from the list or as typed, and knows when the payload belongs to another', async () => {
    const { page } = app;
    await toPublish(page);
    await page.getByTestId('sample-heartbeat').click();
    const topic = page.getByTestId('topic');
    await topic.focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    expect(await topic.inputValue()).toBe('v1/gateway/attributes');
    await expect.poll(() => fate(page)).toBe('cuts-the-link');
    await topic.fill('v1/gateway/nothing');
    await expect.poll(() => fate(page)).toBe('dropped');
  });

  it('sends the same bytes again, and takes a sent payload back into the editor', async () => {
    const { page } = app;
    await connectToPractice(page);
    await toPublish(page);
    await page.getByTestId('sample-connect').click();
    await page.keyboard.press('Control+Enter');
    await expect.poll(() => outcome(page), { timeout: 5_000 }).toBe('acked');
    await newest(page).locator('.head').click();
    await write(page, '{}');
    await newest(page).locator('.actions button').nth(1).click();
    await expect.poll(() => page.locator('[data-outcome="acked"]').count(), { timeout: 5_000 }).toBe(2);
    await page.locator('[data-n="1"] .actions button').first().click();
    expect(await linesOf(page)).toContain('"device": "WG12345678/sf_2_0_340000"');
    expect(await page.getByTestId('topic').inputValue()).toBe('v1/gateway/connect');
  });

  it('has no accessibility fault with findings, outcomes and a dialog on screen', async () => {
    const { page } = app;
    await connectToPractice(page);
    await toPublish(page);
    await page.getByTestId('sample-terminal').click();
    await page.keyboard.press('Control+Enter');
    await expect.poll(() => outcome(page), { timeout: 5_000 }).toBe('acked');
    await newest(page).locator('.head').click();
    for (const theme of ['light', 'dark', 'sunlight']) {
      expect(await seriousIssues(page), theme).toEqual([]);
      await page.keyboard.press('Control+Alt+t');
    }
    await page.getByTestId('save-as').click();
    await page.getByTestId('template-dialog').waitFor();
    expect(await seriousIssues(page), 'dialog').toEqual([]);
  });
});

describe.each(appHosts)('own templates in the %s', (host) => {
  it('are there again after the program was started anew, placeholders unfilled', async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'gatescope-templates-'));
    const text = '{"WG12345678":[{"ts":"{{now}}","values":{"boxSta":"1"}}]}';
    const named = (page: Page, name: string) => page.getByTestId('template').filter({ hasText: name });
    try {
      const first = await openApp({ host, language: 'en', dataDir });
      await toPublish(first.page);
      await write(first.page, text);
      await first.page.getByTestId('save-as').click();
      await first.page.locator('#template-name').fill('Door open');
      await first.page.keyboard.press('Enter');
      await named(first.page, 'Door open').waitFor();
      await first.close();
      expect(first.problems).toEqual([]);

      const second = await openApp({ host, language: 'en', dataDir });
      await toPublish(second.page);
      await named(second.page, 'Door open').click();
      expect(await linesOf(second.page)).toBe(text);

      await second.page.getByTestId('rename').click();
      await second.page.locator('#template-name').fill('Door');
      await second.page.getByTestId('dialog-ok').click();
      await named(second.page, 'Door').waitFor();
      await write(second.page, '{}');
      await second.page.getByTestId('overwrite').click();
      await second.page.getByTestId('overwrite').waitFor({ state: 'detached' });
      await second.page.getByTestId('remove').click();
      await second.page.getByTestId('dialog-ok').click();
      await named(second.page, 'Door').waitFor({ state: 'detached' });
      await second.close();
      expect(second.problems).toEqual([]);
    } finally {
      await rm(dataDir, { recursive: true, force: true, maxRetries: 5 });
    }
  });
});
