import { networkInterfaces } from 'node:os';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startLoopbackServer } from '../../../electron/host/loopback-server.ts';
import {
  openSession,
  postText,
  requestText,
  sendRaw,
  startTestHost,
  testFiles,
  tokenOf,
  type TestHost,
} from './raw-client.ts';

let host: TestHost;
let cookie: string;
beforeAll(async () => {
  host = await startTestHost();
  cookie = await openSession(host);
});
afterAll(() => host.server.close());

/** `PORT` and `COOKIE` are filled in. */
const sent = (text: string): string => text.replaceAll('PORT', String(host.port)).replaceAll('COOKIE', cookie);
const own = 'Host: 127.0.0.1:PORT';
const origin = 'Origin: http://127.0.0.1:PORT';
const json = 'Content-Type: application/json';
const upgrade = ['Upgrade: websocket', 'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==', 'Sec-WebSocket-Version: 13'];
const upgradeText = (path: string, headers: readonly string[]): string =>
  `GET ${path} HTTP/1.1\r\n${[...headers, ...upgrade, 'Connection: Upgrade'].join('\r\n')}\r\n\r\n`;
const empty = ['Content-Length: 2'];

describe('the loopback server answers', () => {
  it.each([
    // Name, request line, headers, body, status.
    ['its page to an address that was typed', 'GET /', [own, 'Sec-Fetch-Site: none'], '', 200],
    ['its page under the name localhost', 'GET /', ['Host: localhost:PORT'], '', 200],
    ['a script to its own page', 'GET /assets/a.js', [own, 'Sec-Fetch-Site: same-origin'], '', 200],

    ['no token with 401', 'POST /session', [own, origin, json, ...empty], '{}', 401],
    ['a wrong token with 401', 'POST /session', [own, origin, json, 'Content-Length: 13'], '{"token":"x"}', 401],
    ['a page without a session with 401', 'POST /page', [own, origin, json, ...empty], '{}', 401],
    [
      'a made-up session with 401',
      'POST /page',
      [own, origin, json, 'Cookie: gatescope-PORT=abc', ...empty],
      '{}',
      401,
    ],
    [
      'a session under another port’s name with 401',
      'POST /page',
      [own, origin, json, 'Cookie: gatescope-1=COOKIE', ...empty],
      '{}',
      401,
    ],

    ['Host: evil.example with 403', 'GET /', ['Host: evil.example'], '', 403],
    ['Host: evil.example with the right port with 403', 'GET /', ['Host: evil.example:PORT'], '', 403],
    ['Host: 127.0.0.1.evil.example with 403', 'GET /', ['Host: 127.0.0.1.evil.example:PORT'], '', 403],
    ['the right host with another port with 403', 'GET /', ['Host: 127.0.0.1:1'], '', 403],
    ['the right host without its port with 403', 'GET /', ['Host: 127.0.0.1'], '', 403],
    ['a host with a dot at its end with 403', 'GET /', ['Host: localhost.:PORT'], '', 403],
    ['a host with user-info with 403', 'GET /', ['Host: me@127.0.0.1:PORT'], '', 403],
    ['the IPv6 loopback with 403', 'GET /', ['Host: [::1]:PORT'], '', 403],
    ['another address of the loopback net with 403', 'GET /', ['Host: 127.0.0.2:PORT'], '', 403],
    ['a wrong host for a script with 403', 'GET /assets/a.js', ['Host: evil.example'], '', 403],
    ['a wrong host for a path that is not there with 403', 'GET /nothing', ['Host: evil.example'], '', 403],
    ['no host with 400', 'GET /', ['X-A: b'], '', 400],
    ['two hosts with 400', 'GET /', [own, 'Host: evil.example'], '', 400],
    ['two equal hosts with 400', 'GET /', [own, own], '', 400],

    ['Origin: null with 403', 'POST /page', [own, 'Origin: null', json, 'Cookie: COOKIE', ...empty], '{}', 403],
    [
      'another port’s origin with 403',
      'POST /page',
      [own, 'Origin: http://localhost:1', json, 'Cookie: COOKIE', ...empty],
      '{}',
      403,
    ],
    [
      'its own origin under its other name with 403',
      'POST /page',
      [own, 'Origin: http://localhost:PORT', json, 'Cookie: COOKIE', ...empty],
      '{}',
      403,
    ],
    [
      'its own origin with https with 403',
      'POST /page',
      [own, 'Origin: https://127.0.0.1:PORT', json, 'Cookie: COOKIE', ...empty],
      '{}',
      403,
    ],
    ['a post without an origin with 403', 'POST /page', [own, json, 'Cookie: COOKIE', ...empty], '{}', 403],
    [
      'two origins with 403',
      'POST /page',
      [own, origin, 'Origin: http://evil.example', json, 'Cookie: COOKIE', ...empty],
      '{}',
      403,
    ],
    ['a foreign origin even for a script with 403', 'GET /assets/a.js', [own, 'Origin: http://evil.example'], '', 403],
    ['a page of another local port with 403', 'GET /', [own, 'Sec-Fetch-Site: same-site'], '', 403],
    [
      'a page of another site with 403',
      'GET /',
      [own, 'Sec-Fetch-Site: cross-site', 'Sec-Fetch-Mode: navigate', 'Sec-Fetch-Dest: document'],
      '',
      403,
    ],
    ['a script typed as an address with 403', 'GET /assets/a.js', [own, 'Sec-Fetch-Site: none'], '', 403],

    ['a form’s text with 415', 'POST /session', [own, origin, 'Content-Type: text/plain', ...empty], '{}', 415],
    [
      'a form’s fields with 415',
      'POST /session',
      [own, origin, 'Content-Type: application/x-www-form-urlencoded', ...empty],
      '{}',
      415,
    ],
    ['a post without a type with 415', 'POST /session', [own, origin, ...empty], '{}', 415],
    ['a call by GET with 405', 'GET /session', [own], '', 405],
    ['a call by GET with a session with 405', 'GET /page', [own, 'Cookie: COOKIE'], '', 405],
    ['a post to its page with 405', 'POST /', [own, origin, json, ...empty], '{}', 405],
    ['DELETE with 405', 'DELETE /', [own, origin], '', 405],
    [
      'a preflight with 403',
      'OPTIONS /session',
      [own, 'Origin: http://evil.example', 'Access-Control-Request-Method: POST'],
      '',
      403,
    ],
    ['even its own preflight with 403', 'OPTIONS /session', [own, origin], '', 403],

    ['/../../etc/passwd with 404', 'GET /../../etc/passwd', [own], '', 404],
    ['/%2e%2e/ with 404', 'GET /%2e%2e/', [own], '', 404],
    ['//etc/passwd with 404', 'GET //etc/passwd', [own], '', 404],
    ['/\\..\\ with 404', 'GET /\\..\\', [own], '', 404],
    ['/assets/../assets/a.js with 404', 'GET /assets/../assets/a.js', [own], '', 404],
    ['/assets/a.js%00 with 404', 'GET /assets/a.js%00', [own], '', 404],
    ['a whole URL for a target with 404', 'GET http://127.0.0.1:PORT/', [own], '', 404],
    ['an API that is not there with 404', 'GET /api/publish', [own], '', 404],

    [
      'a body of 2 MiB with 413',
      'POST /session',
      [own, origin, json, `Content-Length: ${2 * 1_048_576}`],
      '{"token":"',
      413,
    ],
    ['text that is no JSON with 400', 'POST /session', [own, origin, json, ...empty], '{]', 400],
    ['a header of 20 KiB with 431', 'GET /', [own, `X-A: ${'a'.repeat(20_480)}`], '', 431],
  ])('%s', async (_, line, headers, body, status) => {
    const reply = await sendRaw(host.port, sent(requestText(line, headers, body)));
    expect(reply.status).toBe(status);
    expect(reply.head).not.toMatch(/^access-control-/im);
    if (status !== 200) expect(reply.body).not.toContain('page');
  });

  it.each([
    ['without an origin with 403', '/link', [own, 'Cookie: COOKIE'], 403],
    [
      'of a foreign page with a good cookie with 403',
      '/link',
      [own, 'Origin: http://evil.example', 'Cookie: COOKIE'],
      403,
    ],
    [
      'of another local port with a good cookie with 403',
      '/link',
      [own, 'Origin: http://127.0.0.1:1', 'Cookie: COOKIE'],
      403,
    ],
    ['of a page whose origin is null with 403', '/link', [own, 'Origin: null', 'Cookie: COOKIE'], 403],
    ['to a wrong host with 403', '/link', ['Host: evil.example:PORT', origin, 'Cookie: COOKIE'], 403],
    ['with two hosts with 400', '/link', [own, own, origin, 'Cookie: COOKIE'], 400],
    ['marked as same-site with 403', '/link', [own, origin, 'Sec-Fetch-Site: same-site', 'Cookie: COOKIE'], 403],
    ['without a cookie with 401', '/link', [own, origin], 401],
    ['with a made-up cookie with 401', '/link', [own, origin, 'Cookie: gatescope-PORT=abc'], 401],
    ['to another path with 404', '/', [own, origin, 'Cookie: COOKIE'], 404],
    ['of its own page with 101', '/link', [own, origin, 'Cookie: COOKIE'], 101],
  ])('a WebSocket %s', async (_, path, headers, status) => {
    const reply = await sendRaw(host.port, sent(upgradeText(path, headers)), 0, 500);
    expect(reply.status).toBe(status);
  });

  it('every request with the security headers, also where it refuses', async () => {
    for (const line of ['GET /', 'GET /nothing', 'OPTIONS /']) {
      const { head } = await sendRaw(host.port, sent(requestText(line, [own])));
      expect(head).toMatch(
        /^content-security-policy: default-src 'none'; script-src 'self'; .*frame-ancestors 'none'/im,
      );
      expect(head).toMatch(/^x-content-type-options: nosniff/im);
      expect(head).toMatch(/^referrer-policy: no-referrer/im);
      expect(head).toMatch(/^cross-origin-opener-policy: same-origin/im);
      expect(head).toMatch(/^cross-origin-resource-policy: same-origin/im);
      expect(head).toMatch(/^x-frame-options: DENY/im);
      expect(head).toMatch(/^cache-control: no-store/im);
    }
    const script = await sendRaw(host.port, sent(requestText('GET /assets/a.js', [own])));
    expect(script.head).toMatch(/^cache-control: private, .*immutable/im);
  });

  it('nobody on the other addresses of this machine', async () => {
    const others = Object.values(networkInterfaces())
      .flat()
      .filter((one) => one !== undefined && one.address !== '127.0.0.1' && !one.address.startsWith('fe80'))
      .map((one) => one!.address);
    for (const address of [...others, '::1']) {
      const outcome = await new Promise((resolve) => {
        const socket = connect({ host: address, port: host.port });
        socket.on('connect', () => {
          socket.destroy();
          resolve('connected');
        });
        socket.on('error', () => resolve('refused'));
      });
      expect([address, outcome]).toEqual([address, 'refused']);
    }
  });

  it('at a port that is taken with a failure that names it', async () => {
    const second = await startLoopbackServer({
      app: { handlers: {} as never, onEvent: () => () => undefined },
      files: testFiles,
      port: host.port,
      idleMs: 0,
    });
    expect(second).toEqual({ ok: false, failure: { kind: 'port-in-use', port: host.port } });
  });
});

// Beside each other: each of them takes most of its ten seconds.
describe.concurrent('a slow client', () => {
  it('that sends one byte of its head each second is cut off within 10 s', async ({ expect }) => {
    const bytes = Array.from(sent(`GET / HTTP/1.1\r\n${own}\r\nX-A: ${'a'.repeat(60)}`));
    const reply = await sendRaw(host.port, bytes, 1_000, 15_000);
    expect(reply.status).not.toBe(200);
    expect(reply.closedAfterMs).toBeLessThan(10_000);
  });

  it('that says nothing is cut off within 10 s', async ({ expect }) => {
    const reply = await sendRaw(host.port, [], 0, 15_000);
    expect(reply.closedAfterMs).toBeLessThan(10_000);
  });
});

describe('the one-time address', () => {
  it('gives a session whose cookie carries the port and not the token, and works once', async () => {
    const token = tokenOf(host.server.newAddress());
    const body = JSON.stringify({ token });
    const first = await sendRaw(host.port, postText(host.port, '/session', body));
    expect(first.status).toBe(200);
    expect(first.head).toMatch(
      new RegExp(`^set-cookie: gatescope-${host.port}=[\\w-]{43}; HttpOnly; SameSite=Strict; Path=/\r?$`, 'im'),
    );
    expect(first.head + first.body).not.toContain(token);
    expect((await sendRaw(host.port, postText(host.port, '/session', body))).status).toBe(401);
  });

  it('is void when a new one was made', async () => {
    const old = tokenOf(host.server.newAddress());
    host.server.newAddress();
    expect((await sendRaw(host.port, postText(host.port, '/session', JSON.stringify({ token: old })))).status).toBe(
      401,
    );
  });

  it('lets the browser arrive from the file that carries it, as a whole page, until it was used', async () => {
    const arriving = ['Sec-Fetch-Site: cross-site', 'Sec-Fetch-Mode: navigate', 'Sec-Fetch-Dest: document'];
    const framed = ['Sec-Fetch-Site: cross-site', 'Sec-Fetch-Mode: navigate', 'Sec-Fetch-Dest: iframe'];
    const neighbour = ['Sec-Fetch-Site: same-site', 'Sec-Fetch-Mode: navigate', 'Sec-Fetch-Dest: document'];
    const ask = async (headers: readonly string[]) =>
      (await sendRaw(host.port, sent(requestText('GET /', [own, ...headers])))).status;
    await openSession(host);
    expect(await ask(arriving)).toBe(403);
    host.server.newAddress();
    expect([await ask(arriving), await ask(framed), await ask(neighbour)]).toEqual([200, 403, 403]);
    await openSession(host);
    expect(await ask(arriving)).toBe(403);
  });

  it('gives a session that a restarted host does not know', async () => {
    const second = await startTestHost();
    const value = cookie.slice(cookie.indexOf('=') + 1);
    const reply = await sendRaw(
      second.port,
      postText(second.port, '/page', '{}', [`Cookie: gatescope-${second.port}=${value}`]),
    );
    await second.server.close();
    expect(reply.status).toBe(401);
  });

  it('cannot be guessed on: after ten wrong tries even the right token waits', async () => {
    const guarded = await startTestHost();
    const right = JSON.stringify({ token: tokenOf(guarded.server.newAddress()) });
    const statuses: number[] = [];
    for (let n = 0; n < 10; n += 1) {
      statuses.push((await sendRaw(guarded.port, postText(guarded.port, '/session', '{"token":"guess"}'))).status);
    }
    statuses.push((await sendRaw(guarded.port, postText(guarded.port, '/session', right))).status);
    await guarded.server.close();
    expect(statuses).toEqual([...Array<number>(10).fill(401), 429]);
  });
});
