/** Where a test finds a program that it needs: named by the environment, else in PATH and where Debian keeps daemons. */
import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import programs from './programs.json' with { type: 'json' };

type Program = {
  readonly env: string;
  readonly names: readonly string[];
  readonly debian: string;
  /** Arguments with which it must end well, where its name alone does not say enough. */
  readonly check?: readonly string[];
};

export const findProgram = (name: keyof typeof programs): string => {
  const { env, names, debian, check }: Program = programs[name];
  const told = process.env[env];
  if (told !== undefined && told !== '') return told;
  const folders = [
    ...(process.env['PATH'] ?? '').split(delimiter),
    '/usr/sbin',
    '/usr/local/sbin',
    '/opt/homebrew/sbin',
  ];
  const found = names
    .flatMap((file) => folders.map((folder) => join(folder, file)))
    .find((path) => isProgram(path) && (check === undefined || spawnSync(path, check).status === 0));
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
