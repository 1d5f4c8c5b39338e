import { createPinia, setActivePinia } from 'pinia';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createApp } from 'vue';
import { type ConnectionState } from '../../protocol/connection.ts';
import { ok } from '../../protocol/result.ts';
import { bridgeKey } from '../../renderer/stores/bridge-key.ts';
import { useConnection } from '../../renderer/stores/connection.ts';
import { useProbes } from '../../renderer/stores/probes.ts';
import { answers, fakeBridge } from '../support/fake-bridge.ts';

const target = {
  url: 'mqtt://127.0.0.1:1883',
  clientIdentifier: 'c',
  mqttVersion: '3.1.1',
  token: { masked: '····', lengthChars: 15, fingerprint: 'a3f09c1e' },
} as const;
const closed: ConnectionState = {
  phase: 'failed',
  target,
  report: { verdict: { id: 'closed-before-connack', afterMs: 1, how: 'closed' }, steps: [], advice: [] },
};

const stores = () => {
  const faked = fakeBridge({
    connect: answers(null),
    disconnect: answers(null),
    stopProbe: answers(null),
    runProbe: () => ok({ probe: 'gateway-flag', flag: 'unknown', ms: 5_000 }),
  });
  const pinia = createPinia();
  createApp({}).use(pinia).provide(bridgeKey, faked.bridge);
  setActivePinia(pinia);
  return { ...faked, connection: useConnection(), probes: useProbes() };
};
beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

describe('waiting for a block to end', () => {
  it('connects once after it, and never again by itself', async () => {
    const { asked, push, probes } = stores();
    push('connectionChanged', { revision: 1, state: closed });
    await probes.start('address-block');
    await vi.advanceTimersByTimeAsync(74_000);
    expect(asked.map(({ name }) => name)).not.toContain('connect');
    await vi.advanceTimersByTimeAsync(600_000);
    expect(asked.filter(({ name }) => name === 'connect')).toHaveLength(1);
  });

  it('does nothing any more once it is cancelled, or another address is typed', async () => {
    for (const end of ['cancel', 'type'] as const) {
      const { asked, connection, probes } = stores();
      await probes.start('address-block');
      if (end === 'cancel') await probes.stop();
      else connection.draft = { ...connection.draft, address: 'elsewhere' };
      await vi.advanceTimersByTimeAsync(600_000);
      expect(probes.run?.phase, end).toBe('stopped');
      expect(asked.map(({ name }) => name)).not.toContain('connect');
    }
  });
});

describe('what is offered', () => {
  it('writes data only after the question that does not has had no answer', async () => {
    const { push, probes } = stores();
    push('connectionChanged', {
      revision: 1,
      state: { phase: 'connected', target, connectedAt: 0, report: { steps: [], advice: [] } },
    });
    expect(probes.offered).toEqual(['gateway-flag']);
    await probes.start('gateway-flag');
    expect(probes.offered).toEqual(['gateway-write', 'gateway-flag']);
  });
});
