/**
 * Started as `node --import register.mjs run.ts <main> …`: runs a built main process as Electron would. The app becomes
 * ready only after the entry has been read to its end.
 */
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { startChromium } from './devtools.ts';
import { makeReady, quit, secondInstance } from './double-app.ts';
import { crashPage } from './double-window.ts';
import { copiedText } from './electron.ts';
import { answerParent, records } from './parent.ts';

const [main, ...given] = process.argv.slice(2);
if (main === undefined) throw new Error('which main process?');
process.argv = [process.argv[0] ?? '', main, ...given];

answerParent({
  records: () => records,
  clipboard: copiedText,
  quit,
  'second-instance': secondInstance,
  'crash-page': crashPage,
});

/** Electron would wait for ever, and show nothing. */
const entryTimeoutMs = 8_000;
const stuck = setTimeout(() => {
  throw new Error('The entry does not end: does a top-level await wait for the app to be ready?');
}, entryTimeoutMs);
await import(pathToFileURL(resolve(main)).href);
clearTimeout(stuck);
makeReady(await startChromium());
