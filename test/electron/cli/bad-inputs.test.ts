// Bad inputs, one row each, as the command line and the shared words answer them: what happened, a code in brackets that is
// the same in both languages, at most 240 characters, and nothing of our insides or of a secret.
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Verdict } from '../../../protocol/diagnosis.ts';
import { type Failure } from '../../../protocol/result.ts';
import { languages, type Language } from '../../../protocol/settings.ts';
import { verdictCode } from '../../../protocol/verdict-code.ts';
import { failureText, verdictText } from '../../../protocol/words/index.ts';
import shellEn from '../../../renderer/locales/en/shell.json' with { type: 'json' };
import shellZh from '../../../renderer/locales/zh/shell.json' with { type: 'json' };
import { faultTable } from '../../support/fault-table.ts';
import { runGatescope, type CommandRun } from '../../support/gatescope-run.ts';

const token = 'CANARYtoken7f3a91';
const password = 'CANARYpassword55';
const env = { GATESCOPE_TOKEN: token };

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'gatescope-bad-inputs-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What must stand in no text at all. */
const insides =
  /undefined|\[object|NaN|\n\s+at |node:internal|node_modules|(?:protocol|electron|renderer)\/[\w/-]+\.ts|CANARY/u;
const textLimitChars = 240;

type Row = {
  /** Of the list of bad inputs. */
  readonly n: number;
  readonly name: string;
  readonly code: string;
  readonly exitCode: number;
  /** What the text must name. */
  readonly names?: readonly string[];
  readonly run: (language: Language) => Promise<CommandRun>;
};

const diagnosing =
  (address: string): Row['run'] =>
  (language) =>
    runGatescope(['--lang', language, 'diagnose', address], { env });

const against =
  (name: string): Row['run'] =>
  async (language) => {
    const row = faultTable.find((each) => each.name === name);
    if (row === undefined) throw new Error(`no row "${name}"`);
    const scene = await row.scene();
    const ca = join(folder, 'ca.pem');
    if (row.ca !== undefined) writeFileSync(ca, row.ca());
    try {
      return await runGatescope(
        [
          ...['--lang', language, 'diagnose', scene.address, '--survive', '200ms'],
          ...['--timeout', `${row.connackTimeoutMs ?? 600}ms`],
          ...(row.ca === undefined ? [] : ['--ca', ca]),
        ],
        { env },
      );
    } finally {
      await scene.close();
    }
  };

const testingProfile =
  (name: string, write: (file: string) => void): Row['run'] =>
  (language) => {
    const file = join(folder, name);
    write(file);
    return runGatescope(['--lang', language, 'profile', 'test', file], {});
  };
const content = (text: string) => (file: string) => writeFileSync(file, text);

const rows: readonly Row[] = [
  {
    n: 1,
    name: 'an address that is none',
    code: 'ADDR-FORM',
    exitCode: 64,
    names: ['mqtt//host'],
    run: diagnosing('mqtt//host'),
  },
  {
    n: 2,
    name: 'an address with a password in it',
    code: 'ADDR-SECRET',
    exitCode: 64,
    run: diagnosing(`mqtt://me:${password}@broker.example`),
  },
  {
    n: 3,
    name: 'a name that is not found',
    code: 'NET-DNS',
    exitCode: 10,
    names: ['gateway-platform.invalid'],
    run: against('a name that does not exist'),
  },
  {
    n: 4,
    name: 'a port that refuses',
    code: 'NET-REFUSED',
    exitCode: 11,
    names: ['127.0.0.1'],
    run: against('a port that nobody listens on'),
  },
  { n: 5, name: 'a web server', code: 'MQTT-NOT', exitCode: 16, names: ['HTTP'], run: against('a web server') },
  { n: 6, name: 'a silent broker', code: 'MQTT-NOCONNACK', exitCode: 15, names: ['0.6 s'], run: against('silence') },
  {
    n: 6,
    name: 'a CONNACK without a byte in it',
    code: 'MQTT-NOCONNACK',
    exitCode: 15,
    run: against('a CONNACK of two bytes'),
  },
  {
    n: 7,
    name: 'a refused token',
    code: 'AUTH-REFUSED',
    exitCode: 5,
    names: ['5', '0x05'],
    run: against('code 5 of 3.1.1'),
  },
  {
    n: 8,
    name: 'a certificate for another host',
    code: 'TLS-NAME',
    exitCode: 13,
    names: ['broker.example', '127.0.0.1'],
    run: against('a certificate for another host'),
  },
  {
    n: 9,
    name: 'a packet over the limit',
    code: 'MQTT-TOOBIG',
    exitCode: 17,
    names: ['268,435,460', '1,048,576'],
    run: against('a packet of 256 MB announced after code 0'),
  },
  {
    n: 10,
    name: 'bytes that are no MQTT',
    code: 'MQTT-MALFORMED',
    exitCode: 17,
    run: against('bytes that are no MQTT after code 0'),
  },
  {
    n: 11,
    name: 'a frame that is cut off',
    code: 'DEC-SHORT',
    exitCode: 0,
    run: (language) => runGatescope(['--lang', language, 'decode', '010CE735CA7C27', '--node', 'WG12345678/sf_2_0_1']),
  },
  {
    n: 14,
    name: 'a profile nested too deep',
    code: 'PROF-DEPTH',
    exitCode: 66,
    names: ['deep.json', '32'],
    run: testingProfile('deep.json', content(`{"a":${'['.repeat(1_000_000)}`.slice(0, 200_000))),
  },
  {
    n: 14,
    name: 'a profile that reaches for a prototype',
    code: 'PROF-KEY',
    exitCode: 66,
    names: ['proto.json', '__proto__'],
    run: testingProfile('proto.json', content('{"keys":{"__proto__":{"polluted":1}}}')),
  },
  {
    n: 14,
    name: 'a profile of 5 GB',
    code: 'PROF-SIZE',
    exitCode: 66,
    names: ['huge.json'],
    run: testingProfile('huge.json', (file) => {
      writeFileSync(file, '{');
      truncateSync(file, 5 * 1_024 ** 3);
    }),
  },
  {
    n: 13,
    name: 'a profile of a newer format',
    code: 'PROF-NEWER',
    exitCode: 66,
    names: ['newer.json'],
    run: testingProfile('newer.json', content('{"formatVersion":4}')),
  },
];

describe.each(languages)('the command line in %s', (language) => {
  it.each(rows)('$n. says [$code] of $name, and ends with $exitCode', async ({ code, exitCode, names = [], run }) => {
    const { code: ended, out, err } = await run(language);
    expect(ended).toBe(exitCode);
    const said = `${out}${err}`;
    expect(said).toContain(`[${code}]`);
    for (const name of names) expect(said).toContain(name);
    expect(said).not.toMatch(insides);
    // Wrong use is an error text and nothing else; a finding is a result.
    if (exitCode === 64) expect(out).toBe('');
    // A file's own name is as long as its folder's; the sentence is what is limited.
    const lines = said.replaceAll(folder, '').split('\n');
    for (const line of lines) expect(line.length, line).toBeLessThanOrEqual(textLimitChars);
    expect(Object.keys(Object.prototype)).toEqual([]);
  });
});

const connack = {
  protocol: '3.1.1',
  code: 0,
  hex: '0x00',
  name: 'accepted',
  sessionPresent: false,
  bytes: '20020000',
  latencyMs: 1,
} as const;
const long = '<img src=x>\u001b[2J\u202e'.repeat(40);
const verdicts: readonly (readonly [code: string, verdict: Verdict])[] = [
  ['NET-DNS', { id: 'host-not-found', host: long, detail: 'ENOTFOUND' }],
  ['NET-REFUSED', { id: 'port-refused', host: long, port: 65_535 }],
  ['NET-TIMEOUT', { id: 'port-timeout', host: long, port: 65_535, waitedMs: 120_000 }],
  ['NET-UNREACHABLE', { id: 'port-timeout', host: long, port: 1, waitedMs: 1, detail: 'ENETUNREACH' }],
  ['TLS-NAME', { id: 'tls-rejected', reason: 'wrong-host', detail: '', host: long, names: [long, long] }],
  ['TLS-NAME', { id: 'tls-rejected', reason: 'wrong-host', detail: '', host: 'h' }],
  ['MQTT-CLOSED', { id: 'closed-before-connack', afterMs: 120_000, how: 'reset' }],
  ['MQTT-NOCONNACK', { id: 'no-connack', waitedMs: 120_000, received: 'malformed' }],
  ['MQTT-NOT', { id: 'not-mqtt', looksLike: 'other', bytes: '' }],
  [
    'MQTT-TOOBIG',
    { id: 'dropped-after-connack', connack, livedMs: 9, why: 'packet-too-large', detail: '268435460 > 1048576' },
  ],
  ['NET-SILENT', { id: 'dropped-after-connack', connack, livedMs: 9, why: 'keep-alive' }],
  ['AUTH-CONTESTED', { id: 'contested', connack, evictions: 2 }],
];
const failures: readonly (readonly [code: string, failure: Failure])[] = [
  ['ADDR-FORM', { kind: 'address-form', address: long }],
  ['ADDR-SECRET', { kind: 'address-secret' }],
  ['KEY-NONE', { kind: 'key-store-missing' }],
  ['KEY-CHANGED', { kind: 'key-store-changed', backend: long }],
];

describe.each(languages)('the words in %s', (language) => {
  const controls = /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e]/u;

  it.each(verdicts)('say %s short and clean, however long what came from outside', (code, verdict) => {
    const text = `${verdictText(verdict, language).meaning} [${verdictCode(verdict)}]`;
    expect(text.endsWith(` [${code}]`)).toBe(true);
    expect(text.length).toBeLessThanOrEqual(textLimitChars);
    expect(text).not.toMatch(insides);
    expect(text).not.toMatch(controls);
    expect(text).not.toMatch(/[{}]/u);
  });

  it.each(failures)('say %s short and clean, however long what came from outside (failure)', (code, failure) => {
    const text = failureText(failure, language);
    expect(text.endsWith(`[${code}]`)).toBe(true);
    expect(text.length).toBeLessThanOrEqual(textLimitChars);
    expect(text).not.toMatch(insides);
    expect(text).not.toMatch(controls);
  });

  it('say [SET-BAD] of a settings file that cannot be read, what is in use, and where the bad one is', () => {
    const damaged = (language === 'zh' ? shellZh : shellEn).damaged;
    for (const text of Object.values(damaged)) {
      expect(text.endsWith('[SET-BAD]')).toBe(true);
      expect(text).toContain('{file}');
      expect(text).toContain('{keptAs}');
      expect(text.length + 'settings.json'.length * 2 + 20).toBeLessThanOrEqual(textLimitChars);
    }
  });
});
