/**
 * The shell around the window, on the built program under the Electron double: what the page has, what the program
 * answers, what it set up and how it ends. Where the page tries to go is in `shell-navigation.test.ts`.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Bridge } from '../../protocol/contract.ts';
import { builtFile } from '../support/built-program.ts';
import { launchDouble } from '../support/electron-double/launch.ts';
import { openDouble, type OpenedDouble } from '../support/electron-double/open.ts';

declare const window: { gatescope: Bridge & { request(name: string, argument?: unknown): Promise<unknown> } } & Record<
  string,
  unknown
>;

const main = builtFile('main/index.js');

const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

let dataDir: string;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'gatescope-shell-'));
});
afterEach(() => rm(dataDir, { recursive: true, force: true, maxRetries: 5 }));

const open = (env: Record<string, string> = {}, args: readonly string[] = []): Promise<OpenedDouble> =>
  openDouble({ main, env: { GATESCOPE_DATA_DIR: dataDir, ...env }, args });

describe('the page', () => {
  let shared: OpenedDouble;
  let sharedDir: string;
  beforeAll(async () => {
    sharedDir = await mkdtemp(join(tmpdir(), 'gatescope-shell-'));
    shared = await openDouble({ main, env: { GATESCOPE_DATA_DIR: sharedDir } });
  });
  afterAll(async () => {
    await shared.program.close();
    await rm(sharedDir, { recursive: true, force: true, maxRetries: 5 });
  });

  it('has the bridge and nothing else of the program', async () => {
    const names = [
      'require',
      'process',
      'module',
      'global',
      'Buffer',
      'ipcRenderer',
      'electron',
      '__dirname',
      'toProcess',
    ];
    const found = await shared.page.evaluate((asked) => asked.filter((name) => name in window), names);
    expect(found).toEqual([]);
    expect(await shared.page.evaluate(() => Object.keys(window.gatescope))).toEqual(['request', 'on']);
    expect(await shared.page.evaluate(() => Object.isFrozen(window.gatescope))).toBe(true);
  });

  it('cannot put another bridge in its place', async () => {
    const after = await shared.page.evaluate(() => {
      try {
        window.gatescope = { request: () => Promise.resolve('mine') } as never;
      } catch {
        // A module is strict, a classic script is not: either way nothing must have changed.
      }
      return Object.keys(window.gatescope);
    });
    expect(after).toEqual(['request', 'on']);
  });

  it('gets an answer to what it may ask, and a failure to everything else', async () => {
    const ask = (name: unknown, argument?: unknown): Promise<unknown> =>
      shared.page.evaluate(([asked, given]) => window.gatescope.request(asked as never, given), [name, argument]);
    expect(await ask('appInfo')).toMatchObject({ ok: true, value: { host: 'electron' } });
    for (const name of [
      '',
      'nope',
      '__proto__',
      'constructor',
      'toString',
      'copyText ',
      'gatescope:request',
      7,
      null,
      {},
    ])
      expect(await ask(name), JSON.stringify(name)).toMatchObject({ ok: false, failure: { kind: 'no-such-request' } });
    expect(await ask('copyText', { text: 7 })).toMatchObject({
      ok: false,
      failure: { kind: 'bad-argument', request: 'copyText', path: 'text' },
    });
  });

  it('hears no event that does not exist', async () => {
    const heard = await shared.page.evaluate(async () => {
      const calls: unknown[] = [];
      for (const name of ['gatescope:request', 'nope', '__proto__'])
        window.gatescope.on(name as never, (p) => calls.push(p));
      await window.gatescope.request('startPractice');
      await window.gatescope.request('stopPractice');
      return calls;
    });
    expect(heard).toEqual([]);
  });

  it('hears an event until it stops listening, and never the event object', async () => {
    const heard = await shared.page.evaluate(async () => {
      const calls: unknown[][] = [];
      const pause = (): Promise<void> => new Promise((done) => setTimeout(done, 200));
      const stop = window.gatescope.on('practiceChanged', (...given: unknown[]) => calls.push(given));
      await window.gatescope.request('startPractice');
      await pause();
      stop();
      const before = calls.length;
      await window.gatescope.request('stopPractice');
      await pause();
      return { before, after: calls.length, given: calls[0]?.length };
    });
    expect(heard.before).toBeGreaterThan(0);
    expect(heard.after).toBe(heard.before);
    expect(heard.given).toBe(1);
  });

  it('runs no inline script and no text as code', async () => {
    const ran = await shared.page.evaluate(
      () =>
        new Promise<Record<string, unknown>>((done) => {
          // Out of the debugger's own call, which may evaluate text where the page may not.
          setTimeout(() => {
            const tried: Record<string, unknown> = {};
            const attempt = (name: string, act: () => unknown): void => {
              try {
                tried[name] = act();
              } catch (error) {
                tried[name] = (error as Error).name;
              }
            };
            attempt('eval', () => eval('1'));
            // eslint-disable-next-line @typescript-eslint/no-implied-eval -- that it fails is the test
            attempt('Function', () => new Function('return 1'));
            attempt('innerHTML', () => {
              document.createElement('div').innerHTML = '<img src=x onerror="window.ran = true">';
            });
            attempt('text of a script', () => {
              const script = document.createElement('script');
              script.append('window.ran = true');
              document.head.append(script);
            });
            attempt('handler', () => {
              const image = document.createElement('img');
              image.setAttribute('onerror', 'window.ran = true');
              image.src = 'data:,';
              document.body.append(image);
            });
            setTimeout(() => done({ ...tried, ran: 'ran' in window }), 200);
          });
        }),
    );
    expect(ran).toMatchObject({ eval: 'EvalError', Function: 'EvalError', innerHTML: 'TypeError', ran: false });
  });

  it('has no permission for anything of the machine', async () => {
    const { permissions, webPreferences } = await shared.program.records();
    expect(permissions.length).toBeGreaterThan(10);
    expect(permissions.filter(({ granted }) => granted)).toEqual([]);
    expect(webPreferences).toMatchObject({
      deviceHandler: 'function',
      displayMediaHandler: 'function',
      spellChecker: false,
    });
    const states = await shared.page.evaluate(async () => {
      const names = ['geolocation', 'notifications', 'clipboard-read', 'camera', 'microphone'] as PermissionName[];
      return Promise.all(names.map(async (name) => (await navigator.permissions.query({ name })).state));
    });
    expect(states).toEqual(['denied', 'denied', 'denied', 'denied', 'denied']);
  });

  it('copies through the program, since it may not itself', async () => {
    const text = '20 02 00 05';
    expect(await shared.page.evaluate((t) => window.gatescope.request('copyText', { text: t }), text)).toMatchObject({
      ok: true,
    });
    expect(await shared.program.ask('clipboard')).toBe(text);
    const own = await shared.page.evaluate(() =>
      navigator.clipboard.writeText('x').then(
        () => 'written',
        () => 'denied',
      ),
    );
    expect(own).toBe('denied');
  });

  it('gives no reactive object to the bridge, as Electron would not', async () => {
    const refused = await shared.page.evaluate(() => {
      try {
        void window.gatescope.request('copyText', new Proxy({ text: 'x' }, {}));
        return '';
      } catch (error) {
        return (error as Error).message;
      }
    });
    expect(refused).toBe('An object could not be cloned.');
  });
});

describe('a caller that is not our page', () => {
  it('finds nobody, whether a frame inside the page or another page in its place', async () => {
    const { program, page } = await open();
    const devtools = await page.context().newCDPSession(page);
    const worlds: { id: number; frameId: string }[] = [];
    devtools.on('Runtime.executionContextCreated', ({ context }) => {
      const { frameId } = context.auxData as unknown as { frameId: string };
      if (context.name.startsWith('preload ')) worlds.push({ id: context.id, frameId });
    });
    await devtools.send('Runtime.enable');
    const call = async (contextId: number): Promise<string> => {
      const wire = JSON.stringify({ invoke: 9_999, channel: 'gatescope:request', given: ['appInfo', ['undefined']] });
      await devtools.send('Runtime.evaluate', { contextId, expression: `toProcess(${JSON.stringify(wire)})` });
      await page.waitForTimeout(200);
      return (await program.records()).invoked.at(-1)?.reply ?? 'none';
    };

    const ours = worlds.at(-1);
    expect(await call(ours?.id ?? 0)).toContain('"ok":true');

    await page.evaluate(() => document.body.append(document.createElement('iframe')));
    await expect.poll(() => worlds.some(({ frameId }) => frameId !== ours?.frameId)).toBe(true);
    const inner = worlds.find(({ frameId }) => frameId !== ours?.frameId);
    expect(await call(inner?.id ?? 0)).toContain('"no-such-request"');

    // Not by the page, which cannot: by the debugger, as a fault of Chromium might.
    const before = worlds.length;
    await devtools.send('Page.navigate', { url: 'data:text/html,<title>other</title>' });
    await expect.poll(() => worlds.length).toBeGreaterThan(before);
    expect(await call(worlds.at(-1)?.id ?? 0)).toContain('"no-such-request"');

    const last = (await program.records()).invoked.slice(-2);
    expect(last).toMatchObject([{ isMainFrame: false }, { isMainFrame: true, origin: 'null' }]);
    await program.close();
  });
});

describe('what is set up', () => {
  it('sandboxes every renderer and writes out every setting of the page', async () => {
    const { program } = await open();
    const { calls, webPreferences, privileges, windowOptions, requests } = await program.records();
    expect(calls[0]).toBe('app.enableSandbox()');
    expect(calls).toContain("session.fromPartition('gatescope')");
    expect(webPreferences).toMatchObject({
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      plugins: false,
      navigateOnDragDrop: false,
      enableWebSQL: false,
      spellcheck: false,
      safeDialogs: true,
      devTools: true,
    });
    expect(Object.keys(webPreferences)).not.toContain('enableBlinkFeatures');
    expect(privileges).toEqual({
      app: {
        standard: true,
        secure: true,
        supportFetchAPI: true,
        bypassCSP: false,
        corsEnabled: false,
        allowServiceWorkers: false,
        stream: false,
        codeCache: false,
        allowExtensions: false,
      },
    });
    expect(windowOptions).toMatchObject({ minWidth: 1100, minHeight: 700, show: false });
    expect(requests.filter(({ url }) => !url.startsWith('app://gatescope/'))).toEqual([]);
    await program.close();
    expect(program.problems).toEqual([]);
  });

  it('has no developer tools in a packaged program', async () => {
    const { program } = await open({ GATESCOPE_DOUBLE_PACKAGED: '1' });
    const { webPreferences, menu } = await program.records();
    expect(webPreferences).toMatchObject({ devTools: false });
    expect(JSON.stringify(menu)).not.toContain('toggleDevTools');
    await program.close();
  });

  it.each([
    ['zh-CN', '编辑'],
    ['en-GB', 'Edit'],
    ['de-DE', '编辑'],
  ])('has a menu in the language of a %s system, and no reload in it', async (language, word) => {
    const { program } = await open({ GATESCOPE_DOUBLE_LANGUAGE: language });
    const menu = JSON.stringify((await program.records()).menu);
    expect(menu).toContain(`"label":"${word}"`);
    expect(menu).toContain('"role":"copy"');
    expect(menu).not.toMatch(/reload/i);
    await program.close();
  });

  it('keeps tokens where the system has a key store, and says so where it has none', async () => {
    const keyStore = async (env: Record<string, string>): Promise<unknown> => {
      const { program, page } = await open(env);
      const info = await page.evaluate(() => window.gatescope.request('appInfo', undefined));
      await program.close();
      return info.ok ? info.value.keyStore : info;
    };
    expect(await keyStore({})).toEqual({ available: false, why: 'no-key-store' });
    expect(await keyStore({ GATESCOPE_DOUBLE_KEY_STORE: 'a secret' })).toEqual({
      available: true,
      backend: 'gnome_libsecret',
    });
  });
});

describe('the life of the program', () => {
  it('refuses to run without the sandbox, and says what to do', async () => {
    const program = launchDouble({ main, env: { GATESCOPE_DATA_DIR: dataDir }, args: ['--no-sandbox'] });
    expect(await program.ended).toBe(1);
    await expect(program.opened).rejects.toThrow();
    expect(program.problems).toEqual([expect.stringContaining('dialog:')]);
  });

  it('hands over to the window that is already open, and looks at nothing that the second start was given', async () => {
    const { program } = await open();
    const second = launchDouble({ main, env: { GATESCOPE_DATA_DIR: dataDir }, args: ['app://evil/', '--inspect'] });
    expect(await second.ended).toBe(0);
    expect(second.problems).toEqual([]);

    await program.ask('second-instance');
    const { calls, navigations } = await program.records();
    expect(calls).toContain('window.focus()');
    expect(navigations).toEqual([]);
    await program.close();
  });

  it('brings the page back after it crashed, and leaves it alone after the fourth time', async () => {
    const { program } = await open();
    const starts = async (): Promise<number> =>
      (await program.records()).requests.filter(({ url }) => url === 'app://gatescope/').length;
    for (const expected of [2, 3, 4]) {
      await program.ask('crash-page');
      await expect.poll(starts, { timeout: 3_000 }).toBe(expected);
      await pause(500);
    }
    await program.ask('crash-page');
    await pause(1_000);
    expect(await starts()).toBe(4);
    await program.close();
  });

  it('opens on a disk that cannot be written, and says so at the first save', async () => {
    const { program, page } = await open({ GATESCOPE_DATA_DIR: '/dev/null/gatescope' });
    const saved = await page.evaluate(() => window.gatescope.request('changeSettings', { theme: 'dark' }));
    expect(saved).toMatchObject({ ok: false, failure: { kind: 'file-unwritable' } });
    await program.close();
    expect(program.problems).toEqual([]);
  });

  it('ends when its window is closed', async () => {
    const { program, page } = await open();
    await page.close();
    expect(await program.ended).toBe(0);
    expect(program.problems).toEqual([]);
  });
});
