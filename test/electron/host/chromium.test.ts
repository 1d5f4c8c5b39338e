import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo } from 'node:net';
import { writeFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type StaticFiles } from '../../../electron/host/static-files.ts';
import { chromiumFlags, findChromium } from '../../support/chromium.ts';
import { bridgePageFiles, type BridgePage } from './bridge-page.ts';
import { startTestHost, type TestHost } from './raw-client.ts';

declare const window: { test?: BridgePage; tried?: Record<string, string> };

let browser: Browser;
let files: StaticFiles;
beforeAll(async () => {
  files = await bridgePageFiles();
  browser = await chromium.launch({ executablePath: findChromium(), args: [...chromiumFlags] });
}, 60_000);
afterAll(() => browser.close());

let host: TestHost;
let context: BrowserContext;
const problems: string[] = [];
beforeEach(async () => {
  host = await startTestHost({ files });
  context = await browser.newContext();
  problems.length = 0;
});
afterEach(async () => {
  await context.close();
  await host.server.close();
});

const openPage = async (url: string): Promise<Page> => {
  const page = await context.newPage();
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(message.text());
  });
  page.on('pageerror', (error) => problems.push(error.message));
  await page.goto(url);
  await page.waitForFunction(() => window.test !== undefined);
  return page;
};
const ask = (page: Page, name: string, argument?: unknown): Promise<unknown> =>
  page.evaluate(([name, argument]) => window.test!.bridge.request(name as string, argument), [name, argument]);
const links = (page: Page): Promise<string[]> => page.evaluate(() => window.test!.links);

describe('a browser with the one-time address', () => {
  it('gets the window, its requests and its events, and the token leaves the address', async () => {
    const page = await openPage(host.server.newAddress());
    expect(page.url()).toBe(host.server.url);
    expect(await ask(page, 'disconnect')).toEqual({ ok: true, value: null });
    expect(host.done).toEqual(['disconnect']);
    host.emit('practiceChanged', { revision: 1, state: { phase: 'stopped' } });
    await page.waitForFunction(() => window.test!.heard.length === 1);
    expect(await links(page)).toEqual([]);
    expect(await page.evaluate('document.cookie')).toBe('');
    expect(problems).toEqual([]);
  });

  it('arrives from the private file that carries it as well', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'gatescope-test-'));
    const file = join(folder, 'open.html');
    writeFileSync(file, `<script>location.replace(${JSON.stringify(host.server.newAddress())})</script>`);
    const page = await context.newPage();
    await page.goto(pathToFileURL(file).href);
    await page.waitForURL(host.server.url);
    await page.waitForFunction(() => window.test !== undefined);
    expect(await ask(page, 'disconnect')).toMatchObject({ ok: true });
    rmSync(folder, { recursive: true });
  });

  it('may reload the window and open it a second time', async () => {
    const page = await openPage(host.server.newAddress());
    await page.reload();
    await page.waitForFunction(() => window.test !== undefined);
    const second = await openPage(host.server.url);
    expect(await ask(page, 'disconnect')).toMatchObject({ ok: true });
    expect(await ask(second, 'disconnect')).toMatchObject({ ok: true });
    expect(host.done).toHaveLength(2);
  });

  it('is told that it is not let in when the address was used before', async () => {
    const address = host.server.newAddress();
    await openPage(address);
    const stranger = await (await browser.newContext()).newPage();
    await stranger.goto(address);
    await stranger.waitForFunction(() => window.test !== undefined);
    expect(await links(stranger)).toEqual(['not-admitted']);
    expect(await ask(stranger, 'disconnect')).toEqual({ ok: false, failure: { kind: 'link-to-host-lost' } });
    await stranger.context().close();
  });

  it('is told when the host has gone; what was under way has failed and is not sent again', async () => {
    const page = await openPage(host.server.newAddress());
    await page.evaluate(() => {
      void window.test!.bridge.request('hangs').then(() => undefined);
    });
    await host.server.close();
    await page.waitForFunction(() => window.test!.links.includes('lost'));
    expect(await ask(page, 'disconnect')).toEqual({ ok: false, failure: { kind: 'link-to-host-lost' } });
    expect(host.done).toEqual([]);
  });

  it('keeps an argument beyond the limit to itself', async () => {
    const page = await openPage(host.server.newAddress());
    const reply = await ask(page, 'copyText', { text: '电'.repeat(400_000) });
    expect(reply).toMatchObject({ ok: false, failure: { kind: 'too-large', request: 'copyText' } });
    expect(await ask(page, 'disconnect')).toMatchObject({ ok: true });
  });

  it('runs no script that is not a file of the window', async () => {
    const page = await openPage(host.server.newAddress());
    const ran = await page.evaluate(`(async () => {
      window.ran = [];
      const attempts = [
        () => document.body.append(Object.assign(document.createElement('script'), { textContent: 'window.ran.push("inline")' })),
        () => (document.body.innerHTML = '<img src="/x" onerror="window.ran.push(\\'markup\\')">'),
        () => new Function('window.ran.push("Function")')(),
        () => setTimeout('window.ran.push("timer")'),
        () => {
          const button = document.createElement('button');
          button.setAttribute('onclick', 'window.ran.push("handler")');
          document.body.append(button);
          button.click();
        },
        () => import('data:text/javascript,window.ran.push("import")').catch(() => undefined),
      ];
      // What the debugger evaluates may use eval itself; what a timer calls stands under the page's policy.
      await new Promise((later) => setTimeout(later));
      let refused = 0;
      for (const attempt of attempts) {
        try {
          await attempt();
        } catch {
          refused += 1;
        }
      }
      await new Promise((later) => setTimeout(later, 300));
      return { ran: window.ran, refused };
    })()`);
    expect(ran).toMatchObject({ ran: [] });
    expect((ran as { refused: number }).refused).toBeGreaterThan(2);
  });
});

/** Everything a page can try without asking, and what became of each: `no answer`, or what it got. */
const hostilePage = (target: string): string => `<!doctype html><title>hostile</title>
<iframe name="inner"></iframe>
<form id="form" method="post" enctype="text/plain" target="inner" action="${target}session"><input name='{"token":"' value='x"}'></form>
<script>
  const target = ${JSON.stringify(target)};
  window.tried = {};
  const note = (name) => (got) => (window.tried[name] ??= String(got));
  const answered = (name) => (response) => note(name)(response.type === 'opaque' ? 'no answer' : 'status ' + response.status);
  const failed = (name) => () => note(name)('no answer');
  const json = { 'Content-Type': 'application/json' };
  const tries = [
    ['fetch', () => fetch(target, { credentials: 'include' })],
    ['fetch a nonce', () => fetch(target + 'page', { method: 'POST', credentials: 'include', headers: json, body: '{}' })],
    ['no-cors GET', () => fetch(target, { mode: 'no-cors', credentials: 'include' })],
    ['no-cors POST', () => fetch(target + 'page', { method: 'POST', mode: 'no-cors', credentials: 'include', body: '{}' })],
    ['no-cors POST of a token', () => fetch(target + 'session', { method: 'POST', mode: 'no-cors', credentials: 'include', body: '{"token":"x"}' })],
  ];
  for (const [name, attempt] of tries) attempt().then(answered(name), failed(name));
  for (const tag of ['img', 'script', 'link']) {
    const element = document.createElement(tag);
    if (tag === 'link') Object.assign(element, { rel: 'stylesheet', href: target });
    else element.src = target + (tag === 'script' ? 'assets/bridge.js' : '');
    element.onload = () => note(tag)('loaded');
    element.onerror = failed(tag);
    document.head.append(element);
  }
  const socket = new WebSocket(target.replace('http', 'ws') + 'link');
  socket.onopen = () => note('WebSocket')('open');
  socket.onerror = failed('WebSocket');
  const framed = document.createElement('iframe');
  framed.src = target;
  framed.onload = () => note('iframe')('no answer');
  document.body.append(framed);
  document.querySelector('[name=inner]').onload = () => note('form')('no answer');
  document.getElementById('form').submit();
</script>`;

const tries = 11;
/** Node's own notice that a server has answered: the requests that the page cannot see the end of are in it. */
const answered = 'http.server.response.finish';

describe('a hostile page in the same browser', () => {
  let elsewhere: Server;
  afterEach(() => new Promise((closed) => elsewhere.close(closed)));

  it.each([
    ['on another port of 127.0.0.1', '127.0.0.1', '127.0.0.1'],
    ['on another port of localhost', 'localhost', 'localhost'],
    ['under the other name of this machine', 'localhost', '127.0.0.1'],
  ])('%s gets not one answer, although its requests carry the cookie', async (_, hostileName, ownName) => {
    const own = await openPage(host.server.newAddress().replace('127.0.0.1', ownName));
    const target = `http://${ownName}:${host.port}/`;
    elsewhere = createServer((_request, response) => {
      response.setHeader('Content-Type', 'text/html');
      response.end(hostilePage(target));
    });
    await new Promise<void>((listening) => elsewhere.listen(0, '127.0.0.1', listening));

    const page = await context.newPage();
    const answers: { status: number; cookie: boolean }[] = [];
    const onAnswer = (message: unknown): void => {
      const { request, response } = message as { request: IncomingMessage; response: ServerResponse };
      if (request.socket.localPort !== host.port) return;
      answers.push({ status: response.statusCode, cookie: request.headers.cookie?.includes(`${host.port}=`) === true });
    };
    subscribe(answered, onAnswer);
    await page.goto(`http://${hostileName}:${(elsewhere.address() as AddressInfo).port}/`);
    await page.waitForFunction((count) => Object.keys(window.tried!).length === count, tries);
    unsubscribe(answered, onAnswer);

    const tried = await page.evaluate(() => window.tried!);
    expect(Object.entries(tried).filter(([, got]) => got !== 'no answer')).toEqual([]);
    expect(answers.length).toBeGreaterThan(5);
    expect(answers.filter(({ status }) => status !== 403)).toEqual([]);
    // Two ports of one name are the same site to a browser: what stops the page is not the cookie's SameSite.
    expect(answers.some(({ cookie }) => cookie)).toBe(hostileName === ownName);
    for (const frame of page.frames().slice(1)) expect(await frame.content()).not.toContain('bridge.js');
    expect(host.done).toEqual([]);
    expect(await ask(own, 'disconnect')).toMatchObject({ ok: true });
  });
});
