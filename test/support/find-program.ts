/** Where a test finds a program that it needs: named by the environment, else in PATH and where Debian keeps daemons. */
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import programs from './programs.json' with { type: 'json' };

export const findProgram = (name: keyof typeof programs): string => {
  const { env, names, debian } = programs[name];
  const told = process.env[env];
  if (told !== undefined && told !== '') return told;
  const folders = [
    ...(process.env['PATH'] ?? '').split(delimiter),
    '/usr/sbin',
    '/usr/local/sbin',
    '/opt/homebrew/sbin',
  ];
  const found = names.flatMap((file) => folders.map((folder) => join(folder, file))).find(isProgram);
  if (found === undefined) throw new Error(`${name} not found: install ${debian}, or name it in ${env}`);
  return found;
};

const isProgram = (path: string): boolean => {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};
