/** A client of the loopback server that sends exactly the bytes it is told: no library may repair a request that must be refused. */
import { connect } from 'node:net';
import { ok } from '../../../protocol/result.ts';
import { type Emit, type Handlers } from '../../../protocol/contract.ts';
import { startLoopbackServer, type LoopbackServer } from '../../../electron/host/loopback-server.ts';
import { type StaticFiles } from '../../../electron/host/static-files.ts';

export type RawReply = {
  readonly status: number;
  readonly head: string;
  readonly body: string;
  readonly closedAfterMs: number;
};

/** Sends `text` (in parts, `pauseMs` apart) and reads until the server closes or `untilMs` has passed; status 0: no answer. */
export const sendRaw = (
  port: number,
  text: string | readonly string[],
  pauseMs = 0,
  untilMs = 3_000,
): Promise<RawReply> =>
  new Promise((resolve) => {
    const startedAt = performance.now();
    const socket = connect({ host: '127.0.0.1', port });
    let received = '';
    socket.on('data', (chunk) => (received += chunk.toString('latin1')));
    socket.on('error', () => undefined);
    const parts = typeof text === 'string' ? [text] : [...text];
    const sendNext = (): void => {
      const part = parts.shift();
      if (part === undefined || socket.destroyed) return;
      socket.write(part, 'latin1');
      if (parts.length > 0) setTimeout(sendNext, pauseMs);
    };
    const timer = setTimeout(() => socket.destroy(), untilMs);
    socket.on('connect', sendNext);
    socket.on('close', () => {
      clearTimeout(timer);
      const [head = '', body = ''] = received.split(/\r\n\r\n([\s\S]*)/, 2);
      const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(head)?.[1] ?? 0);
      resolve({ status, head, body, closedAfterMs: performance.now() - startedAt });
    });
  });

/** Header lines joined, `Connection: close` added so that the reply has an end. */
export const requestText = (line: string, headers: readonly string[], body = ''): string =>
  `${line} HTTP/1.1\r\n${[...headers, 'Connection: close'].join('\r\n')}\r\n\r\n${body}`;

export const postText = (port: number, path: string, body: string, headers: readonly string[] = []): string =>
  requestText(
    `POST ${path}`,
    [
      `Host: 127.0.0.1:${port}`,
      `Origin: http://127.0.0.1:${port}`,
      'Sec-Fetch-Site: same-origin',
      'Content-Type: application/json',
      `Content-Length: ${Buffer.byteLength(body)}`,
      ...headers,
    ],
    body,
  );

export const testFiles: StaticFiles = new Map([
  ['/', { body: Buffer.from('<!doctype html><title>page</title>'), contentType: 'text/html', immutable: false }],
  ['/assets/a.js', { body: Buffer.from('void 0'), contentType: 'text/javascript', immutable: true }],
]);

export type TestHost = {
  readonly server: LoopbackServer;
  readonly port: number;
  /** What was done through it, by name. */
  readonly done: string[];
  readonly emit: Emit;
};

/** The real server over handlers that only note that they were reached. */
export const startTestHost = async (options: { idleMs?: number; files?: StaticFiles } = {}): Promise<TestHost> => {
  const done: string[] = [];
  const listeners = new Set<Emit>();
  const handlers = {
    disconnect: () => (done.push('disconnect'), ok(null)),
    publish: () => (done.push('publish'), ok(null)),
    copyText: ({ text }: { text: string }) => (done.push(`copyText ${text.length}`), ok(null)),
  } as unknown as Handlers;
  const started = await startLoopbackServer({
    app: {
      handlers,
      onEvent: (listener) => {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    },
    files: options.files ?? testFiles,
    port: 0,
    idleMs: options.idleMs ?? 0,
  });
  if (!started.ok) throw new Error(started.failure.kind);
  return {
    server: started.value,
    port: started.value.port,
    done,
    emit: (name, payload) => listeners.forEach((listener) => listener(name, payload)),
  };
};

export const tokenOf = (address: string): string => new URL(address).hash.slice('#t='.length);

/** `name=value` of the session that a new one-time address gives. */
export const openSession = async ({ server, port }: TestHost): Promise<string> => {
  const reply = await sendRaw(
    port,
    postText(port, '/session', JSON.stringify({ token: tokenOf(server.newAddress()) })),
  );
  return /set-cookie: ([^;]+)/i.exec(reply.head)?.[1] ?? `none (status ${reply.status})`;
};

export const newNonce = async (port: number, cookie: string): Promise<string> => {
  const reply = await sendRaw(port, postText(port, '/page', '{}', [`Cookie: ${cookie}`]));
  return (JSON.parse(reply.body) as { nonce: string }).nonce;
};
