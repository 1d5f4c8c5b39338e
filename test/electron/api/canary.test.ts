import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createApp, type App } from '../../../electron/app.ts';
import { createDispatch, type Dispatch } from '../../../electron/api/dispatch.ts';
import { noKeyStore, type KeyStore } from '../../../electron/storage/secrets.ts';
import { defaultSettings } from '../../../protocol/connection.ts';
import { type Result } from '../../../protocol/result.ts';
import { canary, leaked } from '../../support/secrets.ts';

/** Twelve secrets, one for each way in. */
const canaries = Array.from({ length: 12 }, (_, n) => canary(n));
const [first, second, third, fourth, fifth, sixth, seventh, eighth, ninth, tenth, eleventh, twelfth] = canaries as [
  string,
  string,
  string,
  string,
  string,
  string,
  string,
  string,
  string,
  string,
  string,
  string,
];

/** Seals as a key store would: what comes out is not what went in. */
const sealingKeyStore: KeyStore = {
  state: () => Promise.resolve({ available: true, backend: 'gnome_libsecret' }),
  seal: (plain) => Promise.resolve(Buffer.from(Buffer.from(plain).map((byte) => byte ^ 0x5a))),
  unseal: (sealed) =>
    Promise.resolve({ plain: Buffer.from(sealed.map((byte) => byte ^ 0x5a)).toString(), sealAgain: false }),
};
const breakingKeyStore: KeyStore = {
  ...sealingKeyStore,
  seal: (plain) => Promise.reject(new Error(`cannot seal ${plain}`)),
};

let folder: string;
/** Replies, events, logs, standard output and error: all that leaves the process except the wire. */
let left: string[];
let app: App;
let dispatch: Dispatch;

const start = async (keyStore: KeyStore): Promise<void> => {
  app = await createApp({ dataDir: folder, keyStore, host: 'electron', version: '0.0.0', systemLanguage: 'zh-CN' });
  app.onEvent((name, payload) => left.push(`${name} ${JSON.stringify(payload)}`));
  dispatch = createDispatch({ handlers: app.handlers });
};
const ask = async (name: string, argument?: unknown): Promise<Result<never>> => {
  const reply = await dispatch(name, argument);
  left.push(JSON.stringify(reply));
  return reply as Result<never>;
};

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'gatescope-test-'));
  left = [];
  for (const stream of [process.stdout, process.stderr]) {
    vi.spyOn(stream, 'write').mockImplementation((chunk) => (left.push(String(chunk)), true));
  }
});
afterEach(async () => {
  await app.close();
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true, force: true });
});

const at = (address: string, more: object = {}) => ({ ...defaultSettings, address, connackTimeoutMs: 1_000, ...more });
const settled = (ms: number) => new Promise((later) => setTimeout(later, ms));

const plantEverywhere = async (): Promise<void> => {
  const practice = await ask('startPractice').then(() => ask('practiceState'));
  const { url } = (practice as unknown as { value: { state: { url: string } } }).value.state;

  const saved = await ask('saveConnection', { name: 'Site', settings: at(url), token: first });
  const { id } = (saved as { value: { id: string } }).value;
  const tls = { certificate: 'CERT', key: `-----BEGIN PRIVATE KEY-----\n${second}\n-----END PRIVATE KEY-----` };
  await ask('saveConnection', { id, name: 'Site', settings: at(url, { tls }), token: third });
  await ask('saveConnection', { name: 'Site', settings: at(`mqtt://engineer:${fourth}@127.0.0.1`), token: fourth });
  await ask('savedConnections');

  await ask('describeToken', { token: fifth });
  await ask('describeToken', { token: { inside: fifth } });
  await ask('describeToken', { token: sixth.repeat(400) });

  // Nothing listens, refused, control character, address with a password, wrong shape: each is a different way to fail.
  for (const token of [seventh, eighth]) {
    const address = token === seventh ? 'mqtt://127.0.0.1:1' : url;
    await ask('connect', { settings: at(address), token: { from: 'typed', token }, anyway: true });
    await settled(400);
  }
  await ask('connect', { settings: at(url), token: { from: 'saved', connectionId: id } });
  await settled(400);
  await ask('connect', { settings: at(url), token: { from: 'typed', token: `${ninth}\u0007` } });
  await ask('connect', { settings: at(`mqtt://${tenth}:${tenth}@127.0.0.1`), token: { from: 'typed', token: tenth } });
  await ask('connect', { settings: at(url), token: { from: 'typed', tocken: eleventh } });
  await ask('connect', { settings: { address: url }, token: { from: 'typed', token: twelfth } });
  const probed = { consent: true, settings: at(url), token: { from: 'typed', token: eighth } };
  await ask('runProbe', { probe: 'ask-v5', ...probed });
  await ask('runProbe', { probe: 'ask-v5', ...probed, token: { from: 'typed', token: `${ninth}\u0007` } });
  await ask('runProbe', { probe: 'ports', consent: true, settings: at(`mqtt://${tenth}@127.0.0.1`) });
  await ask('connectionState');
  await ask('publish', { topic: 'v1/gateway/telemetry', payload: '{}' });
  await ask('forgetConnection', { id });
};

const everythingThatLeft = (): string => {
  const onDisk = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'latin1'));
  return [...left, ...onDisk].join('\n');
};

describe('a secret that was typed', () => {
  it.each([
    ['with a key store', sealingKeyStore],
    ['without a key store', noKeyStore('no-key-store')],
    ['with a key store that breaks and quotes it', breakingKeyStore],
  ])('is in no reply, event, log or file: %s', async (_, keyStore) => {
    await start(keyStore);
    await plantEverywhere().catch((thrown: unknown) => {
      // With the breaking key store nothing is saved, which ends the walk; what was planted until then counts.
      if (keyStore !== breakingKeyStore) throw thrown;
    });
    const seen = everythingThatLeft();
    expect(leaked(canaries, seen)).toEqual([]);
    if (keyStore === breakingKeyStore) expect(seen).toMatch(/incident [0-9a-f]{8} in saveConnection/);
    else {
      // The walk has really been there: refused by the practice platform, and a token that may be hinted at.
      expect(seen).toContain('"phase":"refused"');
      expect(seen).toContain('"fingerprint"');
    }
  });
});
