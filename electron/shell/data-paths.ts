/** One data folder for the window and the command line, and Chromium's own files apart from ours. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type App } from 'electron';
import { dataFolder } from '../storage/data-folder.ts';

/** Only before the app is ready. The single-instance lock lies in this folder, so it comes before the lock. */
export const useDataFolder = (app: App): string => {
  const folder = dataFolder(process.env);
  const chromium = join(folder, 'chromium');
  try {
    // Only the engineer's account may look: what was typed into this program lies here.
    mkdirSync(chromium, { recursive: true, mode: 0o700 });
    app.setPath('userData', folder);
    app.setPath('sessionData', chromium);
  } catch {
    // A full or read-only disk: the window opens all the same, and says at the first save what could not be written.
  }
  return folder;
};
