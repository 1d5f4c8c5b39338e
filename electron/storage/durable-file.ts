/**
 * One small JSON file that survives a crash at any moment: written beside, flushed, renamed over, folder flushed, older
 * versions kept. Owns the way of writing and of falling back to an older version. Knows nothing of what is inside, and
 * never deletes what it could not read: that is set aside as `.bad-<time>`.
 */
import { copyFileSync, readFileSync, renameSync, statSync } from 'node:fs';
import { mkdir, open, rename } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { type DamagedFile } from '../../protocol/contract.ts';
import { fail, ok, type Result } from '../../protocol/result.ts';

/** What a file's text holds; `whole: false` when parts of it had to be left out. Undefined: nothing of it can be used. */
export type Reading<T> = { readonly value: T; readonly whole: boolean } | undefined;

export type DurableFile<T> = {
  /** Undefined: never written, or nothing readable is left of any version. */
  readonly found: T | undefined;
  readonly damaged?: DamagedFile;
  /**
   * Resolves when the new content would survive a power cut. Calls are written in their order. `textFrom` gets what lies on
   * the disk at that moment, since a second program on the same folder may have written; undefined where nothing whole is
   * there. Failure `file-unwritable`.
   */
  write(textFrom: (onDisk: T | undefined) => string): Promise<Result<null>>;
  /** Resolves when nothing is being written any more. */
  settled(): Promise<void>;
};

/** Far above what the stores can hold by their own limits; a file that is larger is not ours. */
const fileLimitBytes = 64 * 1_048_576;

export type DurableFileOptions<T> = {
  readonly path: string;
  readonly read: (parsed: unknown) => Reading<T>;
  /** How many older versions stay beside it, `.1` the newest. */
  readonly olderVersions: number;
  /** What of the newest good older version takes the place of the parts that could not be read. */
  readonly mend?: (parts: T, older: T) => T;
  readonly now?: () => Date;
};

export const openDurableFile = <T>({
  path,
  read,
  olderVersions,
  mend = (parts) => parts,
  now = () => new Date(),
}: DurableFileOptions<T>): DurableFile<T> => {
  const version = (age: number): string => (age === 0 ? path : `${path}.${age}`);
  const versions = Array.from({ length: olderVersions + 1 }, (_, age) => version(age));
  const { found, damaged } = newestReadable(versions, read, mend, now);

  const writeNow = async (textFrom: (onDisk: T | undefined) => string): Promise<Result<null>> => {
    // Two programs on one folder must not write into each other's.
    const beside = `${path}.new-${process.pid}`;
    const onDisk = currentOf(path, read);
    const text = textFrom(onDisk?.whole === true ? onDisk.value : undefined);
    try {
      await mkdir(dirname(path), { recursive: true, mode: 0o700 });
      const file = await open(beside, 'w', 0o600);
      try {
        // A leftover of a crash keeps the mode it was made with.
        await file.chmod(0o600);
        await file.writeFile(text);
        await file.sync();
      } finally {
        await file.close();
      }
      // Oldest first. A crash in between leaves no gap that `newestReadable` would not step over.
      // A version with a bad part was set aside when it was found: it must not push a good one out.
      const rotated = onDisk?.whole === false ? 0 : olderVersions;
      for (let age = rotated; age >= 1; age -= 1) await renameIfThere(version(age - 1), version(age));
      await rename(beside, path);
      await syncFolder(dirname(path));
      return ok(null);
    } catch (thrown) {
      return fail({ kind: 'file-unwritable', file: basename(path), why: systemWord(thrown) });
    }
  };

  let last: Promise<unknown> = Promise.resolve();
  return {
    found,
    ...(damaged === undefined ? {} : { damaged }),
    write: (textFrom) => {
      const written = last.then(() => writeNow(textFrom));
      last = written;
      return written;
    },
    settled: async () => {
      await last;
    },
  };
};

const newestReadable = <T>(
  versions: readonly string[],
  read: (parsed: unknown) => Reading<T>,
  mend: (parts: T, older: T) => T,
  now: () => Date,
): { found: T | undefined; damaged?: DamagedFile } => {
  let damaged: { file: string; keptAs: string } | undefined;
  for (const [age, version] of versions.entries()) {
    const text = textOf(version);
    if (text === 'not-there') continue;
    const reading = text === 'unreadable' ? undefined : tryRead(text.text, read);
    if (age === 0 && reading?.whole !== true) {
      damaged = { file: basename(version), keptAs: setAside(version, reading !== undefined, now()) };
    }
    if (reading === undefined) continue;
    if (damaged === undefined) return { found: reading.value };
    if (age > 0) return { found: reading.value, damaged: { ...damaged, using: 'older-version' } };
    const older = versions
      .slice(1)
      .map((each) => currentOf(each, read))
      .find((each) => each?.whole === true);
    const found = older === undefined ? reading.value : mend(reading.value, older.value);
    return { found, damaged: { ...damaged, using: 'readable-parts' } };
  }
  return damaged === undefined
    ? { found: undefined }
    : { found: undefined, damaged: { ...damaged, using: 'defaults' } };
};

/** What can be used of the newest version as it lies there now. */
const currentOf = <T>(path: string, read: (parsed: unknown) => Reading<T>): Reading<T> => {
  const text = textOf(path);
  return typeof text === 'string' ? undefined : tryRead(text.text, read);
};

const textOf = (path: string): { text: string } | 'not-there' | 'unreadable' => {
  try {
    if (statSync(path).size > fileLimitBytes) return 'unreadable';
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(path)) };
  } catch (thrown) {
    return systemWord(thrown) === 'ENOENT' ? 'not-there' : 'unreadable';
  }
};

const tryRead = <T>(text: string, read: (parsed: unknown) => Reading<T>): Reading<T> => {
  try {
    return read(JSON.parse(text));
  } catch {
    return undefined;
  }
};

/** Moved when nothing could be read, so that the next write does not make it an "older version"; else copied. */
const setAside = (path: string, stillUsed: boolean, at: Date): string => {
  const keptAs = `${path}.bad-${at.toISOString().replaceAll(/[:.]/g, '-')}`;
  try {
    if (stillUsed) copyFileSync(path, keptAs);
    else renameSync(path, keptAs);
  } catch {
    return '';
  }
  return basename(keptAs);
};

const renameIfThere = async (from: string, to: string): Promise<void> => {
  try {
    await rename(from, to);
  } catch (thrown) {
    if (systemWord(thrown) !== 'ENOENT') throw thrown;
  }
};

/** Without it the rename itself may be lost in a power cut. Windows has no such call and needs none. */
const syncFolder = async (path: string): Promise<void> => {
  if (process.platform === 'win32') return;
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
};

/** `ENOSPC`, `EACCES`: the system's word, never its sentence, which holds a path. */
export const systemWord = (thrown: unknown): string =>
  typeof thrown === 'object' && thrown !== null && 'code' in thrown && typeof thrown.code === 'string'
    ? thrown.code
    : 'unknown';
