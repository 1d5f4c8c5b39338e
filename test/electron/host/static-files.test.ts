import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readStaticFiles } from '../../../electron/host/static-files.ts';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'gatescope-test-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('the files of the window', () => {
  it('are those that were built, each with its type, and the page twice', async () => {
    mkdirSync(join(folder, 'assets'));
    for (const name of ['index.html', 'assets/a-1.js', 'assets/b-2.woff2']) writeFileSync(join(folder, name), name);
    const files = await readStaticFiles(folder);
    expect([...files.keys()].sort()).toEqual(['/', '/assets/a-1.js', '/assets/b-2.woff2', '/index.html']);
    expect(files.get('/assets/b-2.woff2')).toMatchObject({ contentType: 'font/woff2', immutable: true });
    expect(files.get('/')).toMatchObject({ contentType: 'text/html; charset=utf-8', immutable: false });
    expect(files.get('/')!.body.toString()).toBe('index.html');
  });

  it('leave out links and what a page has no use for', async () => {
    writeFileSync(join(folder, 'index.html'), '');
    for (const name of ['a.js.map', '.env', 'key.pem', 'noextension']) writeFileSync(join(folder, name), '');
    symlinkSync('/etc/hostname', join(folder, 'linked.txt'));
    symlinkSync('/etc', join(folder, 'etc'));
    expect([...(await readStaticFiles(folder)).keys()].sort()).toEqual(['/', '/index.html']);
  });

  it('are nothing without a page', async () => {
    await expect(readStaticFiles(folder)).rejects.toThrow('no index.html');
    await expect(readStaticFiles(join(folder, 'not-built'))).rejects.toThrow('ENOENT');
  });
});
