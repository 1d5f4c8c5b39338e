/** Electron's entry: what is set up, in order. The work itself is in `shell/`, `api/ipc.ts` and `app.ts`. */
import { join } from 'node:path';
import { app, clipboard, dialog, safeStorage } from 'electron';
import { serveIpc } from './api/ipc.ts';
import { createApp } from './app.ts';
import { readStaticFiles } from './host/static-files.ts';
import { useDataFolder } from './shell/data-paths.ts';
import { setMenu } from './shell/menu.ts';
import { denyNavigation } from './shell/navigation-policy.ts';
import { pageOrigin } from './shell/page-origin.ts';
import { registerPageScheme, servePage } from './shell/page-protocol.ts';
import { closeBeforeQuit } from './shell/quit.ts';
import { openPageSession } from './shell/session-policy.ts';
import { openWindow } from './shell/window.ts';
import { shellWordsFor } from './shell/words.ts';
import { electronKeyStore } from './storage/secrets-electron.ts';
import { version } from './version.ts';

/** Every bundle lies one folder below `out/`, beside the built window. */
const builtWindow = join(import.meta.dirname, '..', 'renderer');

const start = async (dataDir: string): Promise<void> => {
  const packaged = app.isPackaged;
  const languages = app.getPreferredSystemLanguages();
  const words = shellWordsFor(languages);
  if (app.commandLine.hasSwitch('no-sandbox')) {
    dialog.showErrorBox(words.noSandbox, words.noSandboxHelp);
    app.exit(1);
    return;
  }

  const session = openPageSession({ packaged });
  servePage(session, await readStaticFiles(builtWindow));
  setMenu({ words, platform: process.platform, packaged });

  const gatescope = await createApp({
    dataDir,
    keyStore: electronKeyStore(safeStorage, process.platform),
    host: 'electron',
    version,
    systemLanguage: languages[0] ?? app.getLocale(),
    copyText: (text) => clipboard.writeText(text),
  });
  closeBeforeQuit(app, () => gatescope.close());

  const settings = await gatescope.handlers.settings(undefined);
  const window = openWindow({ session, theme: settings.ok ? settings.value.theme : 'system', packaged });
  serveIpc({ contents: window.webContents, app: gatescope, pageOrigin });
  // What the second start was given on its command line is not looked at: anybody can start a program with anything.
  app.on('second-instance', () => {
    if (window.isMinimized()) window.restore();
    window.focus();
  });
};

const giveUp = (thrown: unknown): void => {
  const words = shellWordsFor(app.getPreferredSystemLanguages());
  process.stderr.write(`${thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown)}\n`);
  dialog.showErrorBox(words.notStarted, words.notStartedHelp);
  app.exit(1);
};

app.enableSandbox();
registerPageScheme();
denyNavigation(app);
const dataDir = useDataFolder(app);

// Not awaited: the app becomes ready only after this module has been read to its end.
if (app.requestSingleInstanceLock())
  void app
    .whenReady()
    .then(() => start(dataDir))
    .catch(giveUp);
else app.quit();
