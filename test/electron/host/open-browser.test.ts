import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openBrowser, openerFor } from '../../../electron/host/open-browser.ts';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'gatescope-test-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('opening the browser', () => {
  it.each([
    ['linux', { DISPLAY: ':0' }, 'xdg-open'],
    ['linux', { WAYLAND_DISPLAY: 'wayland-0' }, 'xdg-open'],
    ['linux', {}, undefined],
    ['darwin', {}, 'open'],
    ['win32', {}, 'explorer.exe'],
  ] as const)('on %s with %j is done by %s', (platform, env, opener) => {
    expect(openerFor(platform, env)).toBe(opener);
  });

  it('tells it a private file, never the address, and the file goes when it is no longer of use', async () => {
    const opener = join(folder, 'opener');
    const noted = join(folder, 'noted');
    writeFileSync(opener, `#!/bin/sh\nprintf '%s\\n' "$#" "$1" > ${noted}.part && mv ${noted}.part ${noted}\n`);
    chmodSync(opener, 0o755);
    const address = 'http://127.0.0.1:41883/#t=secret-of-this-test';

    const remove = openBrowser(address, opener);
    await vi.waitFor(() => expect(existsSync(noted)).toBe(true));
    const [count, file = ''] = readFileSync(noted, 'utf8').split('\n');
    expect(count).toBe('1');
    expect(file).not.toContain('secret-of-this-test');
    expect(readFileSync(file, 'utf8')).toContain(JSON.stringify(address));
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(statSync(dirname(file)).mode & 0o777).toBe(0o700);

    remove();
    expect(existsSync(dirname(file))).toBe(false);
  });

  it('is no trouble where there is no such program', async () => {
    const remove = openBrowser('http://127.0.0.1:1/#t=x', join(folder, 'not-there'));
    await new Promise((later) => setTimeout(later, 50));
    remove();
  });
});
