/**
 * What runs in the page, as source text: the page's own world, and the isolated one where the preload is. The two share no
 * object. They talk by DOM events that carry text, as Chromium's content scripts do; Electron copies values in C++.
 */
import { type Codec, type MakeCodec, type Wire } from './clone.ts';

type Message =
  | { readonly call: number; readonly turn: number; readonly given: readonly Wire[] }
  | { readonly returned: number; readonly value?: Wire; readonly error?: string }
  | { readonly settled: number; readonly value?: Wire; readonly error?: string }
  | { readonly exposed: string; readonly api: Wire };

type Link = Codec & { readonly say: (message: Message) => void };
type LinkWorlds = (makeCodec: MakeCodec, hear: string, speak: string, other: (message: Message) => void) => Link;

/** A function of one world is a function in the other; a promise a promise; of an error only its message crosses. */
export const linkWorlds: LinkWorlds = (makeCodec, hear, speak, other) => {
  const kept = new Map<number, unknown>();
  const returned = new Map<number, { value?: Wire; error?: string }>();
  const unsettled = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>();
  let lastId = 0;
  const say = (message: Message): void =>
    void dispatchEvent(new CustomEvent(speak, { detail: JSON.stringify(message) }));
  const messageOf = (thrown: unknown): string => (thrown instanceof Error ? thrown.message : String(thrown));

  const codec = makeCodec({
    keep: (value) => {
      const id = ++lastId;
      kept.set(id, value);
      if (value instanceof Promise) {
        value.then(
          (result: unknown) => say({ settled: id, value: codec.encode(result) }),
          (thrown: unknown) => say({ settled: id, error: messageOf(thrown) }),
        );
      }
      return id;
    },
    make: (kind, id) => {
      if (kind === 'promise') return new Promise((resolve, reject) => unsettled.set(id, { resolve, reject }));
      return (...given: unknown[]): unknown => {
        const turn = ++lastId;
        say({ call: id, turn, given: given.map(encode) });
        const answer = returned.get(turn);
        returned.delete(turn);
        if (answer === undefined) throw new Error('the other world has gone');
        if (answer.error !== undefined) throw new Error(answer.error);
        return codec.decode(answer.value);
      };
    },
  });
  /** Electron copies no proxy: a reactive object of the page is refused. Nothing but structured clone can tell one. */
  const encode = (value: unknown): Wire => {
    const wire = codec.encode(value);
    const text = JSON.stringify(wire);
    if (text.includes('["function",') || text.includes('["promise",')) return wire;
    try {
      structuredClone(value);
    } catch {
      throw new Error('An object could not be cloned.');
    }
    return wire;
  };

  addEventListener(hear, (event) => {
    const message = JSON.parse((event as CustomEvent<string>).detail) as Message;
    if ('call' in message) {
      try {
        const run = kept.get(message.call) as (...given: unknown[]) => unknown;
        say({ returned: message.turn, value: encode(run(...message.given.map(codec.decode))) });
      } catch (thrown) {
        say({ returned: message.turn, error: messageOf(thrown) });
      }
    } else if ('returned' in message) returned.set(message.returned, message);
    else if ('settled' in message) {
      const waiting = unsettled.get(message.settled);
      unsettled.delete(message.settled);
      if (message.error === undefined) waiting?.resolve(codec.decode(message.value));
      else waiting?.reject(new Error(message.error));
    } else other(message);
  });
  return { say, encode, decode: codec.decode };
};

export const installPageWorld = (makeCodec: MakeCodec, link: LinkWorlds, channel: string): void => {
  const { decode } = link(makeCodec, `${channel}-page`, `${channel}-preload`, (message) => {
    if (!('exposed' in message)) return;
    const api = decode(message.api);
    Object.defineProperty(globalThis, message.exposed, { value: Object.freeze(api), enumerable: true });
  });
};

type Invoked = { readonly reply: number; readonly value?: Wire; readonly error?: string };
type Sent = { readonly channel: string; readonly given: readonly Wire[] };

export type ToProcess =
  | { readonly invoke: number; readonly channel: string; readonly given: readonly Wire[] }
  | { readonly navigate: string }
  | { readonly save: string }
  | { readonly fault: string };
export type FromProcess = Invoked | Sent;

type NavigateEvent = {
  readonly destination: { readonly url: string; readonly sameDocument: boolean };
  /** Null unless it is a link that saves. */
  readonly downloadRequest: string | null;
};
type Preload = (require: (name: string) => unknown, module: object, exports: object) => void;

/** @param names of the way to the process (a binding) and of the way back (a function that the process calls) */
export const installPreloadWorld = (
  makeCodec: MakeCodec,
  link: LinkWorlds,
  names: { readonly channel: string; readonly toProcess: string; readonly fromProcess: string },
  preload: Preload,
): void => {
  const world = globalThis as unknown as Record<string, unknown>;
  const tell = (message: ToProcess): void =>
    (world[names.toProcess] as (text: string) => void)(JSON.stringify(message));

  // Asked first, followed only if the program does not object. Page and process decide at different times, so every
  // navigation of the page is stopped here and started again by the process.
  const { navigation } = globalThis as unknown as { navigation: EventTarget };
  navigation.addEventListener('navigate', (event) => {
    const { destination, cancelable, downloadRequest } = event as Event & NavigateEvent;
    if (destination.sameDocument) return;
    if (cancelable) event.preventDefault();
    tell(downloadRequest === null ? { navigate: destination.url } : { save: destination.url });
  });
  // Electron runs a preload in the main frame only (nodeIntegrationInSubFrames is off).
  if (window.top !== window) return;

  const codec = makeCodec();
  const waiting = new Map<
    number,
    { resolve: (value: unknown) => void; reject: (error: Error) => void; channel: string }
  >();
  const listeners = new Map<string, Set<(...given: unknown[]) => void>>();
  let lastId = 0;

  world[names.fromProcess] = (text: string): void => {
    const message = JSON.parse(text) as FromProcess;
    if ('reply' in message) {
      const asked = waiting.get(message.reply);
      waiting.delete(message.reply);
      if (message.error === undefined) asked?.resolve(codec.decode(message.value));
      else asked?.reject(new Error(`Error invoking remote method '${asked.channel}': ${message.error}`));
    } else
      for (const listener of listeners.get(message.channel) ?? []) listener({}, ...message.given.map(codec.decode));
  };

  const only = (name: string, has: object): object =>
    new Proxy(has, {
      get: (target, key) => {
        if (key in target) return Reflect.get(target, key) as unknown;
        throw new Error(`The Electron double has no ${name}.${String(key)}`);
      },
    });
  const ipcRenderer = only('ipcRenderer', {
    invoke: (channel: string, ...given: unknown[]) =>
      new Promise((resolve, reject) => {
        const id = ++lastId;
        const wire = given.map((value) => codec.encode(structuredClone(value)));
        waiting.set(id, { resolve, reject, channel });
        tell({ invoke: id, channel, given: wire });
      }),
    on: (channel: string, listener: (...given: unknown[]) => void) => {
      listeners.set(channel, (listeners.get(channel) ?? new Set()).add(listener));
    },
  });
  const { say, encode } = link(makeCodec, `${names.channel}-preload`, `${names.channel}-page`, () => undefined);
  const contextBridge = only('contextBridge', {
    exposeInMainWorld: (exposed: string, api: unknown) => say({ exposed, api: encode(api) }),
  });
  const electron = only('electron', { contextBridge, ipcRenderer });
  const require = (name: string): unknown => {
    if (name === 'electron') return electron;
    throw new Error(`module not found: ${name}`);
  };

  try {
    const module = { exports: {} };
    preload(require, module, module.exports);
  } catch (thrown) {
    // Electron reports it on the console and goes on without the preload.
    tell({ fault: `Unable to load preload script: ${thrown instanceof Error ? thrown.message : String(thrown)}` });
  }
};
