/**
 * What is installed. Packs with electron-builder as a release does, around a stand-in for Electron's binary: the
 * configuration, the list of files that ship and their start are checked; the binary, its fuses and the installers are not.
 */
import { spawnSync, type SpawnSyncReturns } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import packageJson from '../../package.json' with { type: 'json' };
import { readAsar } from '../support/asar.ts';
import { builtFile } from '../support/built-program.ts';
import { openDouble } from '../support/electron-double/open.ts';

const root = resolve(import.meta.dirname, '../..');
const builder = join(root, 'node_modules/electron-builder/cli.js');

let folder: string;
let packed: SpawnSyncReturns<string>;
let shipped: ReadonlyMap<string, Buffer>;

const pack = (config: string, output: string): SpawnSyncReturns<string> =>
  spawnSync(
    process.execPath,
    [
      ...[builder, '--linux', 'dir', '--publish', 'never', '--config', config],
      ...[`-c.electronDist=${join(folder, 'electron')}`, `-c.directories.output=${join(folder, output)}`],
    ],
    { cwd: root, encoding: 'utf8', timeout: 60_000 },
  );

beforeAll(async () => {
  builtFile('main/index.js');
  folder = await mkdtemp(join(tmpdir(), 'gatescope-dist-'));
  const standIn = spawnSync(process.execPath, [join(root, 'build/stand-in-dist.mjs'), join(folder, 'electron')]);
  expect(standIn.status, standIn.stderr.toString()).toBe(0);
  packed = pack('build/electron-builder.yml', 'dist');
  shipped = await readAsar(join(folder, 'dist/linux-unpacked/resources/app.asar'));
});
afterAll(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));

/** Every file that ships is of one of these. A hash keeps a name from ever meaning two contents. */
const kinds: Readonly<Record<string, { readonly pattern: RegExp; readonly least: number; readonly most: number }>> = {
  'the description of the program': { pattern: /^package\.json$/, least: 1, most: 1 },
  'the main process': { pattern: /^out\/main\/index\.js$/, least: 1, most: 1 },
  'the preload': { pattern: /^out\/preload\/index\.cjs$/, least: 1, most: 1 },
  'the page': { pattern: /^out\/renderer\/index\.html$/, least: 1, most: 1 },
  scripts: { pattern: /^out\/renderer\/assets\/[\w-]+-[\w-]{8}\.js$/, least: 2, most: 60 },
  styles: { pattern: /^out\/renderer\/assets\/[\w-]+-[\w-]{8}\.css$/, least: 1, most: 40 },
  fonts: {
    pattern: /^out\/renderer\/assets\/(inter|jetbrains-mono|noto-sans-sc)-[\w-]+-[\w-]{8}\.woff2$/,
    least: 3,
    most: 200,
  },
  drawings: { pattern: /^out\/renderer\/assets\/mark-[\w-]{8}\.svg$/, least: 1, most: 1 },
};

describe('what ships', () => {
  it('is packed without a word of complaint', () => {
    expect(packed.status, packed.stdout + packed.stderr).toBe(0);
    expect(packed.stdout + packed.stderr).not.toMatch(/warn|error|deprecat/i);
  });

  it('is nothing but what is on the list', () => {
    const known = Object.values(kinds);
    expect([...shipped.keys()].filter((path) => !known.some(({ pattern }) => pattern.test(path)))).toEqual([]);
  });

  it.each(Object.entries(kinds))('has %s', (_, { pattern, least, most }) => {
    const count = [...shipped.keys()].filter((path) => pattern.test(path)).length;
    expect(count).toBeGreaterThanOrEqual(least);
    expect(count).toBeLessThanOrEqual(most);
  });

  it('is byte for byte what was built', async () => {
    for (const [path, content] of shipped)
      if (path.startsWith('out/')) expect(content.equals(await readFile(join(root, path))), path).toBe(true);
  });

  it('has no source map, no test, no library in files of its own, and points at no map', () => {
    const paths = [...shipped.keys()];
    expect(paths.filter((path) => /\.map$|test|node_modules|\.ts$|\.vue$/i.test(path))).toEqual([]);
    for (const path of paths.filter((name) => name.startsWith('out/renderer/') && name.endsWith('.js')))
      expect(shipped.get(path)?.includes('sourceMappingURL'), path).toBe(false);
  });

  it('holds no path of the machine that built it', () => {
    const own = Buffer.from(root);
    expect([...shipped].filter(([, content]) => content.includes(own)).map(([path]) => path)).toEqual([]);
  });

  it('describes the program and none of its tools', () => {
    const described = JSON.parse(shipped.get('package.json')?.toString('utf8') ?? '') as Record<string, unknown>;
    expect(described).toMatchObject({
      name: 'gatescope',
      version: packageJson.version,
      main: 'out/main/index.js',
      type: 'module',
    });
    expect(described).not.toHaveProperty('devDependencies');
    expect(described).not.toHaveProperty('scripts');
  });

  it('puts nothing beside the archive but Electron, in two languages', () => {
    const dist = join(folder, 'dist/linux-unpacked');
    expect(existsSync(join(dist, 'gatescope'))).toBe(true);
    expect(existsSync(join(dist, 'resources/app'))).toBe(false);
    expect(existsSync(join(dist, 'resources/app.asar.unpacked'))).toBe(false);
    expect(existsSync(join(dist, 'locales/zh-CN.pak'))).toBe(true);
    expect(existsSync(join(dist, 'locales/de.pak'))).toBe(false);
  });

  it('stays small', () => {
    const lengthBytes = [...shipped.values()].reduce((sum, { length }) => sum + length, 0);
    console.log(`app.asar: ${shipped.size} files, ${(lengthBytes / 1_048_576).toFixed(2)} MiB`);
    expect(lengthBytes).toBeLessThan(12 * 1_048_576);
  });
});

describe('what was packed', () => {
  it('opens its window as a packaged program', async () => {
    for (const [path, content] of shipped) {
      const target = join(folder, 'installed', path);
      await mkdir(dirname(target), { recursive: true });
      await writeFile(target, content);
    }
    const { program, page } = await openDouble({
      main: join(folder, 'installed/out/main/index.js'),
      env: { GATESCOPE_DATA_DIR: join(folder, 'data'), GATESCOPE_DOUBLE_PACKAGED: '1' },
    });
    await page.getByTestId('start-practice').waitFor();
    expect((await program.records()).webPreferences).toMatchObject({ devTools: false });
    await program.close();
    expect(program.problems).toEqual([]);
  });
});

describe('the configuration of a release', () => {
  it('is valid, and sets the fuses of the binary', () => {
    // The stand-in has none: that they were looked for is what can be seen here.
    const { status, stdout, stderr } = pack('build/electron-builder.release.yml', 'release');
    expect(stdout + stderr).toContain('Could not find sentinel');
    expect(status).not.toBe(0);
  });

  it.each([
    ['runAsNode', 'false'],
    ['enableNodeOptionsEnvironmentVariable', 'false'],
    ['enableNodeCliInspectArguments', 'false'],
    ['onlyLoadAppFromAsar', 'true'],
    ['enableEmbeddedAsarIntegrityValidation', 'true'],
    ['enableCookieEncryption', 'true'],
    ['grantFileProtocolExtraPrivileges', 'false'],
    ['loadBrowserProcessSpecificV8Snapshot', 'false'],
  ])('sets %s to %s', async (fuse, value) => {
    expect(await readFile(join(root, 'build/electron-builder.release.yml'), 'utf8')).toMatch(
      new RegExp(`^ {2}${fuse}: ${value}$`, 'm'),
    );
  });

  it('never switches the sandbox off, and has every file that it names', async () => {
    const config = await readFile(join(root, 'build/electron-builder.yml'), 'utf8');
    expect(config).not.toContain('no-sandbox');
    const named = [...config.matchAll(/: (build\/[\w./-]+)/g)].map(([, path]) => path ?? '');
    expect(named.length).toBeGreaterThanOrEqual(4);
    expect(named.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });
});

describe('the icons', () => {
  it('has every size that the systems show', async () => {
    const ico = await readFile(join(root, 'build/icons/icon.ico'));
    const sizes = Array.from({ length: ico.readUInt16LE(4) }, (_, n) => ico.readUInt8(6 + 16 * n) || 256);
    expect(sizes).toEqual([16, 24, 32, 48, 64, 128, 256]);

    const icns = await readFile(join(root, 'build/icons/icon.icns'));
    expect(icns.toString('latin1', 0, 4)).toBe('icns');
    expect(icns.readUInt32BE(4)).toBe(icns.length);
    const types: string[] = [];
    for (let at = 8; at < icns.length; at += icns.readUInt32BE(at + 4)) types.push(icns.toString('latin1', at, at + 4));
    expect(types).toEqual(['icp4', 'icp5', 'ic11', 'ic12', 'ic07', 'ic08', 'ic13', 'ic09', 'ic14', 'ic10']);

    for (const size of [16, 24, 32, 48, 64, 128, 256, 512, 1024]) {
      const png = await readFile(join(root, `build/icons/linux/${size}x${size}.png`));
      expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([size, size]);
    }
  });
});
