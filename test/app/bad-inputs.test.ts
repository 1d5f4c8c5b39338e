/**
 * Bad inputs in the window: the same codes as on the command line, in both languages. What a broker answers is in the
 * fault table; here is what is typed, pasted or lies on the disk.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Locator } from 'playwright-core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { languages } from '../../protocol/settings.ts';
import { appHosts, openApp, type OpenedApp } from '../support/app-window.ts';

const password = 'CANARYpassword55';
const insides = /undefined|\[object|NaN|\n\s+at |CANARY/u;

const textOf = async (place: Locator): Promise<string> => ((await place.textContent()) ?? '').trim();
const expectText = (text: string, code: string): void => {
  expect(text).toContain(`[${code}]`);
  expect(text.length).toBeLessThanOrEqual(240);
  expect(text).not.toMatch(insides);
};

describe.each(languages)('in %s', (language) => {
  let app: OpenedApp;
  beforeEach(async () => {
    app = await openApp({ host: 'browser', language });
  });
  afterEach(async () => {
    await app.close();
    expect(app.problems).toEqual([]);
  });

  it('an address that is none, or holds a password, is told at its field and is connected to by nobody', async () => {
    const { page } = app;
    await page.getByTestId('token').fill('GP1109N12345678');
    for (const [address, code] of [
      ['mqtt//host', 'ADDR-FORM'],
      [`mqtt://me:${password}@broker.example`, 'ADDR-SECRET'],
    ] as const) {
      await page.getByTestId('address').fill(address);
      expectText(await textOf(page.locator('#address-note')), code);
      await page.getByTestId('connect').click();
      await expect.poll(() => page.getByTestId('failure').textContent()).toContain(`[${code}]`);
      expectText(await textOf(page.getByTestId('failure')), code);
    }
    expect(await page.getByTestId('verdict').count()).toBe(0);
  });

  it('a frame that is cut off says how much is missing, and shows what is there', async () => {
    const { page } = app;
    await page.keyboard.press('Control+3');
    await page.getByTestId('paste').fill('01 0CE7 35CA 7C27');
    const shortfall = page.getByTestId('shortfall').first();
    await shortfall.waitFor();
    expectText(await textOf(shortfall), 'DEC-SHORT');
    expect(await page.locator('[role="gridcell"][data-offset="6"]').count()).toBe(1);
  });
});

it('a settings file that cannot be read is told at the start, kept, and nothing is lost of the rest', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'gatescope-damaged-'));
  try {
    await writeFile(join(dataDir, 'settings.json'), '{"language": "en", ');
    const app = await openApp({ host: 'browser', dataDir });
    try {
      const notice = app.page.locator('.notice, [role="status"], [role="alert"]').filter({ hasText: '[SET-BAD]' });
      await notice.first().waitFor();
      expect(await textOf(notice.first())).toContain('settings.json');
      expect(await app.page.getByTestId('address').count()).toBe(1);
    } finally {
      await app.close();
    }
    expect(app.problems).toEqual([]);
  } finally {
    await rm(dataDir, { recursive: true, force: true, maxRetries: 5 });
  }
});

it.skipIf(!appHosts.includes('double'))('a desktop without a key store says how long the token is kept', async () => {
  const app = await openApp({ host: 'double', language: 'en' });
  try {
    await app.page.getByTestId('token').fill('GP1109N12345678');
    await app.page.getByText('[KEY-NONE]').first().waitFor();
  } finally {
    await app.close();
  }
  expect(app.problems).toEqual([]);
});
