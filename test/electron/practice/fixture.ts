/** A platform for one test, ended after it, with what it told and what it stored. */
import { onTestFinished } from 'vitest';
import {
  createPracticePlatform,
  type PracticeOptions,
  type PracticePlatform,
} from '../../../electron/practice/platform.ts';
import { type PracticeEvent } from '../../../protocol/practice.ts';
import { type Credentials, connectPacket, openRaw, type RawClient } from './raw-client.ts';

export const gateway = 'GW-TOKEN';
export const otherGateway = 'GW-OTHER';
export const plainDevice = 'DEVICE-TOKEN';

export type Bench = {
  readonly platform: PracticePlatform;
  readonly port: number;
  readonly events: readonly PracticeEvent[];
  readonly open: () => Promise<RawClient>;
  /** Connected with CONNACK 0, which was taken off. */
  readonly join: (credentials?: Credentials) => Promise<RawClient>;
  readonly stored: () => readonly string[];
};

export const startBench = async (options: PracticeOptions = {}): Promise<Bench> => {
  const events: PracticeEvent[] = [];
  const platform = createPracticePlatform({
    gatewayTokens: [gateway, otherGateway],
    deviceTokens: [plainDevice],
    onEvent: (event) => events.push(event),
    ...options,
  });
  const started = await platform.start();
  if (!started.ok) throw new Error(started.failure.kind);
  const { port } = started.value;
  const clients: RawClient[] = [];
  onTestFinished(async () => {
    clients.forEach(({ socket }) => socket.destroy());
    await platform.stop();
  });
  const open = async (): Promise<RawClient> => {
    const client = await openRaw(port);
    clients.push(client);
    return client;
  };
  return {
    platform,
    port,
    events,
    open,
    join: async (credentials = {}) => {
      const client = await open();
      const { packets } = await client.exchange(connectPacket({ user: gateway, ...credentials }));
      // The flag in between differs by version.
      if (!/^20(02..00|03..0000)$/.test(packets[0] ?? '')) throw new Error(`not accepted: ${packets.join(' ')}`);
      return client;
    },
    stored: () => {
      const state = platform.state();
      if (state.phase === 'stopped') return [];
      return state.stored.map(({ node, ts, key, value, type }) => `${node} ${ts} ${key} ${type} ${value}`);
    },
  };
};
