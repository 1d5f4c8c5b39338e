/**
 * The saved connections. Owns what of a connection goes to disk and what goes to the vault: the token and the private
 * key of a client certificate never reach this file's JSON nor the window.
 */
import { randomBytes } from 'node:crypto';
import * as v from 'valibot';
import { parseBrokerAddress } from '../../protocol/broker-address.ts';
import {
  connectionSettings,
  type ConnectionSettings,
  type SavedConnection,
  type TokenHint,
} from '../../protocol/connection.ts';
import { type Argument, type DamagedFile } from '../../protocol/contract.ts';
import { fail, ok, type Result } from '../../protocol/result.ts';
import { openDurableFile, type Reading } from './durable-file.ts';
import { type SecretVault } from './secret-vault.ts';

export type ConnectionStore = {
  list(): Promise<readonly SavedConnection[]>;
  /** Failures `no-such-connection`, those of the address, `file-unwritable`. */
  save(wanted: Argument<'saveConnection'>): Promise<Result<SavedConnection>>;
  forget(id: string): Promise<Result<null>>;
  /** For the session only. Failures `no-such-connection`, `token-missing`, `key-store-changed`. */
  secretsFor(id: string): Promise<Result<{ readonly token: string; readonly tlsKey?: string | undefined }>>;
  readonly damaged?: DamagedFile;
  settled(): Promise<void>;
};

const entry = v.object({
  id: v.pipe(v.string(), v.regex(/^[0-9a-f]{16}$/)),
  name: v.pipe(v.string(), v.minLength(1), v.maxLength(80)),
  settings: connectionSettings,
});
type Entry = v.InferOutput<typeof entry>;

export type ConnectionStoreOptions = {
  readonly path: string;
  readonly vault: SecretVault;
  readonly describeToken: (token: string) => TokenHint;
};

export const openConnections = ({ path, vault, describeToken }: ConnectionStoreOptions): ConnectionStore => {
  const file = openDurableFile<readonly Entry[]>({ path, read: readEntries, olderVersions: 2 });
  let entries = file.found ?? [];

  type Change = (now: readonly Entry[]) => readonly Entry[];
  let unwritten: readonly Change[] = [];
  /** Only what this run changes; whatever a second program on this folder has saved or forgotten in the meantime stays so. */
  const write = async (change: Change): Promise<Result<null>> => {
    // From here on it holds for this run, even where the disk refuses.
    entries = change(entries);
    unwritten = [...unwritten, change];
    let taken = unwritten;
    const written = await file.write((onDisk) => {
      taken = unwritten;
      if (onDisk !== undefined) entries = taken.reduce((now, each) => each(now), onDisk);
      return JSON.stringify({ format: 1, connections: entries }, null, 2);
    });
    if (written.ok) unwritten = unwritten.filter((each) => !taken.includes(each));
    return written;
  };

  const shown = async ({ id, name, settings }: Entry): Promise<SavedConnection> => {
    const opened = await vault.open(id);
    // Sealed with a key of yesterday: still shown as kept, so that connecting can say what is wrong with it.
    if (!opened.ok) return { id, name, settings, tokenKept: vault.place(id) };
    const { token } = opened.value;
    if (token === undefined) return { id, name, settings, tokenKept: 'none' };
    return { id, name, settings, tokenKept: vault.place(id), token: describeToken(token) };
  };

  return {
    list: () => Promise.all(entries.map(shown)),

    save: async ({ id, name, settings, token }) => {
      const old = entries.find((one) => one.id === id);
      if (id !== undefined && old === undefined) return fail({ kind: 'no-such-connection', id });
      const address = parseBrokerAddress(settings.address);
      if (!address.ok) return address;

      const saved: Entry = { id: id ?? randomBytes(8).toString('hex'), name, settings: withoutTlsKey(settings) };
      const tlsKey = settings.tls?.key;
      if (token !== undefined || tlsKey !== undefined) {
        const before = await vault.open(saved.id);
        // A new key alone must not replace a token that only today's key store cannot open.
        if (!before.ok && token === undefined) return before;
        const kept = await vault.keep(saved.id, { ...(before.ok ? before.value : {}), ...given({ token, tlsKey }) });
        if (!kept.ok) return kept;
      }
      const written = await write((now) =>
        now.some((one) => one.id === saved.id)
          ? now.map((one) => (one.id === saved.id ? saved : one))
          : [...now, saved],
      );
      return written.ok ? ok(await shown(saved)) : written;
    },

    forget: async (id) => {
      if (!entries.some((one) => one.id === id)) return fail({ kind: 'no-such-connection', id });
      // The secret first: a connection without its token is a smaller loss than a token that outlives "forget".
      const forgotten = await vault.forget(id);
      const written = await write((now) => now.filter((one) => one.id !== id));
      return forgotten.ok ? written : forgotten;
    },

    secretsFor: async (id) => {
      if (!entries.some((one) => one.id === id)) return fail({ kind: 'no-such-connection', id });
      const opened = await vault.open(id);
      if (!opened.ok) return opened;
      const { token, tlsKey } = opened.value;
      return token === undefined ? fail({ kind: 'token-missing' }) : ok({ token, tlsKey });
    },

    ...(file.damaged === undefined ? {} : { damaged: file.damaged }),
    settled: () => file.settled(),
  };
};

/** A damaged connection is left out, the others stay. */
const readEntries = (parsed: unknown): Reading<readonly Entry[]> => {
  const outer = v.safeParse(v.looseObject({ connections: v.array(v.unknown()) }), parsed);
  if (!outer.success) return undefined;
  const readable = outer.output.connections.filter((one) => v.is(entry, one));
  return {
    value: readable.map((one) => v.parse(entry, one)),
    whole: readable.length === outer.output.connections.length && outer.output['format'] === 1,
  };
};

const withoutTlsKey = (settings: ConnectionSettings): ConnectionSettings => {
  if (settings.tls === undefined) return settings;
  const { ca, certificate } = settings.tls;
  return { ...settings, tls: { ca, certificate } };
};

const given = <T extends object>(parts: T): Partial<T> =>
  Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== undefined)) as Partial<T>;
