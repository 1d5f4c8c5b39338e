import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { argumentLimitBytes } from '../../../protocol/contract.ts';
import { newNonce, openSession, startTestHost, type TestHost } from './raw-client.ts';

let host: TestHost;
let cookie: string;
beforeAll(async () => {
  host = await startTestHost();
  cookie = await openSession(host);
});
afterAll(() => host.server.close());

type Opened = { readonly socket: WebSocket; next(): Promise<unknown>; readonly closed: Promise<number> };

const openSocket = (to: TestHost = host, as = cookie): Promise<Opened> =>
  new Promise((resolve, reject) => {
    const socket = new WebSocket(`ws://127.0.0.1:${to.port}/link`, {
      headers: { cookie: as },
      origin: `http://127.0.0.1:${to.port}`,
    });
    const frames: unknown[] = [];
    const waiting: ((frame: unknown) => void)[] = [];
    socket.on('message', (data: Buffer) => {
      const frame: unknown = JSON.parse(data.toString());
      const taker = waiting.shift();
      if (taker === undefined) frames.push(frame);
      else taker(frame);
    });
    const closed = new Promise<number>((tell) => socket.on('close', tell));
    const next = () =>
      frames.length > 0 ? Promise.resolve(frames.shift()) : new Promise((take) => waiting.push(take));
    socket.on('open', () => resolve({ socket, next, closed }));
    socket.on('error', reject);
  });

const openAdmitted = async (to: TestHost = host, as = cookie): Promise<Opened> => {
  const opened = await openSocket(to, as);
  opened.socket.send(JSON.stringify({ nonce: await newNonce(to.port, as) }));
  expect(await opened.next()).toEqual({ admitted: true });
  return opened;
};
const hangUp = async ({ socket, closed }: Opened): Promise<void> => {
  socket.close();
  await closed;
};

describe('the link of a page', () => {
  it('carries a request, its reply under the same number, and events', async () => {
    const link = await openAdmitted();
    host.done.length = 0;
    link.socket.send(JSON.stringify({ id: 41, request: 'disconnect' }));
    expect(await link.next()).toEqual({ id: 41, reply: { ok: true, value: null } });
    expect(host.done).toEqual(['disconnect']);
    host.emit('practiceChanged', { revision: 3, state: { phase: 'stopped' } });
    expect(await link.next()).toEqual({
      event: 'practiceChanged',
      payload: { revision: 3, state: { phase: 'stopped' } },
    });
    await hangUp(link);
  });

  it('is refused with a request before the nonce, and nothing is done', async () => {
    const link = await openSocket();
    host.done.length = 0;
    link.socket.send(JSON.stringify({ id: 1, request: 'disconnect' }));
    expect(await link.closed).toBe(4401);
    expect(host.done).toEqual([]);
  });

  it('is refused with a nonce that was used', async () => {
    const nonce = await newNonce(host.port, cookie);
    const first = await openSocket();
    first.socket.send(JSON.stringify({ nonce }));
    expect(await first.next()).toEqual({ admitted: true });
    const second = await openSocket();
    second.socket.send(JSON.stringify({ nonce }));
    expect(await second.closed).toBe(4401);
    await hangUp(first);
  });

  it('is refused with a nonce that belongs to another session', async () => {
    const other = await openSession(host);
    const link = await openSocket();
    link.socket.send(JSON.stringify({ nonce: await newNonce(host.port, other) }));
    expect(await link.closed).toBe(4401);
  });

  it('is cut off when no nonce comes within 2 s, and hears nothing in between', async () => {
    const startedAt = performance.now();
    const link = await openSocket();
    host.emit('practiceChanged', { revision: 4, state: { phase: 'stopped' } });
    const first = await Promise.race([link.next(), link.closed]);
    expect(first).toBe(4401);
    expect(performance.now() - startedAt).toBeLessThan(3_000);
  });

  it.each([
    ['no JSON', '{'],
    ['a frame without a number', '{"request":"disconnect"}'],
    ['a frame with more than it may hold', '{"id":1,"request":"disconnect","as":"root"}'],
    ['bytes instead of text', Buffer.from('{"id":1,"request":"disconnect"}')],
  ])('ends with %s', async (_, frame) => {
    const link = await openAdmitted();
    host.done.length = 0;
    link.socket.send(frame);
    expect(await link.closed).toBe(4400);
    expect(host.done).toEqual([]);
  });

  it('carries an argument at its limit and ends with a frame beyond it', async () => {
    const link = await openAdmitted();
    host.done.length = 0;
    const frame = (lengthChars: number) =>
      JSON.stringify({ id: 1, request: 'copyText', argument: { text: 'x'.repeat(lengthChars) } });
    const around = JSON.stringify({ text: '' }).length;
    link.socket.send(frame(argumentLimitBytes - around));
    expect(await link.next()).toMatchObject({ reply: { ok: true } });
    link.socket.send(frame(argumentLimitBytes - around + 1));
    expect(await link.next()).toMatchObject({ reply: { ok: false, failure: { kind: 'too-large' } } });
    link.socket.send(frame(argumentLimitBytes * 2));
    expect(await link.closed).toBe(1009);
    expect(host.done).toHaveLength(1);
  });

  it('answers an unknown request and goes on', async () => {
    const link = await openAdmitted();
    link.socket.send(JSON.stringify({ id: 1, request: '__proto__', argument: {} }));
    expect(await link.next()).toEqual({
      id: 1,
      reply: { ok: false, failure: { kind: 'no-such-request', name: '__proto__' } },
    });
    await hangUp(link);
  });

  it('is one of four: a fifth finds no room until one has gone', async () => {
    const crowded = await startTestHost();
    const as = await openSession(crowded);
    const four = await Promise.all([1, 2, 3, 4].map(() => openAdmitted(crowded, as)));
    await expect(openSocket(crowded, as)).rejects.toThrow('503');
    await hangUp(four[0]!);
    await hangUp(await openAdmitted(crowded, as));
    await crowded.server.close();
  });

  it('is not compressed, so that no secret can be measured by its length', async () => {
    const link = await openAdmitted();
    expect(link.socket.extensions).toBe('');
    await hangUp(link);
  });
});

describe('the host', () => {
  it('ends by itself after the time without a page, not before, and not while one is open', async () => {
    const idle = await startTestHost({ idleMs: 300 });
    const as = await openSession(idle);
    const link = await openAdmitted(idle, as);
    await new Promise((later) => setTimeout(later, 600));
    expect(link.socket.readyState).toBe(WebSocket.OPEN);
    const leftAt = performance.now();
    await hangUp(link);
    expect(await idle.server.ended).toBe('idle');
    expect(performance.now() - leftAt).toBeGreaterThan(250);
  });

  it('tells its pages when it ends, and is gone', async () => {
    const ending = await startTestHost();
    const link = await openAdmitted(ending, await openSession(ending));
    await ending.server.close();
    expect(await link.closed).toBe(1001);
    expect(await ending.server.ended).toBe('closed');
    await expect(openSocket(ending)).rejects.toThrow('ECONNREFUSED');
  });
});
