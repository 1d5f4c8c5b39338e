/**
 * The secrets of saved connections: sealed by the system's key store into one file, else in memory for this run. Owns
 * that choice. Refuses to write anything to disk that the key store has not sealed, and to give a secret to anybody but
 * the session that is about to connect.
 */
import * as v from 'valibot';
import { type DamagedFile } from '../../protocol/contract.ts';
import { type SavedConnection } from '../../protocol/connection.ts';
import { fail, ok, type Result } from '../../protocol/result.ts';
import { openDurableFile } from './durable-file.ts';
import { type KeyStore } from './secrets.ts';

/** `tlsKey`: the private key that belongs to a client certificate, PEM. */
export type Secrets = { readonly token?: string | undefined; readonly tlsKey?: string | undefined };

export type SecretVault = {
  /** Failure `file-unwritable`. Without a key store the secrets are kept for this run. */
  keep(id: string, secrets: Secrets): Promise<Result<null>>;
  /** Nothing kept is an empty answer. Failure `key-store-changed`. */
  open(id: string): Promise<Result<Secrets>>;
  /** Where the secrets of this connection are, without opening them. */
  place(id: string): SavedConnection['tokenKept'];
  forget(id: string): Promise<Result<null>>;
  readonly damaged?: DamagedFile;
  settled(): Promise<void>;
};

type Sealed = { readonly backend: string; readonly sealed: string };

const secretsInside = v.object({ token: v.optional(v.string()), tlsKey: v.optional(v.string()) });
const sealedFile = v.object({
  format: v.literal(1),
  sealed: v.array(v.object({ id: v.string(), backend: v.string(), sealed: v.pipe(v.string(), v.base64()) })),
});

export const openSecretVault = (path: string, keyStore: KeyStore): SecretVault => {
  const file = openDurableFile<ReadonlyMap<string, Sealed>>({
    path,
    // What the engineer has told us to forget must not live on in an older version.
    olderVersions: 0,
    read: (parsed) => {
      const checked = v.safeParse(sealedFile, parsed);
      if (!checked.success) return undefined;
      return { value: new Map(checked.output.sealed.map(({ id, ...rest }) => [id, rest])), whole: true };
    },
  });
  const atRest = new Map<string, Sealed>(file.found);
  const thisRun = new Map<string, Secrets>();

  let unwritten: readonly { readonly id: string }[] = [];
  /** Only what this run has sealed or forgotten changes; the rest is as a second program on this folder has left it. */
  const write = async (id: string): Promise<Result<null>> => {
    unwritten = [...unwritten, { id }];
    let taken = unwritten;
    const written = await file.write((onDisk) => {
      taken = unwritten;
      if (onDisk !== undefined) takeOver(onDisk, new Set(taken.map((each) => each.id)));
      return JSON.stringify({ format: 1, sealed: [...atRest].map(([each, rest]) => ({ id: each, ...rest })) });
    });
    if (written.ok) unwritten = unwritten.filter((each) => !taken.includes(each));
    return written;
  };

  /** What the other one has told its program to forget must not come back by our hand. */
  const takeOver = (onDisk: ReadonlyMap<string, Sealed>, own: ReadonlySet<string>): void => {
    for (const id of [...atRest.keys()]) if (!own.has(id) && !onDisk.has(id)) atRest.delete(id);
    for (const [id, sealed] of onDisk) if (!own.has(id)) atRest.set(id, sealed);
  };

  const keep: SecretVault['keep'] = async (id, secrets) => {
    const state = await keyStore.state();
    const sealed = state.available ? await keyStore.seal(JSON.stringify(secrets)) : undefined;
    if (!state.available || sealed === undefined) {
      thisRun.set(id, secrets);
      // A token typed anew must not be outlived by the old one.
      return atRest.delete(id) ? await write(id) : ok(null);
    }
    thisRun.delete(id);
    atRest.set(id, { backend: state.backend, sealed: sealed.toString('base64') });
    return await write(id);
  };

  const open: SecretVault['open'] = async (id) => {
    const known = thisRun.get(id);
    if (known !== undefined) return ok(known);
    const kept = atRest.get(id);
    if (kept === undefined) return ok({});
    const opened = await keyStore.unseal(Buffer.from(kept.sealed, 'base64'));
    const secrets = opened === undefined ? undefined : readSecrets(opened.plain);
    if (opened === undefined || secrets === undefined) {
      return fail({ kind: 'key-store-changed', backend: kept.backend });
    }
    if (opened.sealAgain) await keep(id, secrets);
    return ok(secrets);
  };

  return {
    keep,
    open,
    place: (id) => (thisRun.has(id) ? 'this-run' : atRest.has(id) ? 'key-store' : 'none'),
    forget: async (id) => {
      thisRun.delete(id);
      atRest.delete(id);
      // Even where this run knows of nothing at rest: a second program may have sealed it since.
      return await write(id);
    },
    ...(file.damaged === undefined ? {} : { damaged: file.damaged }),
    settled: () => file.settled(),
  };
};

const readSecrets = (plain: string): Secrets | undefined => {
  try {
    const checked = v.safeParse(secretsInside, JSON.parse(plain));
    return checked.success ? checked.output : undefined;
  } catch {
    return undefined;
  }
};
