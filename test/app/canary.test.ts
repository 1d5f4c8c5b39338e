/**
 * Secrets typed into the window: in no file, no line that the program writes, no argument of a process, no title, no storage
 * of the page, nothing that is sent back to it, nothing that is copied out. The server is started here, so that all it says is seen.
 */
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { type Browser, type Page } from 'playwright-core';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { connectAnyway, startPractice } from '../support/app-steps.ts';
import { builtFile } from '../support/built-program.ts';
import { launchChromium } from '../support/chromium.ts';
import { canary, leaked } from '../support/secrets.ts';

const secrets = Array.from({ length: 12 }, (_, n) => canary(n));
const secret = (n: number): string => secrets[n] ?? '';

let folder: string;
let server: ChildProcess;
let browser: Browser;
let page: Page;
/** Standard output and error, console, and every frame that the page received. */
let said: string[];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'gatescope-test-'));
  said = [];
  server = spawn(process.execPath, [builtFile('cli/gatescope.js'), 'serve', '--no-open', '--json'], {
    env: { ...process.env, LANG: 'en_US.UTF-8', LC_ALL: 'en_US.UTF-8', GATESCOPE_DATA_DIR: folder },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  server.stderr?.on('data', (chunk) => said.push(String(chunk)));
  const address = await new Promise<string>((found) => {
    createInterface(server.stdout!).on('line', (line) => {
      said.push(line);
      const told = JSON.parse(line) as { event: string; url: string };
      if (told.event === 'address') found(told.url);
    });
  });
  browser = await launchChromium();
  const context = await browser.newContext({ permissions: ['clipboard-read', 'clipboard-write'] });
  page = await context.newPage();
  page.on('console', (message) => said.push(message.text()));
  page.on('websocket', (socket) => socket.on('framereceived', ({ payload }) => said.push(String(payload))));
  await page.goto(address);
  await page.getByTestId('start-practice').waitFor();
});
afterEach(async () => {
  await browser.close();
  const ended = new Promise((resolve) => server.once('exit', resolve));
  server.kill('SIGTERM');
  await ended;
  rmSync(folder, { recursive: true, force: true });
});

const filesBelow = (path: string): readonly string[] =>
  readdirSync(path).flatMap((name) => {
    const full = join(path, name);
    return statSync(full).isDirectory() ? filesBelow(full) : [full];
  });

/** All that the page holds and keeps, but the two fields that are typed into. */
const seenOfPage = async (): Promise<string> => {
  const kept = await page.evaluate(async () => {
    const everything = document.documentElement.cloneNode(true) as HTMLElement;
    everything.querySelector('#address')?.removeAttribute('value');
    return JSON.stringify([
      Object.entries(localStorage),
      Object.entries(sessionStorage),
      document.cookie,
      document.title,
      await indexedDB.databases(),
      everything.outerHTML,
    ]);
  });
  return `${page.url()}\n${kept}`;
};

it('stays where it was typed', async () => {
  const seen: string[] = [];
  const look = async (): Promise<void> => {
    seen.push(await seenOfPage());
    // Of every process on this machine: nobody was started with a secret.
    seen.push(execFileSync('ps', ['-eo', 'args'], { encoding: 'utf8' }));
  };
  const failure = page.getByTestId('failure');
  const dismiss = async (): Promise<void> => {
    if ((await failure.count()) > 0) await failure.getByRole('button').click();
  };
  const type = async (address: string, token: string): Promise<void> => {
    await page.getByTestId('address').fill(address);
    await page.getByTestId('token').fill(token);
    await look();
  };

  await startPractice(page);
  const practice = await page.getByTestId('address').inputValue();

  // Refused, asked about in MQTT 5, its details copied.
  await type(practice, secret(0));
  await page.getByTestId('connect').click();
  await page.locator('[data-testid="verdict"][data-code="5"]').waitFor();
  await page.getByRole('button', { name: 'Copy technical details' }).click();
  seen.push(await page.evaluate(() => navigator.clipboard.readText()));
  expect(seen.at(-1)).toContain('0x05');
  await page.getByTestId('probe-ask-v5').click();
  await page.getByTestId('probe-do-ask-v5').click();
  await page.locator('[data-testid="probe-result"]').waitFor();
  await look();

  // Nobody listens; the second act; a token with something pasted along.
  await type('127.0.0.1:9', secret(1));
  await connectAnyway(page);
  await page.locator('[data-step="open-tcp"][data-outcome="failed"]').waitFor();
  await type('127.0.0.1:9', `\u200b${secret(2)} `);
  await type('127.0.0.1:9', `userName: ${secret(3)}`);
  await type('127.0.0.1:9', `https://platform.example/?token=${secret(4)}`);

  // A password in the address, a key in its query.
  for (const address of [`mqtt://engineer:${secret(5)}@127.0.0.1`, `mqtt://127.0.0.1:9?key=${secret(6)}`]) {
    await type(address, secret(7));
    await page.getByTestId('connect').click();
    await failure.waitFor();
    await look();
    await dismiss();
  }

  // Kept under a name, used from there, forgotten.
  await type(practice, secret(8));
  await page.getByTestId('connection-name').fill('Bench');
  await page.getByTestId('save-connection').click();
  await expect.poll(() => page.getByTestId('token').inputValue()).toBe('');
  await look();
  await page.getByTestId('connect').click();
  await page.locator('[data-testid="verdict"][data-code="5"]').waitFor();
  await page.getByTestId('token').fill(secret(9));
  await page.getByTestId('save-connection').click();
  await expect.poll(() => page.getByTestId('token').inputValue()).toBe('');

  // As a client identifier and a gateway name nothing is secret; typed as a token it still is.
  await page.getByTestId('token').fill(secret(10));
  await page.reload();
  await page.getByTestId('address').waitFor();
  expect(await page.getByTestId('token').inputValue()).toBe('');
  await page.getByTestId('token').fill(secret(11));
  await look();

  const files = filesBelow(folder);
  expect(files.length).toBeGreaterThan(0);
  seen.push(...files.map((file) => readFileSync(file, 'latin1')), ...said);
  expect(leaked(secrets, seen.join('\n'))).toEqual([]);
});
