/**
 * The page's one way to the process behind it: what the preload offers, else a WebSocket to the loopback host. Owns
 * getting in (the one-time token in the address, the nonce for each link) and coming back after the link was lost. Never
 * sends a request twice: a publish must not happen twice.
 */
import { argumentLimitBytes, type Bridge, type EventName, type Payload } from '../protocol/contract.ts';
import { fail, type Result } from '../protocol/result.ts';

declare global {
  // Merging with the DOM's own interface is the only way to say what the preload adds.
  interface Window {
    readonly gatescope?: Bridge;
  }
}

/** `not-admitted`: this browser has no session, or the host was restarted; only a new address from the terminal helps. */
export type HostLinkLoss = 'lost' | 'not-admitted';

/** Whether the process behind the window can be reached. */
export type HostLink = {
  /** Told at once when it is not reachable now. Returns the way to stop listening. */
  onChange(listener: (reachable: boolean, loss?: HostLinkLoss) => void): () => void;
};

/** Resolves when the first try to reach the host has ended, one way or the other. */
export const openBridge = async (): Promise<{ readonly bridge: Bridge; readonly hostLink: HostLink }> => {
  const { gatescope } = window;
  if (gatescope !== undefined) return { bridge: gatescope, hostLink: { onChange: () => () => undefined } };
  await redeemAddress();
  return await openSocketBridge();
};

/** Back-off between tries; the host is on this machine, so it is either there or it is not. */
const retryDelaysMs = [250, 500, 1_000, 2_000, 5_000] as const;

/** The token is in the fragment because browsers send that nowhere; it leaves the address before anything can copy it. */
const redeemAddress = async (): Promise<void> => {
  const token = new URLSearchParams(location.hash.slice(1)).get('t');
  if (token === null) return;
  history.replaceState(null, '', location.pathname);
  // Refused or not: a session that this browser already has stays good.
  await post('/session', { token });
};

const post = async (path: string, body: object): Promise<Response | undefined> => {
  try {
    return await fetch(path, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    });
  } catch {
    return undefined;
  }
};

type Settle = (result: Result<unknown>) => void;
type Listener = (payload: unknown) => void;

const openSocketBridge = async (): Promise<{ bridge: Bridge; hostLink: HostLink }> => {
  const waiting = new Map<number, Settle>();
  const listeners = new Map<EventName, Set<Listener>>();
  const linkListeners = new Set<(reachable: boolean, loss?: HostLinkLoss) => void>();
  let socket: WebSocket | undefined;
  let loss: HostLinkLoss | undefined;
  let lastId = 0;
  let failedTries = 0;

  const linkIsUp = (up: WebSocket): void => {
    socket = up;
    loss = undefined;
    failedTries = 0;
    for (const tell of linkListeners) tell(true);
  };
  const linkIsDown = (why: HostLinkLoss): void => {
    const isNews = loss !== why;
    socket = undefined;
    loss = why;
    for (const settle of waiting.values()) settle(fail({ kind: 'link-to-host-lost' }));
    waiting.clear();
    if (isNews) for (const tell of linkListeners) tell(false, why);
    setTimeout(() => void tryLink(), retryDelaysMs[Math.min(failedTries, retryDelaysMs.length - 1)]);
    failedTries += 1;
  };

  const receive = (frame: Frame): void => {
    if ('event' in frame) {
      for (const listener of listeners.get(frame.event) ?? []) listener(frame.payload);
    } else if ('id' in frame) {
      waiting.get(frame.id)?.(frame.reply);
      waiting.delete(frame.id);
    }
  };

  const tryLink = async (): Promise<void> => {
    const reply = await post('/page', {});
    if (reply?.ok !== true) {
      linkIsDown(reply?.status === 401 ? 'not-admitted' : 'lost');
      return;
    }
    const { nonce } = (await reply.json()) as { nonce: string };
    await new Promise<void>((firstOutcome) => {
      const opening = new WebSocket(`${location.origin.replace(/^http/, 'ws')}/link`);
      opening.onopen = () => opening.send(JSON.stringify({ nonce }));
      opening.onmessage = ({ data }) => {
        const frame = JSON.parse(String(data)) as Frame | { admitted: true };
        if ('admitted' in frame) {
          linkIsUp(opening);
          firstOutcome();
        } else receive(frame);
      };
      opening.onclose = () => {
        linkIsDown('lost');
        firstOutcome();
      };
    });
  };

  await tryLink();

  const request = (name: string, argument: unknown): Promise<Result<unknown>> => {
    const id = (lastId += 1);
    const frame = JSON.stringify({ id, request: name, argument });
    if (isLongerThan(argumentLimitBytes, frame)) {
      return Promise.resolve(fail({ kind: 'too-large', request: name, limitBytes: argumentLimitBytes }));
    }
    if (socket === undefined) return Promise.resolve(fail({ kind: 'link-to-host-lost' }));
    socket.send(frame);
    return new Promise((settle) => waiting.set(id, settle));
  };

  return {
    bridge: {
      // The host has checked the name and made the reply for it; the frames carry no types.
      request: request as Bridge['request'],
      on: <N extends EventName>(name: N, listener: (payload: Payload<N>) => void) => {
        const added = listeners.get(name) ?? new Set();
        listeners.set(name, added.add(listener as Listener));
        return () => void added.delete(listener as Listener);
      },
    },
    hostLink: {
      onChange: (listener) => {
        linkListeners.add(listener);
        if (loss !== undefined) listener(false, loss);
        return () => void linkListeners.delete(listener);
      },
    },
  };
};

type Frame =
  { readonly id: number; readonly reply: Result<unknown> } | { readonly event: EventName; readonly payload: unknown };

/** Bytes of UTF-8 are counted only where the number of UTF-16 units cannot tell. */
const isLongerThan = (limitBytes: number, text: string): boolean =>
  text.length > limitBytes || (text.length * 3 > limitBytes && new TextEncoder().encode(text).length > limitBytes);
