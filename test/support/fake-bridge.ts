import {
  type Argument,
  type Bridge,
  type EventName,
  type Payload,
  type Reply,
  type RequestName,
} from '../../protocol/contract.ts';
import { ok, type Result } from '../../protocol/result.ts';

type Answers = { [N in RequestName]?: (argument: Argument<N>) => Result<Reply<N>> | Promise<Result<Reply<N>>> };

/** The window's edge, faked: answers as told, remembers what was asked, and lets a test push events. */
export const fakeBridge = (answers: Answers = {}) => {
  const asked: { name: RequestName; argument: unknown }[] = [];
  const listeners = new Map<EventName, Set<(payload: never) => void>>();
  const bridge: Bridge = {
    request: async (name, argument) => {
      asked.push({ name, argument });
      const answer = answers[name];
      if (answer === undefined) return { ok: false, failure: { kind: 'no-such-request', name } };
      return answer(argument);
    },
    on: (name, listener) => {
      const those = listeners.get(name) ?? new Set();
      listeners.set(name, those.add(listener));
      return () => those.delete(listener);
    },
  };
  const push = <N extends EventName>(name: N, payload: Payload<N>): void => {
    for (const listener of listeners.get(name) ?? []) listener(payload as never);
  };
  return { bridge, asked, push };
};

/** For answers that only have to be there. */
export const answers =
  <T>(value: T) =>
  () =>
    ok(value);
