import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createApp, type App } from '../../../electron/app.ts';
import { noKeyStore } from '../../../electron/storage/secrets.ts';
import { defaultSettings, type ConnectionState } from '../../../protocol/connection.ts';
import { type Revised } from '../../../protocol/contract.ts';
import { type PracticeState } from '../../../protocol/practice.ts';
import { type Result } from '../../../protocol/result.ts';

let folder: string;
let app: App;
let events: { name: string; payload: unknown }[];
const start = async (copyText?: (text: string) => void): Promise<void> => {
  events = [];
  app = await createApp({
    dataDir: folder,
    keyStore: noKeyStore('browser-mode'),
    host: 'browser',
    version: '1.2.3',
    systemLanguage: 'zh-CN',
    ...(copyText === undefined ? {} : { copyText }),
  });
  app.onEvent((name, payload) => events.push({ name, payload }));
};
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'gatescope-test-'))));
afterEach(async () => {
  await app.close();
  rmSync(folder, { recursive: true, force: true });
});

const valueOf = <T>(result: Result<T>): T => {
  if (!result.ok) throw new Error(result.failure.kind);
  return result.value;
};
const until = async <T>(read: () => T | undefined, limitMs = 5_000): Promise<T> => {
  const endsAt = performance.now() + limitMs;
  for (;;) {
    const found = read();
    if (found !== undefined) return found;
    if (performance.now() > endsAt) throw new Error(`nothing within ${limitMs} ms`);
    await new Promise((later) => setTimeout(later, 10));
  }
};
const reached = (phase: ConnectionState['phase']) =>
  until(() =>
    events
      .filter(({ name }) => name === 'connectionChanged')
      .map(({ payload }) => payload as Revised<ConnectionState>)
      .find(({ state }) => state.phase === phase),
  );

describe('the program behind the window', () => {
  it('says what it is, and which files it could not read whole', async () => {
    writeFileSync(join(folder, 'connections.json'), 'cut sho');
    await start();
    expect(valueOf(await app.handlers.appInfo(undefined))).toMatchObject({
      version: '1.2.3',
      host: 'browser',
      keyStore: { available: false, why: 'browser-mode' },
      systemLanguage: 'zh-CN',
      damagedFiles: [{ file: 'connections.json', using: 'defaults' }],
    });
  });

  it('does the whole job on its own practice platform: accepted, published, acknowledged, counted', async () => {
    await start();
    valueOf(await app.handlers.startPractice(undefined));
    const { state } = valueOf(await app.handlers.practiceState(undefined));
    if (state.phase !== 'running') throw new Error(state.phase);
    const settings = { ...defaultSettings, address: state.url, surviveMs: 0 };
    const token = { from: 'typed' as const, token: state.tokens[0]!.token };
    valueOf(await app.handlers.connect({ settings, token }));
    await reached('connected');

    const payload = '{"WG12345678":[{"ts":1609145640724,"values":{"batt":6.8}}]}';
    const record = valueOf(await app.handlers.publish({ topic: 'v1/gateway/telemetry', payload }));
    expect(record.state.id).toBe('acked');
    expect(valueOf(await app.handlers.publishes(undefined))).toEqual([record]);
    expect(valueOf(await app.handlers.wireTotals(undefined)).sentPackets).toBeGreaterThanOrEqual(2);
    const after = valueOf(await app.handlers.practiceState(undefined)).state;
    expect(after).toMatchObject({ phase: 'running', storedCount: 1, stored: [{ node: 'WG12345678', key: 'batt' }] });
  });

  it('is refused by it with code 5 when the token is wrong', async () => {
    await start();
    valueOf(await app.handlers.startPractice(undefined));
    const { state } = valueOf(await app.handlers.practiceState(undefined));
    if (state.phase !== 'running') throw new Error(state.phase);
    const settings = { ...defaultSettings, address: state.url };
    valueOf(await app.handlers.connect({ settings, token: { from: 'typed', token: 'GP0000N00000000' } }));
    const refused = await reached('refused');
    expect(refused.state).toMatchObject({ report: { connack: { code: 5 } } });
    expect(valueOf(await app.handlers.connectionState(undefined)).revision).toBeGreaterThanOrEqual(refused.revision);
  });

  it('connects with a token that was saved and that the window does not have', async () => {
    await start();
    valueOf(await app.handlers.startPractice(undefined));
    const { state } = valueOf(await app.handlers.practiceState(undefined));
    if (state.phase !== 'running') throw new Error(state.phase);
    const settings = { ...defaultSettings, address: state.url, surviveMs: 0 };
    const saved = valueOf(
      await app.handlers.saveConnection({ name: 'Practice', settings, token: state.tokens[0]!.token }),
    );
    valueOf(await app.handlers.connect({ settings, token: { from: 'saved', connectionId: saved.id } }));
    const { state: connected } = await reached('connected');
    expect(connected).toMatchObject({ target: { token: saved.token } });
  });

  it('pushes the practice platform’s state at most 20 times a second, and each is newer than the one before', async () => {
    await start();
    const startedAt = performance.now();
    for (let n = 0; n < 30; n += 1) {
      await app.handlers.startPractice(undefined);
      await app.handlers.stopPractice(undefined);
    }
    await new Promise((later) => setTimeout(later, 120));
    const pushed = events.filter(({ name }) => name === 'practiceChanged');
    const revisions = pushed.map(({ payload }) => (payload as Revised<PracticeState>).revision);
    expect(pushed.length).toBeGreaterThan(0);
    expect(pushed.length).toBeLessThanOrEqual((performance.now() - startedAt) / 50 + 2);
    expect(revisions).toEqual([...revisions].sort((a, b) => a - b));
    expect(pushed.at(-1)!.payload).toMatchObject({ state: { phase: 'stopped' } });
    const asked = valueOf(await app.handlers.practiceState(undefined));
    expect(asked.revision).toBeGreaterThan(revisions.at(-1)!);
  });

  it('writes the clipboard where the page cannot, and says where it may not', async () => {
    await start();
    expect(await app.handlers.copyText({ text: '0x05' })).toMatchObject({ failure: { kind: 'not-in-this-host' } });
    await app.close();
    const copied: string[] = [];
    await start((text) => copied.push(text));
    expect(await app.handlers.copyText({ text: '0x05' })).toEqual({ ok: true, value: null });
    expect(copied).toEqual(['0x05']);
  });
});
