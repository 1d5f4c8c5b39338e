import { describe, expect, it } from 'vitest';
import { type StaticFiles } from '../../../electron/host/static-files.ts';
import { pageAnswer } from '../../../electron/shell/page-answer.ts';

const file = (text: string, contentType: string) => ({ body: Buffer.from(text), contentType, immutable: false });
const page = file('<!doctype html>', 'text/html; charset=utf-8');
const files: StaticFiles = new Map([
  ['/', page],
  ['/index.html', page],
  ['/assets/index-a1.js', file('1', 'text/javascript; charset=utf-8')],
]);
const ask = (url: string, method = 'GET'): Response => pageAnswer(files, { url, method });

/** Section 4 of the checklist, as text: a change of the policy has to be made twice. */
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; " +
  "worker-src 'self'; base-uri 'none'; form-action 'none'; frame-src 'none'; frame-ancestors 'none'; object-src 'none'; " +
  "require-trusted-types-for 'script'";

describe('what the window is served', () => {
  it('serves a file of the window under its exact path', async () => {
    const answer = ask('app://gatescope/assets/index-a1.js');
    expect(answer.status).toBe(200);
    expect(await answer.text()).toBe('1');
    expect(answer.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
    expect(answer.headers.get('content-length')).toBe('1');
  });

  it('takes a query or a fragment for no part of the path', () => {
    expect(ask('app://gatescope/?x=1').status).toBe(200);
    expect(ask('app://gatescope/#connection').status).toBe(200);
  });

  it('gives a HEAD everything but the bytes', async () => {
    const answer = ask('app://gatescope/', 'HEAD');
    expect(answer.status).toBe(200);
    expect(await answer.text()).toBe('');
    expect(answer.headers.get('content-length')).toBe(String(page.body.length));
  });

  it.each(['POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS'])('refuses %s', (method) => {
    expect(ask('app://gatescope/', method).status).toBe(405);
  });

  it.each([
    ['a page', 'app://gatescope/', 'GET', 200],
    ['a missing file', 'app://gatescope/none', 'GET', 404],
    ['a refused method', 'app://gatescope/', 'POST', 405],
  ])('sends the content policy and its companions with %s', (_, url, method, status) => {
    const { headers, ...answer } = ask(url, method);
    expect(answer).toBeDefined();
    expect(ask(url, method).status).toBe(status);
    expect(headers.get('content-security-policy')).toBe(policy);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('cross-origin-opener-policy')).toBe('same-origin');
    expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
    expect(headers.get('x-frame-options')).toBe('DENY');
    expect(headers.get('cache-control')).toBe('no-store');
  });
});

const steps = ['..', '%2e%2e', '%2E%2E', '.%2e', '..%2f', '..%5c', '%252e%252e', '%c0%ae%c0%ae', '..;', '....'];
const targets = ['etc/passwd', 'package.json', 'assets/../../main/index.js', 'Windows/win.ini'];
const outside: readonly string[] = [
  ...steps.flatMap((step) => targets.map((target) => `app://gatescope/${step}/${step}/${target}`)),
  'app://gatescope//etc/passwd',
  'app://gatescope///index.html',
  'app://gatescope/index.html/',
  'app://gatescope/index.html%00',
  'app://gatescope/index.html%00.js',
  'app://gatescope/INDEX.HTML',
  'app://gatescope/index.html%20',
  'app://gatescope/index.html.',
  'app://gatescope/index.html::$DATA',
  'app://gatescope/assets',
  'app://gatescope/assets/',
  'app://gatescope/assets/index-a1.js.map',
  'app://gatescope/assets%2findex-a1.js',
  'app://gatescope/assets\\index-a1.js%5c',
  'app://gatescope/\\\\server\\share\\x',
  'app://gatescope/%5c%5cserver%5cshare',
  'app://gatescope/C:/Windows/win.ini',
  'app://gatescope/file:///etc/passwd',
  'app://gatescope/proc/self/environ',
  'app://gatescope/__proto__',
  'app://gatescope/constructor',
  'app://gatescope/toString',
];

describe('what lies outside the window', () => {
  it('knows at least sixty ways out', () => {
    expect(new Set(outside).size).toBeGreaterThanOrEqual(60);
  });

  it.each(outside)('finds nothing at %s', (url) => {
    expect(ask(url).status).toBe(404);
  });

  it.each([
    'app://gatescope.evil/',
    'app://evil/',
    'app://gatescope:8080/',
    'app://gatescope@evil/',
    'app://user@gatescope/',
    'app://user:secret@gatescope/',
    'app:///index.html',
    'app:index.html',
    'https://gatescope/',
    'file:///index.html',
    'not an address',
    '',
  ])('serves nobody but its own page: %s', (url) => {
    expect(ask(url).status).toBe(404);
  });
});
