import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decode } from '../../../electron/cli/decode.ts';
import { cellsOf } from '../../../electron/cli/text-table.ts';
import { runCommand } from '../../support/command-run.ts';

const vendor = (name: string) => fileURLToPath(new URL(`../../fixtures/vendor/${name}.json`, import.meta.url));
const terminal = ['010CE735CA7C271E21FFFFFF', '--node', 'WG12345678/sf_2_0_340000'];

type JsonField = {
  readonly path: string;
  readonly source: string;
  readonly evidence?: string;
  readonly raw: string;
  readonly value?: unknown;
  readonly status: string;
  readonly start?: number;
  readonly end?: number;
  readonly decided?: string | null;
  readonly layouts?: readonly { readonly id: string; readonly bits: number; readonly fields: readonly JsonField[] }[];
};
type Output = {
  readonly entries: readonly {
    readonly node: string | null;
    readonly ts: unknown;
    readonly fields: readonly JsonField[];
  }[];
  readonly warnings: readonly { readonly code: string; readonly message: string; readonly line?: number }[];
  readonly errors: readonly {
    readonly code: string;
    readonly message: string;
    readonly line?: number;
    readonly column?: number;
  }[];
};
const json = async (args: readonly string[], input?: string): Promise<Output & { readonly code: number }> => {
  const { code, out } = await runCommand(decode, [...args, '--json'], input === undefined ? {} : { input });
  expect(out.trimEnd().split('\n')).toHaveLength(1);
  return { code, ...(JSON.parse(out) as Output) };
};

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'gatescope-decode-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe('gatescope decode --json', () => {
  it('shows both layouts of a frame with their evidence, and raw', async () => {
    const { code, entries, warnings, errors } = await json(terminal);
    expect({ code, warnings, errors }).toEqual({ code: 0, warnings: [], errors: [] });
    const da = entries[0]!.fields[0]!;
    expect(da).toMatchObject({ path: 'da', raw: '010CE735CA7C271E21FFFFFF', decided: null, status: 'ok' });
    expect(da.layouts!.map(({ id, bits }) => [id, bits])).toEqual([
      ['L', 9.2],
      ['B', 5.8],
    ]);
    const batt = da.layouts![1]!.fields.find(({ path }) => path === 'da.batt');
    expect(batt).toMatchObject({
      start: 1,
      end: 3,
      raw: '0CE7',
      value: 3303,
      unit: 'mV',
      source: 'inferred',
      confidence: 'medium',
    });
    for (const field of da.layouts!.flatMap(({ fields }) => fields)) expect(field.evidence, field.path).toBeTruthy();
  });

  it('annotates every key and every power index of the heartbeat file', async () => {
    const { code, entries } = await json([vendor('heartbeat')]);
    expect(code).toBe(0);
    expect(entries[0]).toMatchObject({
      node: 'WG12345678',
      ts: { raw: '1609145640724', at: 1_609_145_640_724, utc: '2020-12-28T08:54:00.724Z' },
    });
    const fields = entries[0]!.fields;
    expect(fields.filter(({ source }) => source === 'unknown')).toEqual([]);
    expect(fields.find(({ path }) => path === 'power.1')).toMatchObject({
      label: { zh: '电池电压', en: 'Battery voltage' },
      raw: '6.80',
      value: 6.8,
      unit: 'V',
      status: 'ok',
      source: 'related-code',
      confidence: 'medium',
    });
    const expected = 'H mode NET4GSTA mT mFifo DDA boxSta TH NR Lat Lon SDR power'.split(' ');
    const indices = [0, 1, 2, 9, 10, 11, 12, 13, 14].map((index) => `power.${String(index)}`);
    for (const path of [...expected, ...indices]) expect(fields.map((field) => field.path)).toContain(path);
  });

  it('reads standard input', async () => {
    const { code, entries } = await json(['-'], '{"0":0,"1":"6.80"}');
    expect(code).toBe(0);
    expect(entries[0]!.fields.map(({ path }) => path)).toEqual(['power', 'power.0', 'power.1']);
  });

  it('reads hex that the shell took apart', async () => {
    expect((await json(['01', '0C', 'E7'])).entries[0]!.fields[0]!.raw).toBe('010CE7');
  });

  it('lists unknown keys and bytes as fields', async () => {
    const { code, entries } = await json(['{"new":"x"}']);
    expect({ code, field: entries[0]!.fields[0] }).toMatchObject({
      code: 0,
      field: { path: 'new', source: 'unknown', raw: 'x' },
    });
  });

  it('ends with 0 and the errors inside as long as something could be read', async () => {
    const { code, entries, errors } = await json(['{"WG12345678":[{"ts":"1609145640724","values":{"H":"60"']);
    expect(code).toBe(0);
    expect(entries[0]!.fields[0]).toMatchObject({ path: 'H', value: 60 });
    expect(errors[0]).toMatchObject({ code: 'syntax', line: 1 });
  });

  it.each([
    ['010CE7ZZ35', 'bad-hex-digit', 1, 7],
    ['010', 'odd-hex-digits', 1, 1],
    ['hello', 'not-readable', 1, 1],
    ['[1,2]', 'shape-unknown', 1, 1],
  ])('ends with 65 where nothing of %j could be read', async (text, problem, line, column) => {
    const { code, entries, errors } = await json([text]);
    expect({ code, entries }).toEqual({ code: 65, entries: [] });
    expect(errors[0]).toMatchObject({ code: problem, line, column });
    expect(errors[0]!.message).not.toBe('');
  });
});

describe('gatescope decode for people', () => {
  it.each(['zh', 'en'] as const)('names value, unit, raw, source and rivals in %s', async (language) => {
    const { code, out } = await runCommand(decode, terminal, { language });
    expect(code).toBe(0);
    for (const part of ['1..3', 'da.batt', '3303 mV', '0CE7', '9.2', '5.8', '1010.8 hPa', '9..12'])
      expect(out).toContain(part);
    expect(/\p{Script=Han}/u.test(out)).toBe(language === 'zh');
  });

  it('keeps its columns under each other with Chinese labels', async () => {
    const { out } = await runCommand(decode, [vendor('heartbeat')], { language: 'zh' });
    const marks = out.split('\n').filter((line) => /^ {2}\S.* {2}[●◐?] /u.test(line));
    expect(marks.length).toBeGreaterThan(30);
    const columns = marks.map((line) => cellsOf(line.slice(0, line.search(/[●◐?] \p{Script=Han}+ \(/u))));
    expect(new Set(columns).size).toBe(1);
  });

  it('prints the evidence when asked why', async () => {
    const plain = await runCommand(decode, terminal);
    const why = await runCommand(decode, [...terminal, '--why']);
    expect(plain.out).not.toContain('Li-SOCl2');
    expect(why.out).toContain('Li-SOCl2');
  });

  it('lets no control character of the payload reach the terminal', async () => {
    const evil = { 'WG1\u001b[2J': [{ ts: 'x\u0007', values: { 'k\u001b]0;t\u0007': '\u009b31m', da: 'ZZ\u202e' } }] };
    for (const args of [[], ['--why']]) {
      const { out } = await runCommand(decode, ['-', ...args], { input: JSON.stringify(evil) });
      expect(out).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
      expect(out).toContain('\\u{1b}');
    }
  });
});

describe('wrong use of gatescope decode', () => {
  it.each([
    ['nothing to decode', []],
    ['a file that is not there', ['no/such/file.json']],
    ['a profile that is not there', ['0102', '--profile', 'no-such-profile.json']],
  ])('%s ends with 64', async (_what, args) => {
    const { code, out, err } = await runCommand(decode, args);
    expect({ code, out }).toEqual({ code: 64, out: '' });
    expect(err).not.toBe('');
  });

  it('a broken profile ends with 64 and names the line and the rule', async () => {
    const file = join(folder, 'broken.json');
    writeFileSync(file, '{"format":"gw-decode-profile",\n"formatVersion":9}');
    const { code, err } = await runCommand(decode, ['0102', '--profile', file]);
    expect(code).toBe(64);
    expect(err).toMatch(/:2:1 .*\[format-newer\]/);
  });
});

it('decodes with a profile of the engineer', async () => {
  const label = { zh: '电压', en: 'Voltage' };
  const why = { source: 'me', confidence: 'high', evidence: { zh: '实测', en: 'measured' } };
  const file = join(folder, 'own.json');
  const own = {
    format: 'gw-decode-profile',
    formatVersion: 1,
    id: 'own',
    version: '1.0.0',
    title: label,
    sources: { me: { kind: 'user', title: label } },
    devices: [],
    keys: { da: { type: 'hex', frame: 'f', label, why } },
    frames: {
      f: {
        match: {},
        layouts: [
          {
            id: 'X',
            title: label,
            endian: 'le',
            fields: [{ id: 'v', offset: 0, type: 'u16', scale: 0.001, unit: 'V', label, why }],
          },
        ],
      },
    },
  };
  writeFileSync(file, JSON.stringify(own));
  const { entries } = await json(['E70C FF', '--profile', file]);
  expect(entries[0]!.fields[0]!).toMatchObject({ path: 'da', decided: 'X', source: 'user' });
  expect(entries[0]!.fields[0]!.layouts![0]!.fields.map(({ path, value, source }) => [path, value, source])).toEqual([
    ['da.v', 3.303, 'user'],
    ['da.@2', undefined, 'unknown'],
  ]);
});
