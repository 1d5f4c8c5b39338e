import { createPinia } from 'pinia';
import { createApp } from 'vue';
import { describe, expect, it } from 'vitest';
import { type PublishRecord, type PublishState } from '../../protocol/publish-outcome.ts';
import { fail, ok, type Result } from '../../protocol/result.ts';
import { bridgeKey } from '../../renderer/stores/bridge-key.ts';
import { usePublishes } from '../../renderer/stores/publishes.ts';
import { fakeBridge } from '../support/fake-bridge.ts';

const record = (n: number, state: PublishState): PublishRecord => ({
  n,
  sentAt: 1_609_144_280_000 + n,
  topic: 'v1/gateway/telemetry',
  payload: '{}',
  lengthBytes: 2,
  state,
});
const acked: PublishState = { id: 'acked', packetIdentifier: 1, latencyMs: 41 };

const openStore = (answers: Parameters<typeof fakeBridge>[0]) => {
  const fake = fakeBridge(answers);
  const pinia = createPinia();
  createApp({}).provide(bridgeKey, fake.bridge).use(pinia);
  return { ...fake, publishes: usePublishes(pinia) };
};

describe('the list of publishes', () => {
  it('stands newest first, and a step of a publish replaces the one before', () => {
    const { push, publishes } = openStore({});
    push('publishChanged', record(1, { id: 'sent', packetIdentifier: 1 }));
    push('publishChanged', record(2, { id: 'sending' }));
    push('publishChanged', record(1, acked));
    expect(publishes.records.map(({ n, state }) => [n, state.id])).toEqual([
      [2, 'sending'],
      [1, 'acked'],
    ]);
  });

  it('keeps what it was told while an older list was on its way', async () => {
    let reply: (listed: Result<readonly PublishRecord[]>) => void = () => undefined;
    const { push, publishes } = openStore({ publishes: () => new Promise((settle) => (reply = settle)) });
    const refreshed = publishes.refresh();
    push('publishChanged', record(2, acked));
    reply(ok([record(1, acked), record(2, { id: 'sending' })]));
    await refreshed;
    expect(publishes.records.map(({ n, state }) => [n, state.id])).toEqual([
      [2, 'acked'],
      [1, 'acked'],
    ]);
  });

  it('forgets the numbers of a program that was started anew', async () => {
    const { push, publishes } = openStore({ publishes: () => ok([]) });
    push('publishChanged', record(7, acked));
    await publishes.refresh();
    expect(publishes.records).toEqual([]);
  });
});

describe('a publish', () => {
  it('sends topic, payload and name, and puts its end into the list', async () => {
    const { asked, publishes } = openStore({ publish: () => ok(record(1, acked)) });
    expect(await publishes.publish({ topic: 'v1/gateway/connect', payload: '{}', label: 'x' })).toBe(true);
    expect(asked).toEqual([{ name: 'publish', argument: { topic: 'v1/gateway/connect', payload: '{}', label: 'x' } }]);
    expect(publishes.records).toHaveLength(1);
  });

  it('keeps the reason when it could not begin, and drops it with the next one', async () => {
    let reply: Result<PublishRecord> = fail({ kind: 'not-connected' });
    const { publishes } = openStore({ publish: () => reply });
    expect(await publishes.publish({ topic: 't', payload: '{}' })).toBe(false);
    expect(publishes.failure?.kind).toBe('not-connected');
    reply = ok(record(1, acked));
    await publishes.publish({ topic: 't', payload: '{}' });
    expect(publishes.failure).toBeUndefined();
  });
});
