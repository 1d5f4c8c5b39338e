import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { argumentDepthLimit, argumentLimitBytes, type Handlers } from '../../../protocol/contract.ts';
import { ok } from '../../../protocol/result.ts';
import { createDispatch, requestsPerSecond } from '../../../electron/api/dispatch.ts';

const called: string[] = [];
const note = (name: string) => () => {
  called.push(name);
  return ok(null);
};
/** Only what these tests reach; a call of anything else is an error they would see as `internal`. */
const handlers = {
  disconnect: note('disconnect'),
  copyText: note('copyText'),
  describeToken: ({ token }: { token: string }) => {
    throw new Error(`no good: ${token}\n    at ${token}`);
  },
  retryNow: () => Promise.reject(new TypeError('later')),
} as unknown as Handlers;

const quiet = () => {
  const logged: string[] = [];
  return { logged, dispatch: createDispatch({ handlers, logIncident: (text) => logged.push(text), nowMs: () => 0 }) };
};

const nested = (depth: number): unknown => {
  let value: unknown = 1;
  for (let n = 0; n < depth; n += 1) value = [value];
  return value;
};

describe('a request from the window', () => {
  it.each([
    ['an unknown name', 'formatDisk', undefined, 'no-such-request'],
    ['the name of a prototype', '__proto__', undefined, 'no-such-request'],
    ['the name of a constructor', 'constructor', undefined, 'no-such-request'],
    ['a name of every object', 'toString', undefined, 'no-such-request'],
    ['an empty name', '', undefined, 'no-such-request'],
    ['a number for a name', 7, undefined, 'no-such-request'],
    ['an object for a name', { toString: () => 'disconnect' }, undefined, 'no-such-request'],
    ['an argument where none is taken', 'disconnect', {}, 'bad-argument'],
    ['null where nothing is taken', 'disconnect', null, 'bad-argument'],
    ['no argument where one is taken', 'copyText', undefined, 'bad-argument'],
    ['a wrong type inside', 'copyText', { text: 5 }, 'bad-argument'],
    ['a text that is only inherited', 'copyText', Object.create({ text: 5 }), 'bad-argument'],
    ['an argument nested one too deep', 'copyText', { text: 'x', more: nested(argumentDepthLimit) }, 'bad-argument'],
    ['an argument nested 100,000 deep', 'copyText', nested(100_000), 'bad-argument'],
    ['an argument larger than the limit', 'copyText', { text: 'x'.repeat(argumentLimitBytes) }, 'too-large'],
    ['a BigInt, which JSON does not carry', 'copyText', { text: 5n }, 'too-large'],
  ])('%s is refused and nothing is called', async (_, name, argument, kind) => {
    called.length = 0;
    const reply = await quiet().dispatch(name, argument);
    expect(reply).toMatchObject({ ok: false, failure: { kind } });
    expect(called).toEqual([]);
  });

  it('names the part of the argument that is wrong', async () => {
    const reply = await quiet().dispatch('copyText', { text: 5 });
    expect(reply).toEqual({ ok: false, failure: { kind: 'bad-argument', request: 'copyText', path: 'text' } });
  });

  it('reaches its handler with exactly what the contract names, and nothing else that was sent along', async () => {
    let got: unknown;
    const dispatch = createDispatch({
      handlers: { copyText: (argument: unknown) => ((got = argument), ok(null)) } as unknown as Handlers,
    });
    const sent: unknown = JSON.parse('{"text":"PUBACK","__proto__":{"admin":true},"more":1}');
    expect(await dispatch('copyText', sent)).toEqual({ ok: true, value: null });
    expect(got).toEqual({ text: 'PUBACK' });
    expect(({} as { admin?: boolean }).admin).toBeUndefined();
  });

  it('that breaks the program becomes an incident number; log and reply hold no word of the argument', async () => {
    const { logged, dispatch } = quiet();
    const reply = await dispatch('describeToken', { token: 'GP1109N87654321' });
    expect(reply).toMatchObject({ ok: false, failure: { kind: 'internal' } });
    const { incident } = (reply as unknown as { failure: { incident: string } }).failure;
    expect(logged).toHaveLength(1);
    expect(logged[0]).toContain(incident);
    expect(logged[0]).toContain('dispatch.test.ts');
    expect(logged.join() + JSON.stringify(reply)).not.toContain('87654321');
  });

  it('whose handler fails later is an incident as well', async () => {
    const { logged, dispatch } = quiet();
    expect(await dispatch('retryNow', undefined)).toMatchObject({ ok: false, failure: { kind: 'internal' } });
    expect(logged[0]).toContain('retryNow');
  });

  it('comes too fast after a second’s worth of them, and passes again a moment later', async () => {
    let now = 0;
    const dispatch = createDispatch({ handlers, nowMs: () => now });
    for (let n = 0; n < requestsPerSecond; n += 1) expect((await dispatch('disconnect', undefined)).ok).toBe(true);
    expect(await dispatch('disconnect', undefined)).toMatchObject({ failure: { kind: 'too-fast' } });
    now += 10;
    expect((await dispatch('disconnect', undefined)).ok).toBe(true);
  });

  it('is answered whatever it is: no name and no JSON makes dispatch throw', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(fc.constantFrom('copyText', 'connect', 'publish'), fc.string()),
        fc.jsonValue(),
        async (name, argument) => {
          const reply = await quiet().dispatch(name, argument);
          expect(reply).toHaveProperty('ok');
        },
      ),
    );
  });
});
