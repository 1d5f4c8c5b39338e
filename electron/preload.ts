/**
 * The bridge: two functions, for ever. Runs sandboxed in its own world; the page gets neither `ipcRenderer` nor an event
 * object. What may be asked is decided behind the channel, not here.
 */
import { contextBridge, ipcRenderer } from 'electron';
// `import type` leaves nothing behind: `import { type … }` would bundle the whole contract into the privileged world.
import type { Bridge } from '../protocol/contract.ts';
import { eventChannel, requestChannel } from './api/ipc-channels.ts';

type Untyped = {
  request(name: string, argument: unknown): Promise<unknown>;
  on(name: string, listener: (payload: unknown) => void): () => void;
};

const listeners = new Map<string, Set<(payload: unknown) => void>>();

ipcRenderer.on(eventChannel, (_event, name: string, payload: unknown) => {
  listeners.get(name)?.forEach((listener) => listener(payload));
});

const bridge: Record<keyof Bridge, unknown> & Untyped = {
  request: (name, argument) => ipcRenderer.invoke(requestChannel, name, argument),
  // There is one channel, and it is not for the page to name: an event that does not exist is simply never heard.
  on: (name, listener) => {
    const heard = listeners.get(name) ?? new Set();
    listeners.set(name, heard.add(listener));
    return () => void heard.delete(listener);
  },
};

contextBridge.exposeInMainWorld('gatescope', bridge);
