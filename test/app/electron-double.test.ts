/** The double itself: what it lacks, or what Electron would not allow, must end a program and never pass in silence. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchDouble } from '../support/electron-double/launch.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gatescope-double-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const ready = (code: string): string => `import * as e from 'electron'; e.app.whenReady().then(() => { ${code} });`;
const openWith = (change: string): string =>
  ready(`const own = e.session.fromPartition('x');
    new e.BrowserWindow({ width: 1, height: 1, webPreferences: { contextIsolation: true, sandbox: true, nodeIntegration: false,
      nodeIntegrationInWorker: false, nodeIntegrationInSubFrames: false, webSecurity: true, session: own, ${change} } });`);

describe('a program that the double cannot stand for', () => {
  it.each([
    ['a part of Electron that is not there', `import { app } from 'electron'; app.dock.hide();`, 'has no app.dock'],
    ['a module that is not there', `import { shell } from 'electron'; shell.beep();`, "named 'shell'"],
    [
      'an event that never comes',
      `import { app } from 'electron'; app.on('login', () => {});`,
      "never sends app 'login'",
    ],
    ['a property that is set', `import { app } from 'electron'; app.name = 'x';`, 'cannot set app.name'],
    ['a setting that comes too late', ready('e.app.enableSandbox()'), 'must be called before the app is ready'],
    ['a scheme that comes too late', ready('e.protocol.registerSchemesAsPrivileged([])'), 'before the app is ready'],
    [
      'a session that comes too early',
      `import { session } from 'electron'; session.fromPartition('x');`,
      'only there after',
    ],
    [
      'an entry that waits for what waits for it',
      `import { app } from 'electron'; await app.whenReady();`,
      'top-level await',
    ],
    ['a page without isolation', openWith('contextIsolation: false'), 'cannot run with contextIsolation: false'],
    ['a page with Node', openWith('nodeIntegration: true'), 'cannot run with nodeIntegration: true'],
    ['a page without the sandbox', openWith('sandbox: false'), 'cannot run with sandbox: false'],
  ])('ends at %s', async (name, code, said) => {
    const main = join(folder, `${name.replaceAll(' ', '-')}.mjs`);
    await writeFile(main, code);
    const program = launchDouble({ main, env: {} });
    expect(await program.ended).not.toBe(0);
    expect(program.said()).toContain(said);
  });
});
