/**
 * Every row of the fault table through the built program: `gatescope diagnose --json` as a process, and the window, where
 * address and token are typed. Both must say what the engine says. One window for all rows: the browser's, since what is
 * proven here does not depend on the host.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openApp, type OpenedApp } from '../support/app-window.ts';
import { seriousIssues } from '../support/axe.ts';
import { builtFile } from '../support/built-program.ts';
import { faultTable, type FaultRow, type Scene } from '../support/fault-table.ts';
import { twoAddressesOption } from '../support/two-addresses.ts';

const token = 'GP1109N12345678';
const rows = faultTable.filter(({ skip }) => skip === undefined);
const surviveMs = 300;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gatescope-faults-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const caFile = async ({ ca }: FaultRow): Promise<string | undefined> => {
  if (ca === undefined) return undefined;
  const file = join(folder, 'ca.pem');
  await writeFile(file, ca());
  return file;
};

let scene: Scene | undefined;
afterEach(async () => {
  await scene?.close();
  scene = undefined;
});

type Step = { readonly outcome: string; readonly startedMs?: number; readonly ms?: number };
type DiagnoseJson = { readonly steps: readonly Step[]; readonly connack?: { readonly code: number } };

describe('the command line', () => {
  const diagnose = async (args: readonly string[]): Promise<{ code: number; out: string; err: string }> => {
    const child = spawn(process.execPath, [builtFile('cli/gatescope.js'), 'diagnose', ...args], {
      env: { ...process.env, GATESCOPE_TOKEN: token, NODE_OPTIONS: twoAddressesOption },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let out = '';
    let err = '';
    child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
    const [code] = (await once(child, 'close')) as [number];
    return { code, out, err };
  };

  it.each(rows)('ends with $exitCode [$shortCode] for $name', async (row) => {
    scene = await row.scene();
    const { connackTimeoutMs = 1_000, mqttVersion = '3.1.1' } = row;
    const ca = await caFile(row);
    const { code, out, err } = await diagnose([
      scene.address,
      '--json',
      ...['--timeout', `${connackTimeoutMs}ms`, '--survive', `${surviveMs}ms`, '--mqtt', mqttVersion],
      ...(ca === undefined ? [] : ['--ca', ca]),
    ]);
    const json = JSON.parse(out) as DiagnoseJson;
    expect(json).toMatchObject({
      verdict: row.verdict,
      exitCode: row.exitCode,
      shortCode: row.shortCode,
      ...row.facts,
    });
    expect(code).toBe(row.exitCode);
    expect(json.connack?.code).toBe(row.code);
    expect(json.steps.map(({ outcome }) => outcome).join(' ')).toBe(row.outcomes);
    const last = Math.max(...json.steps.map(({ startedMs = 0, ms = 0 }) => startedMs + ms));
    expect(last).toBeLessThanOrEqual(connackTimeoutMs + surviveMs + 1_000);
    expect(out + err).not.toContain(token);
  });
});

describe('the window', () => {
  let app: OpenedApp;
  const nodeOptions = process.env['NODE_OPTIONS'];
  beforeAll(async () => {
    process.env['NODE_OPTIONS'] = twoAddressesOption;
    app = await openApp({ host: 'browser', language: 'en' });
    await app.page.getByTestId('token').fill(token);
    await app.page.locator('details.more summary').click();
  });
  afterAll(async () => {
    if (nodeOptions === undefined) delete process.env['NODE_OPTIONS'];
    else process.env['NODE_OPTIONS'] = nodeOptions;
    await app.close();
    expect(app.problems).toEqual([]);
  });

  /** Types what the row needs; what an earlier row left in the form is put right. */
  const fillIn = async (row: FaultRow, address: string): Promise<void> => {
    const { page } = app;
    await page.getByTestId('address').fill(address);
    await page.locator('#mqtt-version').selectOption(row.mqttVersion ?? '3.1.1');
    await page.locator('#connack-timeout').fill(String(Math.ceil((row.connackTimeoutMs ?? 1_000) / 1_000)));
    await page.locator('#connack-timeout').press('Tab');
    if (!address.startsWith('mqtts:')) return;
    const remove = page.getByRole('button', { name: 'Remove', exact: true });
    if ((await remove.count()) > 0) await remove.click();
    const ca = await caFile(row);
    if (ca === undefined) return;
    await page.locator('input[type="file"]').first().setInputFiles(ca);
    await remove.waitFor();
  };

  const connect = async (): Promise<void> => {
    const { page } = app;
    // Of the row before; the next verdict writes it anew.
    await page.evaluate(() => document.querySelector('[data-verdict]')?.removeAttribute('data-verdict'));
    await page.getByTestId('connect').click();
    // The first connect with a token takes a second act, and so does the one after another client was seen.
    await page.locator('[data-testid="connect-anyway"], [data-testid="stop"], [data-verdict]').first().waitFor();
    const anyway = page.getByTestId('connect-anyway');
    if (await anyway.isVisible()) await anyway.click();
  };

  it('opens a step by keyboard and shows the certificate that was refused', async () => {
    const { page } = app;
    const row = rows.find(({ facts }) => facts?.['reason'] === 'wrong-host')!;
    scene = await row.scene();
    await fillIn(row, scene.address);
    await connect();
    await page.locator('[data-verdict="tls-rejected"]').waitFor();
    const opener = page.locator('[data-step="negotiate-tls"] button');
    await opener.focus();
    await page.keyboard.press('ArrowRight');
    expect(await opener.getAttribute('aria-expanded')).toBe('true');
    const detail = page.locator('[data-detail="negotiate-tls"]');
    const text = await detail.innerText();
    for (const part of ['TLSv1.3', 'CN=other', 'CN=Test authority', 'DNS:broker.example', ' UTC']) {
      expect(text).toContain(part);
    }
    expect(text).toMatch(/(?:[0-9A-F]{2}:){31}[0-9A-F]{2}/u);
    expect(await seriousIssues(page)).toEqual([]);
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Enter');
    expect(await page.locator('[data-detail="open-tcp"]').innerText()).toContain('127.0.0.1:');
    await opener.focus();
    await page.keyboard.press('ArrowLeft');
    expect(await detail.count()).toBe(0);
  });

  it.each(rows)('shows $verdict [$shortCode] for $name', async (row) => {
    const { page } = app;
    scene = await row.scene();
    await fillIn(row, scene.address);
    await connect();
    const expected = row.sessionEndsIn ?? row;
    // All of it at one moment: a session that lost its link is on its way to the next attempt.
    const shown = await page.waitForFunction(
      (verdict) => {
        const card = document.querySelector(`[data-testid="verdict"][data-verdict="${verdict}"]`);
        if (card === null) return undefined;
        const steps = [...document.querySelectorAll('[data-step]')];
        return {
          shortCode: card.querySelector('[data-testid="short-code"]')?.textContent,
          code: card.getAttribute('data-code'),
          outcomes: steps.map((step) => step.getAttribute('data-outcome')).join(' '),
        };
      },
      expected.verdict,
      { timeout: 15_000 },
    );
    const answered = row.verdict === 'accepted' || row.verdict === 'refused';
    expect(await shown.jsonValue()).toEqual({
      shortCode: `[${expected.shortCode}]`,
      code: answered ? String(row.code) : null,
      outcomes: row.outcomes,
    });
    for (const leave of ['disconnect', 'stop']) {
      if ((await page.getByTestId(leave).count()) > 0) await page.getByTestId(leave).click();
    }
    await page.getByTestId('connect').waitFor();
  });
});
