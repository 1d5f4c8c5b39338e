import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { defaultSettings } from '../../../protocol/connection.ts';
import { defaultAppSettings } from '../../../protocol/settings.ts';
import { openConnections } from '../../../electron/storage/connections.ts';
import { dataFolder } from '../../../electron/storage/data-folder.ts';
import { openSecretVault } from '../../../electron/storage/secret-vault.ts';
import { electronKeyStore, type SafeStorageCalls } from '../../../electron/storage/secrets-electron.ts';
import { noKeyStore, type KeyStore } from '../../../electron/storage/secrets.ts';
import { openSettings } from '../../../electron/storage/settings.ts';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'gatescope-test-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const token = 'GP1109N12345678';
const tlsKey = '-----BEGIN PRIVATE KEY-----\nMIIEvQ\n-----END PRIVATE KEY-----\n';

/** The system's key store at this file's edge: turns bytes over with a key that a test can change. */
const fakeSafeStorage = (options: { backend?: string; key?: number; available?: boolean; rotated?: boolean } = {}) => {
  const key = options.key ?? 0x5a;
  let sealedCount = 0;
  const turned = (bytes: Uint8Array) => Buffer.from(bytes.map((byte) => byte ^ key));
  const calls: SafeStorageCalls = {
    getSelectedStorageBackend: () => (options.backend ?? 'gnome_libsecret') as 'gnome_libsecret',
    isAsyncEncryptionAvailable: () => Promise.resolve(options.available ?? true),
    encryptStringAsync: (plain) => ((sealedCount += 1), Promise.resolve(turned(Buffer.from(`v11${plain}`)))),
    decryptStringAsync: (sealed) => {
      const plain = turned(sealed).toString();
      if (!plain.startsWith('v11')) return Promise.reject(new Error('Error while decrypting the ciphertext'));
      return Promise.resolve({ result: plain.slice(3), shouldReEncrypt: options.rotated ?? false });
    },
  };
  return { calls, sealed: () => sealedCount };
};
const linuxKeyStore = (options?: Parameters<typeof fakeSafeStorage>[0]) =>
  electronKeyStore(fakeSafeStorage(options).calls, 'linux');

const openAll = (keyStore: KeyStore) => {
  const settings = openSettings(join(folder, 'settings.json'));
  const vault = openSecretVault(join(folder, 'secrets.json'), keyStore);
  const connections = openConnections({
    path: join(folder, 'connections.json'),
    vault,
    describeToken: (typed) => settings.describeToken(typed),
  });
  return { settings, vault, connections };
};
const everyByteOnDisk = () =>
  readdirSync(folder)
    .map((name) => readFileSync(join(folder, name), 'latin1'))
    .join('\n');
const atSite = { name: 'Site 7', settings: { ...defaultSettings, address: 'mqtt://10.20.0.8' } };

describe('the settings', () => {
  it('stay as they were chosen at the next start', async () => {
    const changed = await openSettings(join(folder, 'settings.json')).change({ theme: 'sunlight', language: 'en' });
    expect(changed).toEqual({ ok: true, value: { ...defaultAppSettings, theme: 'sunlight', language: 'en' } });
    expect(openSettings(join(folder, 'settings.json')).now()).toMatchObject({ theme: 'sunlight', language: 'en' });
  });

  it('fall back one by one where a value makes no sense, and say so', () => {
    writeFileSync(
      join(folder, 'settings.json'),
      JSON.stringify({
        format: 1,
        settings: { language: 'en', theme: 'neon', templates: 'none', panes: { inspect: [40, 60] } },
      }),
    );
    const store = openSettings(join(folder, 'settings.json'));
    expect(store.now()).toEqual({ language: 'en', theme: 'system', templates: [], panes: { inspect: [40, 60] } });
    expect(store.damaged).toMatchObject({ file: 'settings.json', using: 'readable-parts' });
  });

  it('of a later version are read as far as they are known', () => {
    writeFileSync(
      join(folder, 'settings.json'),
      JSON.stringify({ format: 1, settings: { language: 'en', sound: 'off' } }),
    );
    const store = openSettings(join(folder, 'settings.json'));
    expect(store.now().language).toBe('en');
    expect(store.damaged).toBeUndefined();
  });

  it('take a bad value from the older version, keep a copy of the bad file, and push no good version out', async () => {
    const path = join(folder, 'settings.json');
    const template = { id: 'a', name: 'Heartbeat', topic: 'v1/gateway/telemetry', text: '{}' };
    const first = openSettings(path);
    await first.change({ templates: [template] });
    await first.change({ theme: 'dark' });
    const older = readFileSync(`${path}.1`, 'utf8');
    const whole = JSON.parse(readFileSync(path, 'utf8')) as { settings: object };
    writeFileSync(path, JSON.stringify({ ...whole, settings: { ...whole.settings, templates: 'none' } }));

    const store = openSettings(path);
    expect(store.now()).toMatchObject({ theme: 'dark', templates: [template] });
    expect(store.fingerprint(token)).toBe(first.fingerprint(token));
    await store.change({ language: 'en' });
    expect(openSettings(path).now()).toMatchObject({ language: 'en', theme: 'dark', templates: [template] });
    expect(readFileSync(`${path}.1`, 'utf8')).toBe(older);
    expect(readdirSync(folder).filter((name) => name.includes('.bad-'))).toHaveLength(1);
  });

  it('let no prototype in through the name of a pane', async () => {
    const store = openSettings(join(folder, 'settings.json'));
    await store.change({ panes: JSON.parse('{"__proto__":[1],"inspect":[2]}') as Record<string, number[]> });
    expect(Object.keys(store.now().panes)).toEqual(['inspect']);
  });
});

describe('what may be shown of a token', () => {
  it('is the same at the next start, differs on another machine, and is not the token', async () => {
    const first = openSettings(join(folder, 'settings.json'));
    const hint = first.describeToken(token);
    await first.settled();
    expect(hint.fingerprint).toMatch(/^[0-9a-f]{8}$/);
    expect(hint.lengthChars).toBe(15);
    expect(hint.masked).not.toBe(token);
    expect(openSettings(join(folder, 'settings.json')).fingerprint(token)).toBe(hint.fingerprint);
    expect(openSettings(join(folder, 'elsewhere.json')).fingerprint(token)).not.toBe(hint.fingerprint);
  });
});

describe('a saved connection', () => {
  it('keeps its token sealed by the key store and brings it back at the next start', async () => {
    const saved = await openAll(linuxKeyStore()).connections.save({ ...atSite, token });
    if (!saved.ok) throw new Error(saved.failure.kind);
    expect(saved.value).toMatchObject({ name: 'Site 7', tokenKept: 'key-store', token: { lengthChars: 15 } });
    expect(everyByteOnDisk()).not.toContain(token);

    const { connections } = openAll(linuxKeyStore());
    expect(await connections.list()).toEqual([saved.value]);
    expect(await connections.secretsFor(saved.value.id)).toEqual({ ok: true, value: { token } });
  });

  it('without a key store keeps its token for this run only, and says so', async () => {
    const { connections } = openAll(noKeyStore('browser-mode'));
    const saved = await connections.save({ ...atSite, token });
    if (!saved.ok) throw new Error(saved.failure.kind);
    expect(saved.value.tokenKept).toBe('this-run');
    expect(await connections.secretsFor(saved.value.id)).toMatchObject({ value: { token } });
    expect(everyByteOnDisk()).not.toContain(token);

    const later = openAll(noKeyStore('browser-mode')).connections;
    expect(await later.list()).toEqual([{ ...atSite, id: saved.value.id, tokenKept: 'none' }]);
    expect(await later.secretsFor(saved.value.id)).toEqual({ ok: false, failure: { kind: 'token-missing' } });
  });

  it('keeps its token when only its name changes', async () => {
    const { connections } = openAll(linuxKeyStore());
    const saved = await connections.save({ ...atSite, token });
    if (!saved.ok) throw new Error(saved.failure.kind);
    await connections.save({ ...atSite, id: saved.value.id, name: 'Site 8' });
    expect(await connections.list()).toMatchObject([{ name: 'Site 8', tokenKept: 'key-store' }]);
    expect(await connections.secretsFor(saved.value.id)).toMatchObject({ value: { token } });
  });

  it('that was forgotten is gone from the list, and its sealed token from the disk', async () => {
    const { connections } = openAll(linuxKeyStore());
    const saved = await connections.save({ ...atSite, token });
    if (!saved.ok) throw new Error(saved.failure.kind);
    expect(await connections.forget(saved.value.id)).toEqual({ ok: true, value: null });
    expect(readdirSync(folder).filter((name) => name.startsWith('secrets.json'))).toEqual(['secrets.json']);
    expect(JSON.parse(readFileSync(join(folder, 'secrets.json'), 'utf8'))).toEqual({ format: 1, sealed: [] });
    expect(await openAll(linuxKeyStore()).connections.list()).toEqual([]);
  });

  it('says which key store had sealed its token when today’s cannot open it, and keeps everything else', async () => {
    const saved = await openAll(linuxKeyStore({ backend: 'kwallet6' })).connections.save({ ...atSite, token });
    if (!saved.ok) throw new Error(saved.failure.kind);
    for (const today of [
      linuxKeyStore({ key: 0x11 }),
      linuxKeyStore({ backend: 'basic_text' }),
      noKeyStore('no-key-store'),
    ]) {
      const { connections } = openAll(today);
      expect(await connections.list()).toEqual([{ ...atSite, id: saved.value.id, tokenKept: 'key-store' }]);
      expect(await connections.secretsFor(saved.value.id)).toEqual({
        ok: false,
        failure: { kind: 'key-store-changed', backend: 'kwallet6' },
      });
    }
  });

  it('whose token is entered again replaces the one that could not be opened', async () => {
    const saved = await openAll(linuxKeyStore()).connections.save({ ...atSite, token });
    if (!saved.ok) throw new Error(saved.failure.kind);
    const { connections } = openAll(linuxKeyStore({ key: 0x11 }));
    await connections.save({ ...atSite, id: saved.value.id, token: 'another' });
    expect(await connections.secretsFor(saved.value.id)).toMatchObject({ value: { token: 'another' } });
  });

  it('is sealed anew when the system has changed its key', async () => {
    const saved = await openAll(linuxKeyStore()).connections.save({ ...atSite, token });
    if (!saved.ok) throw new Error(saved.failure.kind);
    const rotated = fakeSafeStorage({ rotated: true });
    const { connections } = openAll(electronKeyStore(rotated.calls, 'linux'));
    expect(await connections.secretsFor(saved.value.id)).toMatchObject({ value: { token } });
    expect(rotated.sealed()).toBe(1);
  });

  it('gives the private key of a client certificate to the vault, not to the file and not to the window', async () => {
    const { connections } = openAll(linuxKeyStore());
    const settings = { ...atSite.settings, tls: { ca: 'CA', certificate: 'CERT', key: tlsKey } };
    const saved = await connections.save({ ...atSite, settings, token });
    if (!saved.ok) throw new Error(saved.failure.kind);
    expect(saved.value.settings.tls).toEqual({ ca: 'CA', certificate: 'CERT' });
    expect(everyByteOnDisk()).not.toContain('PRIVATE KEY');
    expect(await connections.secretsFor(saved.value.id)).toEqual({ ok: true, value: { token, tlsKey } });
  });

  it.each([
    ['a password in its address', 'mqtt://engineer:secret@10.20.0.8', 'address-secret'],
    ['no address', '', 'address-form'],
  ])('with %s is not saved', async (_, address, kind) => {
    const { connections } = openAll(linuxKeyStore());
    const saved = await connections.save({ ...atSite, settings: { ...atSite.settings, address }, token });
    expect(saved).toMatchObject({ ok: false, failure: { kind } });
    expect(readdirSync(folder)).not.toContain('connections.json');
  });

  it.each(['0123456789abcdef', '../../etc/passwd', '__proto__'])(
    'that nobody saved (%s) cannot be changed, forgotten or used',
    async (id) => {
      const { connections } = openAll(linuxKeyStore());
      const unknown = { ok: false, failure: { kind: 'no-such-connection', id } };
      expect(await connections.save({ ...atSite, id })).toEqual(unknown);
      expect(await connections.forget(id)).toEqual(unknown);
      expect(await connections.secretsFor(id)).toEqual(unknown);
    },
  );

  it('that is damaged in the file is left out, the others stay, and it is said', async () => {
    const good = { id: '0123456789abcdef', ...atSite };
    writeFileSync(join(folder, 'connections.json'), JSON.stringify({ format: 1, connections: [good, { id: 'x' }] }));
    const { connections } = openAll(linuxKeyStore());
    expect(await connections.list()).toEqual([{ ...good, tokenKept: 'none' }]);
    expect(connections.damaged).toMatchObject({ file: 'connections.json', using: 'readable-parts' });
  });
});

describe('two programs on one folder', () => {
  it('keep each other’s settings and recognise the same tokens at the next start', async () => {
    const [one, two] = [openAll(linuxKeyStore()).settings, openAll(linuxKeyStore()).settings];
    await Promise.all([one.settled(), two.settled()]);
    await one.change({ theme: 'dark' });
    expect(await two.change({ language: 'en' })).toMatchObject({ value: { theme: 'dark', language: 'en' } });
    await one.change({ panes: { inspect: [40, 60] } });
    const later = openSettings(join(folder, 'settings.json'));
    expect(later.now()).toMatchObject({ theme: 'dark', language: 'en', panes: { inspect: [40, 60] } });
    expect([one, two].map((each) => each.fingerprint(token))).toContain(later.fingerprint(token));
  });

  it('keep each other’s connections with their tokens, and what one forgets stays forgotten', async () => {
    const [one, two] = [openAll(linuxKeyStore()).connections, openAll(linuxKeyStore()).connections];
    const save = async (store: typeof one, name: string) => {
      const saved = await store.save({ ...atSite, name, token: `${token}${name}` });
      if (!saved.ok) throw new Error(saved.failure.kind);
      return saved.value.id;
    };
    const a = await save(one, 'A');
    const b = await save(two, 'B');
    const c = await save(one, 'C');
    expect((await one.list()).map(({ name }) => name)).toEqual(['A', 'B', 'C']);
    expect(await two.forget(a)).toEqual({ ok: true, value: null });
    const d = await save(one, 'D');
    const later = openAll(linuxKeyStore()).connections;
    expect((await later.list()).map(({ name }) => name)).toEqual(['B', 'C', 'D']);
    for (const [id, name] of [
      [b, 'B'],
      [c, 'C'],
      [d, 'D'],
    ] as const) {
      expect(await later.secretsFor(id)).toMatchObject({ value: { token: `${token}${name}` } });
    }
    expect(readFileSync(join(folder, 'secrets.json'), 'utf8')).not.toContain(a);
  });

  it('lose nothing of many saves that one of them asks for at once', async () => {
    const { connections } = openAll(linuxKeyStore());
    const names = ['A', 'B', 'C', 'D', 'E'];
    await Promise.all(names.map((name) => connections.save({ ...atSite, name, token })));
    expect((await openAll(linuxKeyStore()).connections.list()).map(({ tokenKept }) => tokenKept)).toEqual(
      names.map(() => 'key-store'),
    );
  });
});

describe('the key store of the system', () => {
  it.each([
    ['linux', 'gnome_libsecret', { available: true, backend: 'gnome_libsecret' }],
    ['linux', 'kwallet6', { available: true, backend: 'kwallet6' }],
    ['linux', 'basic_text', { available: false, why: 'no-key-store' }],
    ['linux', 'unknown', { available: false, why: 'no-key-store' }],
    ['darwin', '', { available: true, backend: 'keychain' }],
    ['win32', '', { available: true, backend: 'dpapi' }],
  ] as const)('on %s with %s is judged', async (platform, backend, state) => {
    expect(await electronKeyStore(fakeSafeStorage({ backend }).calls, platform).state()).toEqual(state);
  });

  it('that is locked seals nothing', async () => {
    const store = linuxKeyStore({ available: false });
    expect(await store.state()).toEqual({ available: false, why: 'no-key-store' });
    expect(await store.seal(token)).toBeUndefined();
  });
});

describe('the folder of the program', () => {
  it.each([
    ['linux', {}, '/home/e/.config/gatescope'],
    ['linux', { XDG_CONFIG_HOME: '/srv/conf' }, '/srv/conf/gatescope'],
    ['linux', { XDG_CONFIG_HOME: 'relative' }, '/home/e/.config/gatescope'],
    ['linux', { GATESCOPE_DATA_DIR: '/tmp/g', XDG_CONFIG_HOME: '/srv/conf' }, '/tmp/g'],
    ['darwin', {}, '/home/e/Library/Application Support/gatescope'],
    ['win32', { APPDATA: '/appdata' }, '/appdata/gatescope'],
  ] as const)('on %s with %j is %s', (platform, env, expected) => {
    expect(dataFolder(env, platform, '/home/e')).toBe(expected);
  });
});
