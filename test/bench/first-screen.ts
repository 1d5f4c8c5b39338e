/** P16: from the start of the process to a first screen that can be used, in browser mode; and what that screen loads. */
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { gzipSync } from 'node:zlib';
import { type Browser } from 'playwright-core';
import { launchChromium } from '../support/chromium.ts';
import { type Row } from './row.ts';

const commandLine = resolve('out/cli/gatescope.js');

/** Chromium runs already: its own start is not ours to measure. A new context has an empty cache. */
let browser: Browser;
const start = async (): Promise<void> => {
  browser = await launchChromium();
};
const stop = (): Promise<void> => browser.close();

type FirstScreen = { readonly ms: number; readonly scriptBytesGzip: number };

const openFirstScreen = async (): Promise<FirstScreen> => {
  const dataDir = await mkdtemp(join(tmpdir(), 'gatescope-bench-'));
  const startMs = performance.now();
  const host = spawn(process.execPath, [commandLine, 'serve', '--no-open', '--json'], {
    env: { ...process.env, GATESCOPE_DATA_DIR: dataDir },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  try {
    const address = await new Promise<string>((found) => {
      createInterface(host.stdout).on('line', (line) => {
        const { event, url } = JSON.parse(line) as { event: string; url: string };
        if (event === 'address') found(url);
      });
    });
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
    const page = await context.newPage();
    const scripts: Promise<Buffer>[] = [];
    page.on('response', (response) => {
      if (response.url().endsWith('.js')) scripts.push(response.body());
    });
    await page.goto(address);
    await page.getByTestId('start-practice').waitFor();
    const ms = performance.now() - startMs;
    const bodies = await Promise.all(scripts);
    await context.close();
    return { ms, scriptBytesGzip: bodies.reduce((sum, body) => sum + gzipSync(body).length, 0) };
  } finally {
    host.kill('SIGTERM');
    await new Promise((resolved) => host.once('close', resolved));
    await rm(dataDir, { recursive: true });
  }
};

export const firstScreen: readonly Row[] = [
  {
    id: 'P16',
    name: 'start of the process to a usable first screen, browser mode',
    unit: 'ms',
    goal: { atMost: 1000 },
    rounds: 5,
    ours: { name: 'serve, then the page', measure: async () => (await openFirstScreen()).ms },
    start,
    stop,
  },
  {
    id: 'P16b',
    name: 'script the first screen loads, gzip',
    unit: 'KiB',
    goal: { atMost: 350 },
    rounds: 1,
    ours: {
      name: 'all .js of the first screen',
      measure: async () => (await openFirstScreen()).scriptBytesGzip / 1024,
    },
    start,
    stop,
  },
];
