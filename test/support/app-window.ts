/**
 * The built program in a real window, the same way for every spec: in browser mode, under the Electron double, or in real
 * Electron. Owns starting and ending it. Refuses to build anything: a window that was never built is said so.
 */
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { _electron, type Page } from 'playwright-core';
import { openSettings } from '../../electron/storage/settings.ts';
import { type Language, type Theme } from '../../protocol/settings.ts';
import { builtFile } from './built-program.ts';
import { launchChromium } from './chromium.ts';
import { openDouble } from './electron-double/open.ts';

export type Host = 'browser' | 'double' | 'electron';

export type OpenOptions = {
  readonly host: Host;
  /** A new temporary folder by default, removed on close; one that is given stays. */
  readonly dataDir?: string;
  /** Written to the settings before the start. By default what a first run has, on a Chinese system. */
  readonly language?: Language;
  readonly theme?: Theme;
  /** CSS pixels; by default 1280 x 800. */
  readonly size?: { readonly width: number; readonly height: number };
};

export type OpenedApp = {
  readonly page: Page;
  readonly host: Host;
  readonly dataDir: string;
  /** Every console error, uncaught exception and breach of the content policy so far; stays readable after `close`. */
  readonly problems: readonly string[];
  close(): Promise<void>;
};

/** What each spec runs in. `GATESCOPE_APP_HOST` names one; without it browser mode and the double. */
export const appHosts: readonly Host[] = hostsFrom(process.env['GATESCOPE_APP_HOST']);

/** The page has loaded and drawn its first view when this resolves. */
export const openApp = async ({ host, language, theme, size, ...given }: OpenOptions): Promise<OpenedApp> => {
  const dataDir = given.dataDir ?? (await mkdtemp(join(tmpdir(), 'gatescope-app-')));
  const problems: string[] = [];
  const ends: (() => Promise<unknown>)[] = [];
  if (given.dataDir === undefined) ends.push(() => rm(dataDir, { recursive: true, force: true, maxRetries: 5 }));
  const close = async (): Promise<void> => {
    for (let end = ends.pop(); end !== undefined; end = ends.pop()) await end();
  };

  try {
    await writeSettings(dataDir, { ...(language && { language }), ...(theme && { theme }) });
    const page = await openers[host]({ dataDir, problems, ends });
    await page.setViewportSize(size ?? { width: 1280, height: 800 });
    await page.locator('#app > *').first().waitFor();
    await page.evaluate(() => document.fonts.ready.then(() => undefined));
    return { page, host, dataDir, problems, close };
  } catch (thrown) {
    await close();
    throw problems.length === 0 ? thrown : new Error(problems.join('\n'), { cause: thrown });
  }
};

const root = resolve(import.meta.dirname, '../..');
/** Whatever the machine speaks, the first run of a spec is one on a Chinese system. */
const chinese = { LANG: 'zh_CN.UTF-8', LC_ALL: 'zh_CN.UTF-8', LANGUAGE: 'zh_CN' };

/** `ends` are called from the last to the first. */
type Start = { readonly dataDir: string; readonly problems: string[]; readonly ends: (() => Promise<unknown>)[] };
type Opener = (start: Start) => Promise<Page>;

const openInBrowser: Opener = async ({ dataDir, problems, ends }) => {
  const server = spawn(process.execPath, [builtFile('cli/gatescope.js'), 'serve', '--no-open', '--json'], {
    env: { ...process.env, ...chinese, GATESCOPE_DATA_DIR: dataDir },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise<void>((stopped) => server.once('exit', () => stopped()));
  ends.push(() => {
    server.kill('SIGTERM');
    return ended;
  });
  createInterface(server.stderr).on('line', (line) => problems.push(...incidentsIn(line)));
  const address = await new Promise<string>((found, lost) => {
    createInterface(server.stdout).on('line', (line) => {
      const { event, url } = JSON.parse(line) as { event: string; url: string };
      if (event === 'address') found(url);
    });
    void ended.then(() => lost(new Error('gatescope serve ended before it gave an address')));
  });

  const browser = await launchChromium();
  ends.push(() => browser.close());
  const page = await browser.newPage({ locale: 'zh-CN' });
  collectProblems(page, problems);
  await page.goto(address);
  return page;
};

const openInDouble: Opener = async ({ dataDir, problems, ends }) => {
  const main = builtFile('main/index.js');
  const { program, page } = await openDouble({ main, env: { ...chinese, GATESCOPE_DATA_DIR: dataDir } });
  ends.push(async () => {
    await program.close();
    const code = await program.ended;
    problems.push(...program.problems, ...incidentsIn(program.said()));
    if (code !== 0) problems.push(`the program ended with exit code ${code}:\n${program.said()}`);
  });
  return page;
};

const openInElectron: Opener = async ({ dataDir, problems, ends }) => {
  builtFile('main/index.js');
  const program = await _electron.launch({
    args: [root, '--lang=zh-CN'],
    env: { ...(process.env as Record<string, string>), ...chinese, GATESCOPE_DATA_DIR: dataDir },
  });
  ends.push(() => program.close());
  const page = await program.firstWindow();
  collectProblems(page, problems);
  return page;
};

const openers: Readonly<Record<Host, Opener>> = {
  browser: openInBrowser,
  double: openInDouble,
  electron: openInElectron,
};

const collectProblems = (page: Page, problems: string[]): void => {
  page.on('console', (message) => message.type() === 'error' && problems.push(message.text()));
  page.on('pageerror', (error) => problems.push(error.stack ?? error.message));
};

/** What nobody expected is caught behind the contract and written as an incident; a spec must not miss it. */
const incidentsIn = (said: string): string[] => said.split('\n').filter((line) => line.startsWith('incident '));

const writeSettings = async (dataDir: string, wanted: { language?: Language; theme?: Theme }): Promise<void> => {
  if (Object.keys(wanted).length === 0) return;
  const store = openSettings(join(dataDir, 'settings.json'));
  await store.change(wanted);
  await store.settled();
};

function hostsFrom(told: string | undefined): readonly Host[] {
  if (told === undefined || told === '') return ['browser', 'double'];
  if (told === 'browser' || told === 'double' || told === 'electron') return [told];
  throw new Error(`GATESCOPE_APP_HOST is browser, double or electron, not ${told}`);
}
