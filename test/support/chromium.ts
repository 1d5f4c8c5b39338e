/**
 * Where the tests find their Chromium, and how it is started. `GATESCOPE_CHROMIUM` goes before everything. `npm test`
 * installs it where it can; a test without it fails, because a window that nobody drove is not tested.
 */
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium, type Browser } from 'playwright-core';
import programs from './programs.json';

export const findChromium = (): string => {
  const { env, names, debian } = programs.chromium;
  const told = process.env[env];
  if (told !== undefined && told !== '') return told;
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  const found = names.flatMap((name) => folders.map((folder) => join(folder, name))).find(isProgram);
  if (found === undefined) throw new Error(`no Chromium found: install ${debian}, or name one in ${env}`);
  return found;
};

/** The sandbox of Chromium does not start for root, which is who runs the tests in a container. */
export const chromiumFlags: readonly string[] = [
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export const launchChromium = (extraFlags: readonly string[] = []): Promise<Browser> =>
  chromium.launch({ executablePath: findChromium(), args: [...chromiumFlags, ...extraFlags] });

const isProgram = (path: string): boolean => {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};
