/**
 * Decoding in the built program, as an engineer does it: paste, read the fields, go from a field to its bytes and back.
 * Every spec runs in each host (browser mode, the Electron double, or real Electron where it is present).
 */
import { readFileSync } from 'node:fs';
import { type Page } from 'playwright-core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { themes } from '../../protocol/settings.ts';
import { appHosts, openApp, type OpenedApp } from '../support/app-window.ts';
import { seriousIssues } from '../support/axe.ts';

const heartbeat = readFileSync('test/fixtures/vendor/heartbeat.json', 'utf8');
const terminal = readFileSync('test/fixtures/vendor/terminal.json', 'utf8');
// type 1 | battery 3303 mV | 13770 | 31783; value 3 and the padding are cut off
const truncated = '01 0CE7 35CA 7C27';

const row = (page: Page, path: string) => page.locator(`[role="row"][data-path="${path}"]`);
const valueOf = async (page: Page, path: string): Promise<string> =>
  `${(await row(page, path).getByTestId('value').textContent()) ?? ''} ${(await row(page, path).getByTestId('unit').textContent()) ?? ''}`.trim();
const byte = (page: Page, offset: number) => page.locator(`[role="gridcell"][data-offset="${String(offset)}"]`);
const selectedPath = (page: Page) => page.locator('[role="row"][aria-selected="true"]').getAttribute('data-path');
const selectedBytes = (page: Page) => page.locator('[data-offset][aria-selected="true"]').allTextContents();
const shape = (page: Page) => page.getByTestId('recognised').getAttribute('data-shape');

const openInspect = async (page: Page): Promise<void> => {
  await page.keyboard.press('Control+3');
  await page.getByTestId('paste').waitFor();
};
const paste = async (page: Page, text: string, becomes: string): Promise<void> => {
  await page.getByTestId('paste').fill(text);
  await expect.poll(() => shape(page)).toBe(becomes);
};

describe.each(appHosts)('in the %s', (host) => {
  let app: OpenedApp;
  beforeEach(async () => {
    app = await openApp({ host, language: 'en' });
    await openInspect(app.page);
  });
  afterEach(async () => {
    await app.close();
    expect(app.problems).toEqual([]);
  });

  it('shows the terminal sample by both layouts, undecided, as the profile says', async () => {
    const { page } = app;
    await paste(page, terminal, 'telemetry');
    expect(await valueOf(page, 'SN')).toBe('00006500');
    expect(await valueOf(page, 'T.delay')).toBe('43 ms');
    await page.locator('[data-layout="B"]').click();
    const read = async (paths: readonly string[]) => Promise.all(paths.map((path) => valueOf(page, `da.${path}`)));
    expect(await read(['type', 'batt', 'v1', 'v2', 'v3'])).toEqual(['1', '3303 mV', '13770', '31783', '7713']);
    await page.locator('[data-layout="L"]').click();
    expect(await read(['cnt', 'len', 'x', 'y', 'z', 't'])).toEqual(['1', '12 B', '−63.47', '−137', '100.14', '33 °C']);
    expect(await page.getByTestId('layout-verdict').getAttribute('class')).toContain('warn');
    for (const path of ['da.cnt', 'da.len', 'da.x']) {
      expect(await row(page, path).locator('.mark').getAttribute('data-source'), path).toMatch(
        /^(related-code|inferred)$/,
      );
    }
  });

  it('goes from a byte to its field by mouse, then to the whole frame, and from a field to its bytes', async () => {
    const { page } = app;
    await paste(page, terminal, 'telemetry');
    await page.locator('[data-layout="B"]').click();
    await byte(page, 1).click();
    expect([await selectedPath(page), await selectedBytes(page)]).toEqual(['da.batt', ['0C', 'E7']]);
    expect(await page.locator('[data-reading="u16-be"] td').textContent()).toBe('3303');
    await byte(page, 1).click();
    expect([await selectedPath(page), (await selectedBytes(page)).length]).toEqual(['da', 12]);
    await byte(page, 6).hover();
    await page.mouse.down();
    await byte(page, 4).hover();
    await page.mouse.up();
    expect(await selectedBytes(page), 'swept from right to left').toEqual(['CA', '7C', '27']);
    await row(page, 'da.v1').click();
    expect(await selectedBytes(page)).toEqual(['35', 'CA']);
    expect(await page.getByTestId('evidence').locator('.mark').first().getAttribute('data-source')).toBe('inferred');
  });

  it('goes by keyboard alone from the paste box to a byte, extends, takes the field and copies its value', async () => {
    const { page } = app;
    await paste(page, truncated, 'frame');
    for (let presses = 0; presses < 12; presses++) {
      await page.keyboard.press('F6');
      if (await page.evaluate(() => document.activeElement?.closest('[data-testid="fields"]') !== null)) break;
    }
    await page.keyboard.press('End');
    expect(await selectedPath(page)).toBe('da.v2');
    await page.keyboard.press('F6');
    // The layouts come first in their pane, the bytes next.
    for (let presses = 0; presses < 4; presses++) {
      if (await page.evaluate(() => document.activeElement?.getAttribute('data-offset') !== null)) break;
      await page.keyboard.press('Tab');
    }
    await page.keyboard.press('Home');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    expect([await selectedPath(page), await selectedBytes(page)]).toEqual(['da.batt', ['E7']]);
    await page.keyboard.press('Shift+ArrowRight');
    expect([await selectedPath(page), await selectedBytes(page)]).toEqual(['da', ['E7', '35']]);
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('Enter');
    expect([await selectedPath(page), await selectedBytes(page)]).toEqual(['da.batt', ['0C', 'E7']]);
    await page.keyboard.press('Control+c');
    await expect.poll(() => page.getByTestId('said').textContent()).toContain('3303');
    await page.keyboard.press('Control+Shift+c');
    await expect.poll(() => page.getByTestId('said').textContent()).toContain('0CE7');
    const order = page.locator('.orders [aria-pressed="true"]');
    expect(await order.textContent()).toContain('BE');
    await page.keyboard.press('e');
    expect(await order.textContent()).toContain('LE');
  });

  it('shows every key and every power index of the heartbeat with the source of its meaning', async () => {
    const { page } = app;
    await paste(page, heartbeat, 'telemetry');
    const { values } = (JSON.parse(heartbeat) as Record<string, { values: Record<string, unknown> }[]>)[
      'WG12345678'
    ]![0]!;
    const paths = Object.keys(values).concat(Object.keys(values['power'] as object).map((index) => `power.${index}`));
    expect(paths).toHaveLength(22);
    for (const path of paths) {
      expect(await row(page, path).locator('.mark').getAttribute('data-source'), path).toMatch(
        /^(documented|related-code|inferred)$/,
      );
    }
    expect(await valueOf(page, 'power.1')).toBe('6.8 V');
    expect(await valueOf(page, 'mFifo.backlog')).toBe('0');
    expect(await row(page, 'power').locator('[data-note]').getAttribute('data-note')).toBe('marks-stale');
  });

  it('shows the fields before the cut when a frame is truncated, and what is missing', async () => {
    const { page } = app;
    await paste(page, truncated, 'frame');
    await page.locator('[data-layout="B"]').click();
    expect(await valueOf(page, 'da.batt')).toBe('3303 mV');
    expect(await valueOf(page, 'da.v2')).toBe('31783');
    expect(await row(page, 'da.v3').count()).toBe(0);
    expect(await page.locator('.absent').count()).toBe(5);
    expect(await page.getByTestId('shortfall').textContent()).toContain('5');
  });

  it('names the place of a fault, jumps to it, and reads on when it is mended', async () => {
    const { page } = app;
    await paste(page, '{\n  "H": "60"\n  "mode": "2"\n}', 'values');
    const fault = page.getByTestId('problems').locator('li');
    expect(await fault.first().getAttribute('data-code')).toBe('syntax');
    await fault.first().getByRole('button').click();
    const caret = await page.getByTestId('paste').evaluate((area) => (area as HTMLTextAreaElement).selectionStart);
    expect(caret).toBe('{\n  "H": "60"\n  '.length);
    await paste(page, '010CG7', 'nothing');
    expect(await fault.first().getAttribute('data-code')).toBe('bad-hex-digit');
    await paste(page, '010CE7', 'frame');
    expect(await fault.count()).toBe(0);
    await paste(page, '{"WG12345678":[]}', 'telemetry');
    expect(await fault.first().getAttribute('data-code')).toBe('node-empty');
    expect(await page.getByTestId('fields').count()).toBe(0);
  });

  it('opens a text file, and says what is wrong with one that is none', async () => {
    const { page } = app;
    const file = page.getByTestId('file');
    await file.setInputFiles({ name: 'capture.json', mimeType: 'application/json', buffer: Buffer.from(heartbeat) });
    await expect.poll(() => shape(page)).toBe('telemetry');
    await file.setInputFiles({ name: 'frame.bin', mimeType: 'text/plain', buffer: Buffer.from([1, 0xff, 0xfe, 0]) });
    await page.getByTestId('file-trouble').waitFor();
    expect(await shape(page), 'what was read before stays').toBe('telemetry');
    const long = Buffer.alloc(1_048_577, '30');
    await file.setInputFiles({ name: 'long.txt', mimeType: 'text/plain', buffer: long });
    expect(await page.getByTestId('file-trouble').textContent()).toContain('1024');
  });

  it('keeps the width of its panes', async () => {
    const { page } = app;
    await paste(page, terminal, 'telemetry');
    const bar = page.getByRole('separator').nth(1);
    await bar.focus();
    await page.keyboard.press('Shift+ArrowLeft');
    const kept = await bar.getAttribute('aria-valuenow');
    await page.reload();
    await page.locator('nav button').first().waitFor();
    await openInspect(page);
    await paste(page, terminal, 'telemetry');
    await expect.poll(() => page.getByRole('separator').nth(1).getAttribute('aria-valuenow')).toBe(kept);
  });
});

describe('the inspect workspace', () => {
  it('can be read and worked by everybody, in both languages and three themes', async () => {
    for (const language of ['zh', 'en'] as const) {
      for (const theme of themes) {
        const app = await openApp({ host: appHosts[0]!, language, theme });
        const { page } = app;
        try {
          await openInspect(page);
          expect(await seriousIssues(page), `${language} ${theme} empty`).toEqual([]);
          for (const [text, becomes] of [
            [terminal, 'telemetry'],
            [heartbeat, 'telemetry'],
            [truncated, 'frame'],
            ['{"H":"60",', 'values'],
          ] as const) {
            await paste(page, text, becomes);
            expect(await seriousIssues(page), `${language} ${theme} ${text.slice(0, 20)}`).toEqual([]);
          }
        } finally {
          await app.close();
        }
        expect(app.problems).toEqual([]);
      }
    }
  }, 180_000);

  it.each([
    ['at the smallest window', 1100, 700],
    ['at 200 %, where the panes stack', 640, 400],
  ])('loses nothing to the side %s', async (_, width, height) => {
    const app = await openApp({ host: appHosts[0]!, language: 'en', size: { width, height } });
    const { page } = app;
    try {
      await openInspect(page);
      await paste(page, terminal, 'telemetry');
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect(overflow).toBeLessThanOrEqual(0);
      for (const part of ['fields', 'bytes', 'inspector']) {
        await page.getByTestId(part).scrollIntoViewIfNeeded();
        expect(await page.getByTestId(part).isVisible(), part).toBe(true);
      }
    } finally {
      await app.close();
    }
    expect(app.problems).toEqual([]);
  });
});
