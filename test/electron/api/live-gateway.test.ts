// A connect that could throw off a gateway at work needs a second act; the practice platform does not.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createApp, type App } from '../../../electron/app.ts';
import { noKeyStore } from '../../../electron/storage/secrets.ts';
import { defaultSettings, type ConnectionState } from '../../../protocol/connection.ts';
import { practiceGatewayToken } from '../../../protocol/practice.ts';
import {
  connack5,
  healthy,
  startScriptedBroker,
  type Script,
  type ScriptedBroker,
} from '../../support/scripted-broker.ts';
import { testToken } from '../../support/walk-request.ts';

let folder: string;
let app: App;
let phases: ConnectionState['phase'][];
const brokers: ScriptedBroker[] = [];
const broker = async (script: Script = healthy): Promise<ScriptedBroker> => {
  const started = await startScriptedBroker(script);
  brokers.push(started);
  return started;
};

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'gatescope-test-'));
  phases = [];
  app = await createApp({
    dataDir: folder,
    keyStore: noKeyStore('no-key-store'),
    host: 'browser',
    version: '0.0.0',
    systemLanguage: 'zh-CN',
  });
  app.onEvent((name, payload) => {
    if (name === 'connectionChanged') phases.push((payload as { state: ConnectionState }).state.phase);
  });
});
afterEach(async () => {
  await app.close();
  await Promise.all(brokers.splice(0).map(({ close }) => close()));
  rmSync(folder, { recursive: true, force: true });
});

const connect = (address: string, more: { anyway?: true; token?: string; mqttVersion?: '3.1.1' | '5' } = {}) => {
  const { anyway, token = testToken, mqttVersion = '3.1.1' } = more;
  return app.handlers.connect({
    settings: { ...defaultSettings, address, mqttVersion },
    token: { from: 'typed', token },
    ...(anyway && { anyway }),
  });
};
const live = { ok: false, failure: { kind: 'live-gateway' } };

it('opens nothing before the engineer has agreed', async () => {
  const { url, connections } = await broker();
  expect(await connect(url)).toEqual(live);
  expect(await connect(url)).toEqual(live);
  expect(connections()).toBe(0);
  expect(phases).toEqual([]);
});

it('is asked once for each token in a run, at whatever address', async () => {
  const first = await broker();
  const second = await broker();
  expect(await connect(first.url, { anyway: true })).toMatchObject({ ok: true });
  await expect.poll(() => phases.at(-1)).toBe('connected');
  expect(await connect(second.url)).toMatchObject({ ok: true });
  expect(await connect(first.url, { token: 'GP1109N87654321' })).toEqual(live);
});

it('is not asked on the practice platform, and the agreement there holds nowhere else', async () => {
  await app.handlers.startPractice({});
  const practice = await app.handlers.practiceState(undefined);
  const { url } = (practice as { value: { state: { url: string } } }).value.state;
  expect(await connect(url, { token: practiceGatewayToken })).toMatchObject({ ok: true });
  await expect.poll(() => phases.at(-1)).toBe('connected');
  const { url: elsewhere } = await broker();
  expect(await connect(elsewhere, { token: practiceGatewayToken })).toEqual(live);
});

it('is asked for a saved token as well', async () => {
  const { url } = await broker();
  const saved = await app.handlers.saveConnection({
    name: 'Site',
    settings: { ...defaultSettings, address: url },
    token: testToken,
  });
  const { id } = (saved as { value: { id: string } }).value;
  const request = {
    settings: { ...defaultSettings, address: url },
    token: { from: 'saved', connectionId: id },
  } as const;
  expect(await app.handlers.connect(request)).toEqual(live);
  expect(await app.handlers.connect({ ...request, anyway: true })).toMatchObject({ ok: true });
});

it('says first what cannot be sent at all', async () => {
  expect(await connect('mqtt//host')).toMatchObject({ failure: { kind: 'address-form' } });
  expect(await connect('mqtt://host', { token: '' })).toMatchObject({ failure: { kind: 'token-missing' } });
});

it('asks again after another client with the token was seen', async () => {
  const { url } = await broker(async ({ next, write, close }) => {
    await next('connect');
    write(...connack5(0));
    write(0xe0, 0x02, 0x8e, 0x00); // DISCONNECT, session taken over
    close();
  });
  expect(await connect(url, { anyway: true, mqttVersion: '5' })).toMatchObject({ ok: true });
  await expect.poll(() => phases.at(-1)).toBe('contested');
  expect(await connect(url, { mqttVersion: '5' })).toEqual(live);
});
