/**
 * `npm run dist`: builds the product and packs installers for this system with Electron's real binary. Where the binary
 * cannot be had it packs nothing and says so. Further arguments go to electron-builder: `npm run dist -- --linux deb`.
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { buildAll } from './build.mjs';
import { electronBinary, fetchElectron } from './electron-binary.mjs';

const root = join(import.meta.dirname, '..');
/** @type {(line: string) => void} */
const say = (line) => void process.stderr.write(`${line}\n`);

// The installer's own copy comes from the same place: when this one cannot be fetched, that one cannot either.
const why = electronBinary() === undefined ? await fetchElectron() : undefined;
if (electronBinary() === undefined) {
  say(`Nothing was packed: Electron's binary could not be fetched (${why ?? 'it is not there'}).`);
  say(
    'The installers need it. What can be checked without it (configuration, list of files, start of what is packed):',
  );
  say('  npx vitest run --project app test/app/packaging.test.ts');
  process.exit(1);
}

await buildAll();
const builder = join(root, 'node_modules', 'electron-builder', 'cli.js');
const parameters = ['--config', 'build/electron-builder.release.yml', '--publish', 'never', ...process.argv.slice(2)];
const { status } = spawnSync(process.execPath, [builder, ...parameters], { cwd: root, stdio: 'inherit' });
if (status !== 0)
  say(
    'electron-builder failed; what it had packed before is in dist/. It fetches its tools (NSIS, AppImage, fpm) on first use.',
  );
process.exit(status ?? 1);
