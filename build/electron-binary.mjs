/** Electron's own binary: not part of its npm package, fetched on first use by the package's `install.js`. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const folder = join(import.meta.dirname, '..', 'node_modules', 'electron');
const fetchTimeoutMs = 60_000;

/** @type {Readonly<Record<string, string>>} */
const inside = { darwin: 'Electron.app/Contents/MacOS/Electron', win32: 'electron.exe' };

/** The path of the binary; undefined where it is not. @type {() => string | undefined} */
export const electronBinary = () => {
  const dist = process.env['ELECTRON_OVERRIDE_DIST_PATH'] ?? join(folder, 'dist');
  const path = join(dist, inside[process.platform] ?? 'electron');
  return existsSync(path) ? path : undefined;
};

/** Undefined after success, else why it could not be fetched, in a few words. @type {() => Promise<string | undefined>} */
export const fetchElectron = () =>
  new Promise((resolve) => {
    const installer = join(folder, 'install.js');
    if (!existsSync(installer)) return resolve('the electron package is not installed');
    const child = spawn(process.execPath, [installer], { stdio: ['ignore', 'ignore', 'pipe'] });
    let said = '';
    child.stderr.on('data', (chunk) => (said += chunk));
    const timer = setTimeout(() => child.kill('SIGKILL'), fetchTimeoutMs);
    child.on('error', ({ message }) => resolve(message));
    child.on('exit', (code, signal) => {
      clearTimeout(timer);
      if (code === 0) resolve(undefined);
      else if (signal !== null) resolve(`no answer within ${fetchTimeoutMs / 1000} s`);
      else resolve(said.split('\n', 1)[0]?.replace(/^\w*Error: /, '') || `exit code ${code}`);
    });
  });
