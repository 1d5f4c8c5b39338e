/** `app` of the double: the order of starting and ending, paths, the lock, the command line. */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Devtools } from './devtools.ts';
import { createVoice, loud } from './loud.ts';
import { records } from './parent.ts';

const voice = createVoice('app', [
  'web-contents-created',
  'window-all-closed',
  'before-quit',
  'will-quit',
  'quit',
  'second-instance',
]);

let ready = false;
let becomeReady: (() => void) | undefined;
const whenReady = new Promise<void>((resolve) => (becomeReady = resolve));
let devtools: Devtools | undefined;
const windows = new Set<{ close(): boolean }>();

/** Where the program keeps its files is told by the test through the program's own variable; these are only defaults. */
const paths = new Map([['userData', join(tmpdir(), 'electron-double')]]);

export const mustBeReady = (what: string): Devtools => {
  if (devtools === undefined || !ready) throw new Error(`${what} is only there after the app is ready`);
  return devtools;
};
export const mustNotBeReady = (what: string): void => {
  if (ready) throw new Error(`${what} must be called before the app is ready`);
};

/** Only after the entry has been read to its end, as Electron does it. */
export const makeReady = (chromium: Devtools): void => {
  devtools = chromium;
  ready = true;
  becomeReady?.();
};

/** A second page of Chromium would be taken for a popup. */
export const mustBeTheOnlyOne = (): void => {
  if (windows.size > 0) throw new Error('The Electron double shows one window at a time');
};

export const createdContents = (contents: unknown): void => voice.emit('web-contents-created', contents);
export const windowOpened = (window: { close(): boolean }): void => void windows.add(window);
export const windowClosed = (window: { close(): boolean }): void => {
  windows.delete(window);
  if (windows.size === 0 && !quitting) voice.emit('window-all-closed');
};
export const secondInstance = (): void =>
  voice.emit('second-instance', ['gatescope', '--anything', 'javascript:alert(1)'], tmpdir(), undefined);

let quitting = false;
export const quit = (): void => {
  if (!ready) {
    process.exit(0);
  }
  quitting = true;
  if (voice.ask('before-quit', {}) || [...windows].some((window) => !window.close()) || voice.ask('will-quit', {})) {
    quitting = false;
    return;
  }
  voice.emit('quit', 0);
  exit(0);
};

const exit = (code = 0): void => {
  records.calls.push(`app.exit(${code})`);
  releaseLock();
  if (devtools === undefined) process.exit(code);
  void devtools.close().finally(() => process.exit(code));
};

let lockFile: string | undefined;
const takeLock = (): boolean => {
  const file = join(paths.get('userData') ?? tmpdir(), 'double.lock');
  if (existsSync(file) && isAlive(Number(readFileSync(file, 'utf8')))) return false;
  mkdirSync(join(file, '..'), { recursive: true });
  writeFileSync(file, String(process.pid));
  lockFile = file;
  return true;
};
const releaseLock = (): void => {
  if (lockFile !== undefined) rmSync(lockFile, { force: true });
};
const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

const switches = process.argv.slice(2);

export const app = loud('app', {
  ...voice.heard,
  whenReady: () => whenReady,
  isReady: () => ready,
  quit,
  exit,
  isPackaged: process.env['GATESCOPE_DOUBLE_PACKAGED'] === '1',
  enableSandbox: () => {
    mustNotBeReady('app.enableSandbox()');
    records.calls.push('app.enableSandbox()');
  },
  requestSingleInstanceLock: takeLock,
  getPreferredSystemLanguages: () => [process.env['GATESCOPE_DOUBLE_LANGUAGE'] ?? 'zh-CN'],
  getLocale: () => process.env['GATESCOPE_DOUBLE_LANGUAGE'] ?? 'zh-CN',
  getPath: (name: string) => {
    const path = paths.get(name);
    if (path === undefined) throw new Error(`The Electron double has no path '${name}'`);
    return path;
  },
  setPath: (name: string, path: string) => {
    mustNotBeReady('app.setPath()');
    if (!existsSync(path)) throw new Error(`Failed to set path: ${path} is not there`);
    paths.set(name, path);
  },
  commandLine: loud('app.commandLine', {
    hasSwitch: (name: string) => switches.some((given) => given === `--${name}` || given.startsWith(`--${name}=`)),
  }),
});
