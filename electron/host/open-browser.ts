/**
 * Shows the one-time address to the system's browser. Other accounts can read the arguments of every process, so the
 * browser is given a private file that leads to the address, never the address itself.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { tokenLifeMs } from './admission.ts';

type Env = Readonly<Record<string, string | undefined>>;

/** The system's program that opens a file in the right application; undefined where nobody would see it. */
export const openerFor = (platform: NodeJS.Platform, env: Env): string | undefined => {
  if (platform === 'darwin') return 'open';
  if (platform === 'win32') return 'explorer.exe';
  return env['DISPLAY'] !== undefined || env['WAYLAND_DISPLAY'] !== undefined ? 'xdg-open' : undefined;
};

/** Returns the way to remove the file early; by itself it goes when the address has expired. */
export const openBrowser = (address: string, opener: string): (() => void) => {
  // mkdtemp makes the folder 0700.
  const folder = mkdtempSync(join(tmpdir(), 'gatescope-'));
  const file = join(folder, 'open.html');
  writeFileSync(file, leadingTo(address), { mode: 0o600, flag: 'wx' });
  const remove = (): void => rmSync(folder, { recursive: true, force: true });
  const timer = setTimeout(remove, tokenLifeMs);
  timer.unref();

  const child = spawn(opener, [file], { stdio: 'ignore', detached: true });
  // No such program, no browser: the address is on the terminal as well.
  child.on('error', () => undefined);
  child.unref();
  return () => {
    clearTimeout(timer);
    remove();
  };
};

const leadingTo = (address: string): string => {
  const url = JSON.stringify(address).replaceAll('<', '\\u003c');
  return `<!doctype html><meta charset="utf-8"><meta name="referrer" content="no-referrer"><title>Gatescope</title><script>location.replace(${url})</script>\n`;
};
