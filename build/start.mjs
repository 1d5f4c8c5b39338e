/**
 * `npm start`: builds what is stale, then opens the product: in Electron where its binary is or can be fetched, else in
 * the browser. `npm start -- --browser` asks for the browser; other arguments go on to what is opened.
 */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildAll, commandLine, isStale } from './build.mjs';
import { electronBinary, fetchElectron } from './electron-binary.mjs';

const given = process.argv.slice(2);
const passedOn = given.filter((argument) => argument !== '--browser');
/** A window that dies this soon has not been used: something of the system is missing. */
const neverOpenedMs = 5_000;

const orphanCheckMs = 500;

/** @type {(line: string) => void} */
const say = (line) => void process.stderr.write(`${line}\n`);

/** Why Electron cannot open a window here, before anything is fetched. @type {() => string | undefined} */
const noWindowHere = () => {
  if (given.includes('--browser')) return 'asked for with --browser';
  if (process.platform !== 'linux') return undefined;
  if (process.env['DISPLAY'] === undefined && process.env['WAYLAND_DISPLAY'] === undefined)
    return 'there is no display';
  // Chromium's sandbox refuses root, and this product does not run without the sandbox.
  return process.getuid?.() === 0 ? 'Electron does not run as root' : undefined;
};

/** Why no window was opened. Ends the process with the window. @type {() => Promise<string | undefined>} */
const openElectron = async () => {
  const unfetched = electronBinary() === undefined ? await fetchElectron() : undefined;
  const binary = electronBinary();
  if (binary === undefined) return `Electron's binary could not be fetched: ${unfetched ?? 'it is not there'}`;
  const startedAt = performance.now();
  const child = spawn(binary, [join(import.meta.dirname, '..'), ...passedOn], { stdio: 'inherit' });
  let asked = false;
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    process.on(signal, () => {
      asked = true;
      // Ctrl-C at a terminal reaches the window by itself, and a second one would not let it close in peace.
      if (signal !== 'SIGINT' || process.stdin.isTTY !== true) child.kill(signal);
    });
  }
  return await new Promise((resolve) => {
    child.on('error', ({ message }) => resolve(`Electron did not start: ${message}`));
    child.on('exit', (code, signal) => {
      const neverOpened = !asked && code !== 0 && performance.now() - startedAt < neverOpenedMs;
      if (neverOpened) resolve(`Electron did not start: ${signal ?? `exit code ${code}`}`);
      else process.exit(code ?? 0);
    });
  });
};

// npm hands a signal to its shell, which may end without handing it on: then nobody is left who could stop this program.
const { ppid } = process;
if (process.platform !== 'win32' && process.env['npm_lifecycle_event'] !== undefined) {
  setInterval(() => {
    if (process.ppid !== ppid) process.kill(process.pid, 'SIGTERM');
  }, orphanCheckMs).unref();
}

if (await isStale()) {
  say('Building …');
  await buildAll();
}
const reason = noWindowHere() ?? (await openElectron());
say(`No Electron window (${reason}): serving the same window to a browser.`);
process.argv = [process.execPath, commandLine, 'serve', ...passedOn];
await import(pathToFileURL(commandLine).href);
