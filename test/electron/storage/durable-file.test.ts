import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDurableFile } from '../../../electron/storage/durable-file.ts';
import { runs } from '../../support/fuzz.ts';

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'gatescope-test-'));
  path = join(folder, 'inner', 'numbers.json');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A file that holds `{ "n": … }`; an `n` below zero is readable but not whole. */
const openNumbers = (olderVersions = 2) =>
  openDurableFile<number>({
    path,
    olderVersions,
    now: () => new Date('2026-01-02T03:04:05.006Z'),
    read: (parsed) => {
      const n = (parsed as { n?: unknown } | null)?.n;
      return typeof n === 'number' ? { value: Math.abs(n), whole: n >= 0 } : undefined;
    },
  });
const text = (n: number) => JSON.stringify({ n });
const put = (name: string, contents: string) => {
  mkdirSync(join(folder, 'inner'), { recursive: true });
  writeFileSync(join(folder, 'inner', name), contents);
};
const badName = 'numbers.json.bad-2026-01-02T03-04-05-006Z';

describe('a file that must survive', () => {
  it('is read back after it was written, with two older versions beside it', async () => {
    const file = openNumbers();
    for (const n of [1, 2, 3, 4]) expect(await file.write(() => text(n))).toEqual({ ok: true, value: null });
    expect(openNumbers().found).toBe(4);
    expect(openNumbers().damaged).toBeUndefined();
    const read = (name: string) => readFileSync(join(folder, 'inner', name), 'utf8');
    expect([read('numbers.json'), read('numbers.json.1'), read('numbers.json.2')]).toEqual([text(4), text(3), text(2)]);
    expect(readdirSync(join(folder, 'inner'))).toHaveLength(3);
  });

  it('is private: the folder opens for nobody else, the files neither', async () => {
    await openNumbers().write(() => text(1));
    await openNumbers().write(() => text(2));
    expect(statSync(join(folder, 'inner')).mode & 0o777).toBe(0o700);
    for (const name of readdirSync(join(folder, 'inner'))) {
      expect(statSync(join(folder, 'inner', name)).mode & 0o777).toBe(0o600);
    }
  });

  it('holds the last of many writes that were asked for at once', async () => {
    const file = openNumbers();
    await Promise.all([1, 2, 3, 4, 5].map((n) => file.write(() => text(n))));
    expect(openNumbers().found).toBe(5);
  });

  it('is simply not there at the first start', () => {
    expect(openNumbers()).toMatchObject({ found: undefined });
    expect(openNumbers().damaged).toBeUndefined();
  });

  // What a kill leaves behind, at each moment of a write of 3 over 2 over 1.
  it.each([
    ['before the rename', { 'numbers.json': text(2), 'numbers.json.1': text(1), 'numbers.json.new-1': text(3) }, 2],
    [
      'in the middle of the text',
      { 'numbers.json': text(2), 'numbers.json.1': text(1), 'numbers.json.new-1': '{"n"' },
      2,
    ],
    [
      'while the versions move up',
      { 'numbers.json.1': text(2), 'numbers.json.2': text(1), 'numbers.json.new-1': text(3) },
      2,
    ],
    ['after the rename', { 'numbers.json': text(3), 'numbers.json.1': text(2), 'numbers.json.2': text(1) }, 3],
  ])('is whole after a kill %s', async (_, left, expected) => {
    for (const [name, contents] of Object.entries(left)) put(name, contents);
    const file = openNumbers();
    expect(file.found).toBe(expected);
    expect(file.damaged).toBeUndefined();
    await file.write(() => text(9));
    expect(openNumbers().found).toBe(9);
  });

  it.each([
    ['cut short', '{"n":'],
    ['empty', ''],
    ['garbage', '\u0000\u0001nonsense'],
    ['another kind of JSON', '[1,2,3]'],
    ['nested a million deep', '['.repeat(1_000_000) + ']'.repeat(1_000_000)],
  ])('that is %s gives way to the older version, is set aside and reported', async (_, contents) => {
    put('numbers.json', contents);
    put('numbers.json.1', text(1));
    const file = openNumbers();
    expect(file.found).toBe(1);
    expect(file.damaged).toEqual({ file: 'numbers.json', keptAs: badName, using: 'older-version' });
    expect(readFileSync(join(folder, 'inner', badName), 'utf8')).toBe(contents);
    await file.write(() => text(2));
    expect(openNumbers()).toMatchObject({ found: 2 });
    expect(existsSync(join(folder, 'inner', badName))).toBe(true);
  });

  it('gives way to the second older version when the first is bad as well', () => {
    put('numbers.json', 'x');
    put('numbers.json.1', 'y');
    put('numbers.json.2', text(1));
    expect(openNumbers()).toMatchObject({ found: 1, damaged: { using: 'older-version' } });
  });

  it('without any readable version starts anew and says so', () => {
    put('numbers.json', 'x');
    expect(openNumbers()).toMatchObject({ found: undefined, damaged: { keptAs: badName, using: 'defaults' } });
  });

  it('of which only parts can be read is used, with a copy of it set aside', () => {
    put('numbers.json', text(-5));
    put('numbers.json.1', text(1));
    expect(openNumbers()).toMatchObject({ found: 5, damaged: { keptAs: badName, using: 'readable-parts' } });
    expect(existsSync(path)).toBe(true);
  });

  it('never throws and never invents, whatever bytes lie there', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        put('numbers.json', '');
        writeFileSync(path, bytes);
        expect(openNumbers(0).found).toBeUndefined();
      }),
      { numRuns: runs(200) },
    );
  });

  it('that cannot be written is a failure with the system’s word and the file’s name, no path', async () => {
    put('numbers.json', text(1));
    // A folder where the temporary file would be: refused for root as well.
    mkdirSync(`${path}.new-${process.pid}`);
    expect(await openNumbers().write(() => text(2))).toEqual({
      ok: false,
      failure: { kind: 'file-unwritable', file: 'numbers.json', why: 'EISDIR' },
    });
    expect(openNumbers().found).toBe(1);
  });

  it('keeps its mode although a leftover of a crash was readable by all', async () => {
    put(`numbers.json.new-${process.pid}`, 'old');
    chmodSync(`${path}.new-${process.pid}`, 0o644);
    await openNumbers().write(() => text(1));
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });
});
