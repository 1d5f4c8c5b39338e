/** Where this program keeps its files when no Electron says so, by each system's custom. */
import { homedir } from 'node:os';
import { join } from 'node:path';

/** `GATESCOPE_DATA_DIR` goes before everything. */
export const dataFolder = (
  env: Readonly<Record<string, string | undefined>>,
  platform: NodeJS.Platform = process.platform,
  home: string = homedir(),
): string => {
  const told = env['GATESCOPE_DATA_DIR'];
  if (told !== undefined && told !== '') return told;
  return join(settingsHome(env, platform, home), 'gatescope');
};

const settingsHome = (
  env: Readonly<Record<string, string | undefined>>,
  platform: NodeJS.Platform,
  home: string,
): string => {
  if (platform === 'darwin') return join(home, 'Library', 'Application Support');
  if (platform === 'win32') return env['APPDATA'] ?? join(home, 'AppData', 'Roaming');
  const told = env['XDG_CONFIG_HOME'];
  // A relative path is invalid and must be ignored (XDG base directory specification).
  return told?.startsWith('/') === true ? told : join(home, '.config');
};
