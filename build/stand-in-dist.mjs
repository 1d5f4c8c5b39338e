/**
 * A folder that electron-builder takes for Electron on Linux, where the real one cannot be had: the same file names, a
 * program that does nothing, no fuses. What is packed with it shows what ships; it never runs.
 *
 * `node build/stand-in-dist.mjs FOLDER`, then `electron-builder --linux dir -c.electronDist=FOLDER`.
 */
import { chmod, copyFile, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import packageJson from '../package.json' with { type: 'json' };

const programs = ['electron', 'chrome-sandbox', 'chrome_crashpad_handler'];
const libraries = ['libEGL.so', 'libGLESv2.so', 'libffmpeg.so', 'libvk_swiftshader.so', 'libvulkan.so.1'];
const data = [
  'chrome_100_percent.pak',
  'chrome_200_percent.pak',
  'resources.pak',
  'icudtl.dat',
  'snapshot_blob.bin',
  'v8_context_snapshot.bin',
  'vk_swiftshader_icd.json',
];
const languages = ['de', 'en-GB', 'en-US', 'fr', 'zh-CN', 'zh-TW'];

/** @type {(folder: string) => Promise<void>} */
export const makeStandInDist = async (folder) => {
  // No default_app.asar: electron-builder would want to read it.
  for (const below of ['resources', 'locales']) await mkdir(join(folder, below), { recursive: true });
  for (const program of programs) {
    await copyFile('/bin/true', join(folder, program));
    await chmod(join(folder, program), 0o755);
  }
  const empty = [
    ...libraries,
    ...data,
    'LICENSE',
    'LICENSES.chromium.html',
    ...languages.map((tag) => `locales/${tag}.pak`),
  ];
  for (const name of empty) await writeFile(join(folder, name), '');
  await writeFile(join(folder, 'version'), packageJson.devDependencies.electron);
};

const [script, folder] = process.argv.slice(1);
if (script !== undefined && import.meta.url === pathToFileURL(script).href) {
  if (folder === undefined) throw new Error('node build/stand-in-dist.mjs FOLDER');
  await makeStandInDist(folder);
}
