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

type Contents = { readonly fingerprintKey: Buffer; readonly isNewKey: boolean; readonly settings: Settings };

const fingerprintKeyBytes = 32;
const fingerprintKey = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));

export const openSettings = (path: string): SettingsStore => {
  const file = openDurableFile<Contents>({ path, read: readContents, olderVersions: 2 });
  const key = file.found?.fingerprintKey ?? randomBytes(fingerprintKeyBytes);
  let current = file.found?.settings ?? defaultAppSettings;

  const write = (): Promise<Result<null>> =>
    file.write(JSON.stringify({ format: 1, fingerprintKey: key.toString('hex'), settings: current }, null, 2));
  // The key has to be the same at the next start, or no token would be recognised. Without a disk it holds for this run.
  if (file.found?.isNewKey !== false) void write();

  const fingerprint = (token: string): string => createHmac('sha256', key).update(token).digest('hex').slice(0, 8);

  return {
    now: () => current,
    change: async (wanted) => {
      current = v.parse(settings, { ...current, ...definedOnly(wanted) });
      const changed = current;
      const written = await write();
      return written.ok ? { ok: true, value: changed } : written;
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
  return {
    value: {
      fingerprintKey: key.success ? Buffer.from(key.output, 'hex') : randomBytes(fingerprintKeyBytes),
      isNewKey: !key.success,
      settings: found,
    },
    // What is not there was never chosen, and a key of a later version is no damage; a value that had to be replaced is.
    whole: format === 1 && (key.success || rawKey === undefined) && nothingReplaced(raw, found),
  };
};

const nothingReplaced = (raw: Readonly<Record<string, unknown>>, read: Settings): boolean =>
  Object.entries(read).every(([key, value]) => !Object.hasOwn(raw, key) || isDeepStrictEqual(raw[key], value));

const definedOnly = (wanted: SettingsChange): SettingsChange =>
  Object.fromEntries(Object.entries(wanted).filter(([, value]) => value !== undefined));
