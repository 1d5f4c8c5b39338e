/**
 * The engineer's settings and this installation's fingerprint key, in one file. Owns how a token is reduced to something
 * that may be shown. Holds no token.
 */
import { createHmac, randomBytes } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import * as v from 'valibot';
import { type TokenHint } from '../../protocol/connection.ts';
import { type DamagedFile } from '../../protocol/contract.ts';
import { type Result } from '../../protocol/result.ts';
import { defaultAppSettings, settings, type Settings, type SettingsChange } from '../../protocol/settings.ts';
import { maskToken } from '../../protocol/token.ts';
import { openDurableFile, type Reading } from './durable-file.ts';

export type SettingsStore = {
  now(): Settings;
  /** The change holds for this run even where it could not be written. Failure `file-unwritable`. */
  change(wanted: SettingsChange): Promise<Result<Settings>>;
  /** First 8 hex digits of HMAC-SHA-256: the same for the same token on this machine, worth nothing elsewhere. */
  fingerprint(token: string): string;
  describeToken(token: string): TokenHint;
  readonly damaged?: DamagedFile;
  settled(): Promise<void>;
};

type Contents = {
  readonly fingerprintKey: Buffer;
  readonly isNewKey: boolean;
  readonly settings: Settings;
  /** Settings whose value made no sense: what stands there now is the default. */
  readonly replaced: readonly string[];
};

const fingerprintKeyBytes = 32;
const fingerprintKey = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));

export const openSettings = (path: string): SettingsStore => {
  const file = openDurableFile<Contents>({ path, read: readContents, mend, olderVersions: 2 });
  const key = file.found?.fingerprintKey ?? randomBytes(fingerprintKeyBytes);
  let current = file.found?.settings ?? defaultAppSettings;

  let unwritten: readonly SettingsChange[] = [];
  /** Only what was changed is written over what a second program on this folder may have chosen in the meantime. */
  const write = async (change: SettingsChange): Promise<Result<null>> => {
    unwritten = [...unwritten, change];
    let taken = unwritten;
    const written = await file.write((onDisk) => {
      taken = unwritten;
      if (onDisk !== undefined) current = v.parse(settings, Object.assign({}, onDisk.settings, ...taken));
      // The first one's key stays: fingerprints that were written down go by it.
      const lasting = onDisk?.isNewKey === false ? onDisk.fingerprintKey : key;
      return JSON.stringify({ format: 1, fingerprintKey: lasting.toString('hex'), settings: current }, null, 2);
    });
    if (written.ok) unwritten = unwritten.filter((each) => !taken.includes(each));
    return written;
  };
  // The key has to be the same at the next start, or no token would be recognised. Without a disk it holds for this run.
  if (file.found?.isNewKey !== false) void write({});

  const fingerprint = (token: string): string => createHmac('sha256', key).update(token).digest('hex').slice(0, 8);

  return {
    now: () => current,
    change: async (wanted) => {
      const change = definedOnly(wanted);
      current = v.parse(settings, { ...current, ...change });
      const written = await write(change);
      return written.ok ? { ok: true, value: current } : written;
    },
    fingerprint,
    describeToken: (token) => ({
      masked: maskToken(token),
      lengthChars: token.length,
      fingerprint: fingerprint(token),
    }),
    ...(file.damaged === undefined ? {} : { damaged: file.damaged }),
    settled: () => file.settled(),
  };
};

const readContents = (parsed: unknown): Reading<Contents> => {
  const outer = v.safeParse(v.looseObject({ settings: v.looseObject({}) }), parsed);
  if (!outer.success) return undefined;
  const { format, fingerprintKey: rawKey, settings: raw } = outer.output;
  const key = v.safeParse(fingerprintKey, rawKey);
  const found = v.parse(settings, raw);
  const replaced = replacedKeys(raw, found);
  return {
    value: {
      fingerprintKey: key.success ? Buffer.from(key.output, 'hex') : randomBytes(fingerprintKeyBytes),
      isNewKey: !key.success,
      settings: found,
      replaced,
    },
    // What is not there was never chosen, and a key of a later version is no damage; a value that had to be replaced is.
    whole: format === 1 && (key.success || rawKey === undefined) && replaced.length === 0,
  };
};

const replacedKeys = (raw: Readonly<Record<string, unknown>>, read: Settings): readonly string[] =>
  Object.entries(read).flatMap(([key, value]) =>
    Object.hasOwn(raw, key) && !isDeepStrictEqual(raw[key], value) ? [key] : [],
  );

/** One bad value costs that value only, and not even that where an older version still has it. */
const mend = (parts: Contents, older: Contents): Contents => {
  const lost = Object.entries(older.settings).filter(([key]) => parts.replaced.includes(key));
  const { fingerprintKey: key, isNewKey } = parts.isNewKey ? older : parts;
  return { ...parts, fingerprintKey: key, isNewKey, settings: { ...parts.settings, ...Object.fromEntries(lost) } };
};

const definedOnly = (wanted: SettingsChange): SettingsChange =>
  Object.fromEntries(Object.entries(wanted).filter(([, value]) => value !== undefined));
