/** Chromium with its DevTools protocol: one process, one socket, sessions by id. Owns starting and ending it. */
import { spawn, type ChildProcess } from 'node:child_process';
import { rmSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WebSocket } from 'ws';
import { chromiumFlags, findChromium } from '../chromium.ts';

export type Params = Readonly<Record<string, unknown>>;
type Answer = Record<string, unknown>;
/** Each listener says which shape it expects; the protocol is Chromium's. */
type Listener = (params: never) => void;

/** What is said to, and heard of, one target. */
export type TargetSession = {
  readonly send: <T = Answer>(method: string, params?: Params) => Promise<T>;
  readonly on: (method: string, listener: Listener) => void;
};

export type Devtools = {
  /** For `connectOverCDP`. */
  readonly endpoint: string;
  readonly send: <T = Answer>(method: string, params?: Params, session?: string) => Promise<T>;
  /** Only events of this session; without one, those of the browser. */
  readonly on: (method: string, listener: Listener, session?: string) => void;
  readonly ended: Promise<void>;
  close(): Promise<void>;
  kill(): void;
};

const startTimeoutMs = 40_000;

export const startChromium = async (moreFlags: readonly string[] = []): Promise<Devtools> => {
  const profile = await mkdtemp(join(tmpdir(), 'gatescope-chromium-'));
  const flags = [
    ...chromiumFlags,
    ...moreFlags,
    '--headless=new',
    '--no-startup-window',
    '--remote-debugging-port=0',
    `--user-data-dir=${profile}`,
  ];
  const chromium = spawn(findChromium(), flags, { stdio: ['ignore', 'ignore', 'pipe'] });
  const ended = new Promise<void>((resolve) => {
    chromium.once('exit', () => resolve());
    chromium.once('error', () => resolve());
  });
  const kill = (): void => void chromium.kill('SIGKILL');
  // The program may end without `close`: by a fault, or because the test was killed.
  process.once('exit', () => {
    kill();
    rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 20 });
  });

  const endpoint = await listeningAt(chromium);
  const socket = await open(endpoint);
  const { send, on } = speak(socket);
  return {
    endpoint,
    send,
    on,
    ended,
    kill,
    close: async () => {
      // The answer may never come: the socket closes with the browser.
      send('Browser.close').catch(() => undefined);
      const tooLong = setTimeout(kill, 3_000);
      await ended;
      clearTimeout(tooLong);
      await rm(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
};

const listeningAt = (chromium: ChildProcess): Promise<string> =>
  new Promise((resolve, reject) => {
    let said = '';
    const give = (why: string): void => reject(new Error(`Chromium did not start (${why}): ${said.slice(-500)}`));
    const timer = setTimeout(() => give(`${startTimeoutMs} ms`), startTimeoutMs);
    chromium.once('error', (error) => give(error.message));
    chromium.once('exit', (code) => give(`exit ${String(code)}`));
    chromium.stderr?.on('data', (chunk: Buffer) => {
      said = (said + chunk.toString()).slice(-4_000);
      const found = /DevTools listening on (ws:\S+)/.exec(said)?.[1];
      if (found === undefined) return;
      clearTimeout(timer);
      resolve(found);
    });
  });

const open = (endpoint: string): Promise<WebSocket> =>
  new Promise((resolve, reject) => {
    const socket = new WebSocket(endpoint, { perMessageDeflate: false, maxPayload: 256 * 1_048_576 });
    socket.once('open', () => resolve(socket));
    socket.once('error', reject);
  });

type Frame = {
  readonly id?: number;
  readonly method?: string;
  readonly params?: unknown;
  readonly result?: unknown;
  readonly error?: { readonly message: string };
  readonly sessionId?: string;
};

const speak = (socket: WebSocket): Pick<Devtools, 'send' | 'on'> => {
  let lastId = 0;
  const waiting = new Map<
    number,
    { method: string; resolve: (result: never) => void; reject: (error: Error) => void }
  >();
  const listeners = new Map<string, Listener[]>();
  const key = (method: string, session = ''): string => `${session} ${method}`;

  socket.on('message', (data: Buffer) => {
    const frame = JSON.parse(data.toString()) as Frame;
    if (frame.id === undefined) {
      for (const listener of listeners.get(key(frame.method ?? '', frame.sessionId)) ?? [])
        listener(frame.params as never);
      return;
    }
    const asked = waiting.get(frame.id);
    waiting.delete(frame.id);
    if (frame.error === undefined) asked?.resolve(frame.result as never);
    else asked?.reject(new Error(`${asked.method}: ${frame.error.message}`));
  });
  socket.on('close', () => {
    for (const { method, reject } of waiting.values()) reject(new Error(`${method}: Chromium has gone`));
    waiting.clear();
  });

  return {
    send: (method, params = {}, session) =>
      new Promise((resolve, reject) => {
        const id = ++lastId;
        waiting.set(id, { method, resolve, reject });
        socket.send(JSON.stringify({ id, method, params, ...(session === undefined ? {} : { sessionId: session }) }));
      }),
    on: (method, listener, session) => {
      const kept = listeners.get(key(method, session)) ?? [];
      listeners.set(key(method, session), [...kept, listener]);
    },
  };
};
