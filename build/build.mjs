/** Builds the product into `out/`: main process and command line, preload, window. */
import { chmod, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'vite';

const root = join(import.meta.dirname, '..');
const stamp = join(root, 'out', '.built');
const sources = ['protocol', 'electron', 'renderer', 'build', 'package.json', 'package-lock.json'];

export const commandLine = join(root, 'out', 'cli', 'gatescope.js');

export const buildAll = async () => {
  const startedAt = new Date();
  // The names of shared chunks change with their content; the other two configurations empty their own folders.
  for (const folder of ['main', 'cli', 'shared']) await rm(join(root, 'out', folder), { recursive: true, force: true });
  process.chdir(root);
  for (const part of ['node', 'main', 'preload', 'renderer']) {
    await build({
      configFile: join(root, 'build', `vite.${part}.config.ts`),
      logLevel: 'warn',
      // Says on a slow machine that the machine is slow.
      build: { rolldownOptions: { checks: { bundlerTimings: false } } },
    });
  }
  await chmod(commandLine, 0o755);
  await writeFile(stamp, `${startedAt.toISOString()}\n`);
};

/** A source is newer than the build, or there is none. A removed file shows in the time of its folder. */
export const isStale = async () => {
  // When the build began, not when it ended: a source saved in between was not in it.
  const builtAt = await readFile(stamp, 'utf8').then(Date.parse, () => 0);
  for (const source of sources) if ((await newestIn(join(root, source))) > builtAt) return true;
  return false;
};

/** @type {(path: string) => Promise<number>} */
const newestIn = async (path) => {
  const found = await stat(path);
  if (!found.isDirectory()) return found.mtimeMs;
  const inner = await Promise.all((await readdir(path)).map((name) => newestIn(join(path, name))));
  return Math.max(found.mtimeMs, ...inner);
};

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  await buildAll().catch((error) => {
    // Vite has already said what failed and where; its own stack would only bury it.
    process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
    process.exit(1);
  });
}
