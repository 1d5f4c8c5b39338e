/** The programs of the system that the tests need, from the table the tests use. Installs them where it may. */
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** `check`: arguments with which it must end well, where its name alone does not say enough. */
/** @typedef {{ env: string, names: string[], check?: string[], debian: string, why: string }} Program */

/** @type {Readonly<Record<string, Program>>} */
const programs = JSON.parse(readFileSync(join(import.meta.dirname, '..', 'test', 'support', 'programs.json'), 'utf8'));

// A plain user's PATH on Debian leaves the servers out.
const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin'];
export const searchPath = folders.join(delimiter);

/** @type {(path: string) => boolean} */
const isProgram = (path) => {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

/** @type {(program: Program) => boolean} */
const isThere = ({ env, names, check }) =>
  [process.env[env] ?? '', ...names.flatMap((name) => folders.map((folder) => join(folder, name)))].some(
    (path) => isProgram(path) && (check === undefined || spawnSync(path, check, { stdio: 'ignore' }).status === 0),
  );

export const missingPrograms = () => Object.entries(programs).filter(([, program]) => !isThere(program));

/** Undefined where nobody may install: not Debian-like, or neither root nor password-less sudo. */
const installer = () => {
  if (!existsSync('/usr/bin/apt-get')) return undefined;
  if (process.getuid?.() === 0) return ['apt-get'];
  return spawnSync('sudo', ['-n', 'true'], { stdio: 'ignore' }).status === 0 ? ['sudo', '-n', 'apt-get'] : undefined;
};

/** True when everything is there. Says what it does, and exactly what is missing where it can do nothing. */
export const ensurePrograms = () => {
  const packages = [...new Set(missingPrograms().map(([, { debian }]) => debian))];
  if (packages.length === 0) return true;
  const [command, ...before] = installer() ?? [];
  if (command !== undefined) {
    process.stdout.write(`Installing what the tests need: ${packages.join(', ')}\n`);
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    for (const step of [['update'], ['install', '-y', '--no-install-recommends', ...packages]]) {
      const { status, stdout, stderr } = spawnSync(command, [...before, ...step], { env, encoding: 'utf8' });
      if (status !== 0) process.stdout.write(`${(stdout + stderr).trim().split('\n').slice(-5).join('\n')}\n`);
    }
  }
  const missing = missingPrograms();
  for (const [name, { debian, why, env }] of missing) {
    process.stdout.write(`Missing: ${name} (${why}). Debian package: ${debian}. Or name its path in ${env}.\n`);
  }
  return missing.length === 0;
};
