/**
 * A stand-in that is silent about what it lacks would let a test pass that proves nothing. Whatever the product touches and
 * the double does not have ends the test with its name.
 */
import { EventEmitter } from 'node:events';

export const loud = <T extends object>(name: string, has: T): T =>
  new Proxy(has, {
    get: (target, key) => {
      // A promise looks for `then` in whatever it is resolved with.
      if (key in target || typeof key === 'symbol' || key === 'then') return Reflect.get(target, key) as unknown;
      throw new Error(`The Electron double has no ${name}.${key}`);
    },
    set: (_target, key) => {
      throw new Error(`The Electron double cannot set ${name}.${String(key)}`);
    },
  });

type Listener = (...given: never[]) => void;

export type Heard = {
  on(event: string, listener: Listener): unknown;
  once(event: string, listener: Listener): unknown;
  off(event: string, listener: Listener): unknown;
  removeListener(event: string, listener: Listener): unknown;
};

export type Voice = {
  readonly heard: Heard;
  emit(event: string, ...given: readonly unknown[]): void;
  /** True when a listener called `preventDefault`. The event object is made here; what is known of it can be added. */
  ask(event: string, known: object, ...given: readonly unknown[]): boolean;
};

/** @param events those that the double can send; listening for another one is an error. */
export const createVoice = (name: string, events: readonly string[]): Voice => {
  const emitter = new EventEmitter();
  const known = (event: string): string => {
    if (events.includes(event)) return event;
    throw new Error(`The Electron double never sends ${name} '${event}'`);
  };
  const add = (how: 'on' | 'once' | 'off') => (event: string, listener: Listener) =>
    emitter[how](known(event), listener as (...given: unknown[]) => void);
  const heard = { on: add('on'), once: add('once'), off: add('off'), removeListener: add('off') };
  return {
    heard,
    emit: (event, ...given) => void emitter.emit(known(event), { ...preventable().event }, ...given),
    ask: (event, about, ...given) => {
      const { event: question, prevented } = preventable();
      emitter.emit(known(event), Object.assign(question, about), ...given);
      return prevented();
    },
  };
};

const preventable = (): { event: { preventDefault(): void }; prevented: () => boolean } => {
  let prevented = false;
  return { event: { preventDefault: () => void (prevented = true) }, prevented: () => prevented };
};
