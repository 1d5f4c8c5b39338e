import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { codeTables, type CodeTableId } from '../../protocol/codes/lookup.ts';
import { type Connack, type Verdict, type VerdictId } from '../../protocol/diagnosis.ts';
import { type Failure, type FailureKind } from '../../protocol/result.ts';
import { languages } from '../../protocol/settings.ts';
import { codeText, failureText, fill, foreignText, verdictText, wordsOf } from '../../protocol/words/index.ts';

/** `advice.firewall.cause` → its text. */
const flat = (words: unknown, path = ''): [string, string][] =>
  typeof words === 'string'
    ? [[path, words]]
    : Object.entries(words as object).flatMap(([key, part]) => flat(part, path === '' ? key : `${path}.${key}`));

const texts = { zh: new Map(flat(wordsOf('zh'))), en: new Map(flat(wordsOf('en'))) };
/** Only where the language is not the vendor's own. */
const isRendering = (path: string) => path.endsWith('.vendor.rendering');
const placeholders = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).toSorted();

const han = String.raw`\p{Script=Han}`;

describe('the words in both languages', () => {
  it('say the same things: no sentence is missing in one of them', () => {
    expect([...texts.en.keys()].filter((path) => !isRendering(path)).toSorted()).toEqual(
      [...texts.zh.keys()].toSorted(),
    );
  });

  it('are never empty, and say no "undefined", "[object" or "invalid input"', () => {
    for (const [path, text] of [...texts.zh, ...texts.en]) {
      expect(text.trim(), path).not.toBe('');
      expect(text, path).toBe(text.trim());
      expect(text, path).not.toMatch(/undefined|\[object|invalid input|无效输入|非法/i);
    }
  });

  it('take the same parameters', () => {
    for (const [path, text] of texts.zh)
      expect(placeholders(texts.en.get(path) ?? ''), path).toEqual(placeholders(text));
  });

  it('keep Chinese punctuation in Chinese sentences', () => {
    const halfWidth = new RegExp(`${han}[,;?!:()]|[,;?!()]${han}|${han}\\.(\\s|$)`, 'u');
    for (const [path, text] of texts.zh) expect(text, path).not.toMatch(halfWidth);
  });

  it('are really Chinese in Chinese, and have no Chinese character or mark in English', () => {
    const english = /[\p{Script=Han}，。；：？！“”（）]/u;
    for (const [path, text] of texts.en) expect(text, path).not.toMatch(english);
    for (const [path, text] of texts.zh) {
      if (!/^(TLS|SSH)$/.test(text)) expect(text, path).toMatch(/\p{Script=Han}/u);
    }
  });

  it('leave code names Latin: PUBACK stays PUBACK', () => {
    for (const [path, text] of texts.zh) {
      for (const packet of ['CONNACK', 'PUBACK', 'SUBACK', 'CONNECT', 'DISCONNECT']) {
        const inChinese = text.includes(packet);
        if (inChinese && path.startsWith('step.')) expect(texts.en.get(path), path).toContain(packet);
      }
    }
  });

  it('stay short enough for a line or two', () => {
    for (const [path, text] of texts.zh) expect(text.length, path).toBeLessThanOrEqual(120);
    for (const [path, text] of texts.en) expect(text.length, path).toBeLessThanOrEqual(240);
  });
});

const long = 'x'.repeat(5_000);
/** One of each kind, with the longest texts that can come. */
const failures: { [K in FailureKind]: Extract<Failure, { kind: K }> } = {
  'address-form': { kind: 'address-form', address: long },
  'address-secret': { kind: 'address-secret' },
  'scheme-unsupported': { kind: 'scheme-unsupported', scheme: long },
  'port-range': { kind: 'port-range', port: long },
  'token-missing': { kind: 'token-missing' },
  'token-form': { kind: 'token-form', problem: 'not-ascii' },
  'live-gateway': { kind: 'live-gateway' },
  'setting-range': { kind: 'setting-range', setting: 'keepAliveSeconds', min: 5, max: 65_535 },
  'not-connected': { kind: 'not-connected' },
  'topic-form': { kind: 'topic-form', topic: long },
  'payload-too-large': { kind: 'payload-too-large', lengthBytes: 268_435_455, limitBytes: 65_536 },
  'no-such-connection': { kind: 'no-such-connection', id: long },
  'no-such-request': { kind: 'no-such-request', name: long },
  'bad-argument': { kind: 'bad-argument', request: long, path: long },
  'too-large': { kind: 'too-large', request: long, limitBytes: 2_097_152 },
  'too-fast': { kind: 'too-fast', perSecond: 200 },
  'key-store-missing': { kind: 'key-store-missing' },
  'key-store-changed': { kind: 'key-store-changed', backend: long },
  'file-unreadable': { kind: 'file-unreadable', file: long, why: long },
  'file-unwritable': { kind: 'file-unwritable', file: long, why: long },
  'port-in-use': { kind: 'port-in-use', port: 41_883 },
  'not-in-this-host': { kind: 'not-in-this-host', request: long },
  'link-to-host-lost': { kind: 'link-to-host-lost' },
  internal: { kind: 'internal', incident: long },
};

describe.each(languages)('a failure in %s', (language) => {
  it.each(Object.values(failures))('is one line with a code to quote: $kind', (failure) => {
    const text = failureText(failure, language);
    expect(text.length).toBeLessThanOrEqual(240);
    expect(text).toMatch(/ \[[A-Z]+(-[A-Z]+)*\]$/);
    expect(text).not.toMatch(/[{}]|undefined|\n/);
  });

  it('has a code of its own for each kind', () => {
    const codes = Object.values(failures).map((failure) => /\[[A-Z-]+\]$/.exec(failureText(failure, language))?.[0]);
    expect(new Set(codes).size).toBe(codes.length);
  });

  it('takes any text from outside without a control character, a change of direction or a cut-off code', () => {
    const foreign = fc.string({ unit: 'binary', maxLength: 300 });
    const property = fc.property(foreign, foreign, (file, why) => {
      const text = failureText({ kind: 'file-unreadable', file, why }, language);
      expect(text).not.toMatch(/[\u0000-\u001F\u007F-\u009F\u200B-\u200F\u2028-\u202E\u2060-\u206F\uFEFF]/u);
      expect(text).not.toMatch(/\p{Surrogate}/u);
      expect(text.endsWith('[FILE-READ]')).toBe(true);
    });
    fc.assert(property);
  });

  it('does not fill what the foreign text seems to ask for', () => {
    expect(failureText({ kind: 'file-unreadable', file: '{why}', why: 'ENOENT' }, language)).toContain('{why}');
  });

  it('keeps a port a port and groups bytes', () => {
    expect(failureText(failures['port-in-use'], language)).toContain('41883');
    expect(failureText(failures['payload-too-large'], language)).toContain('268,435,455');
  });

  it('names the setting in words', () => {
    expect(failureText(failures['setting-range'], language)).not.toContain('keepAliveSeconds');
  });
});

it('uses the same codes in both languages', () => {
  for (const failure of Object.values(failures)) {
    const codes = languages.map((language) => /\[[A-Z-]+\]$/.exec(failureText(failure, language))?.[0]);
    expect(codes[0], failure.kind).toBe(codes[1]);
  }
});

describe('text from outside', () => {
  it.each([
    { name: 'a line break', text: 'a\r\nb', shown: String.raw`a\u000D\u000Ab` },
    { name: 'a terminal escape', text: '\u001B[2J', shown: String.raw`\u001B[2J` },
    { name: 'a change of direction', text: 'gnp.\u202Eexe', shown: String.raw`gnp.\u202Eexe` },
    { name: 'an invisible space', text: 'a\u200Bb', shown: String.raw`a\u200Bb` },
    { name: 'half a character', text: '\uD83D', shown: String.raw`\uD83D` },
    { name: 'markup', text: '<img src=x onerror=1>', shown: '<img src=x onerror=1>' },
    { name: 'Chinese', text: '一号网关', shown: '一号网关' },
  ])('shows $name for what it is', ({ text, shown }) => {
    expect(foreignText(text)).toBe(shown);
  });

  it('is cut at 80 characters, not through one', () => {
    expect(foreignText('🛰'.repeat(100))).toBe(`${'🛰'.repeat(80)}…`);
    expect(foreignText('x'.repeat(80))).toBe('x'.repeat(80));
  });
});

it('leaves a parameter it was not given visible', () => {
  expect(fill('{a} and {b}', { a: '{b}' })).toBe('{b} and {b}');
  expect(fill('{constructor}', {})).toBe('{constructor}');
});

const connack: Connack = {
  protocol: '3.1.1',
  code: 5,
  hex: '0x05',
  name: 'not authorized',
  sessionPresent: false,
  bytes: '20020005',
  latencyMs: 84,
};
const verdicts: { [K in VerdictId]: Extract<Verdict, { id: K }> } = {
  accepted: { id: 'accepted', connack },
  refused: { id: 'refused', connack },
  'host-not-found': { id: 'host-not-found', host: 'broker.exmaple', detail: 'ENOTFOUND' },
  'port-refused': { id: 'port-refused', host: '10.0.0.5', port: 8883 },
  'port-timeout': { id: 'port-timeout', host: '10.0.0.5', port: 8883, waitedMs: 5_000 },
  'tls-rejected': { id: 'tls-rejected', reason: 'wrong-host', detail: '', host: 'b.example', names: ['DNS:a.example'] },
  'closed-before-connack': { id: 'closed-before-connack', afterMs: 12.4, how: 'reset' },
  'no-connack': { id: 'no-connack', waitedMs: 15_000, received: 'incomplete' },
  'not-mqtt': { id: 'not-mqtt', looksLike: 'http', bytes: '485454502F' },
  'dropped-after-connack': { id: 'dropped-after-connack', connack, livedMs: 812, why: 'reset' },
  contested: { id: 'contested', connack, evictions: 2 },
  stopped: { id: 'stopped' },
};

describe.each(languages)('a verdict in %s', (language) => {
  it.each(Object.values(verdicts))('fills in the facts of the attempt: $id', (verdict) => {
    const { name, meaning, doesNotProve } = verdictText(verdict, language);
    expect(`${name}${meaning}${doesNotProve}`).not.toMatch(/[{}]|undefined|NaN/);
  });

  it('keeps name and limits free of parameters, so that they can be shown as they are', () => {
    for (const { name, doesNotProve } of Object.values(wordsOf(language).verdict)) {
      expect(placeholders(name + doesNotProve)).toEqual([]);
    }
  });

  it('names host and port', () => {
    const { meaning } = verdictText(verdicts['port-refused'], language);
    expect(meaning).toContain('10.0.0.5');
    expect(meaning).toContain('8883');
  });
});

describe.each(languages)('a code in %s', (language) => {
  it('has all its words for each number from 0 to 255, in each table', () => {
    for (const table of Object.keys(codeTables) as CodeTableId[]) {
      for (let code = 0; code <= 255; code++) {
        const text = codeText(table, code, language);
        for (const part of [text.name, text.meaning, text.onThisPlatform, text.nextCheck]) {
          expect(part, `${table} ${text.hex}`).toMatch(/\S/);
          expect(part, `${table} ${text.hex}`).not.toMatch(/[{}]/);
        }
      }
    }
  });

  it('says of a reserved one that the standard does not have it, and which it was', () => {
    const text = codeText('connack311', 0x4d, language);
    expect(text).toMatchObject({ name: 'reserved', tone: 'bad', sentByPlatform: false, causes: ['not-thingsboard'] });
    expect(text.meaning).toContain('0x4D');
  });

  it('brings the vendor words with a caution for exactly 0, 4 and 5', () => {
    const withVendor = [0, 1, 2, 3, 4, 5, 6].filter(
      (code) => codeText('connack311', code, language).vendor !== undefined,
    );
    expect(withVendor).toEqual([0, 4, 5]);
    for (const code of withVendor) {
      const vendor = codeText('connack311', code, language).vendor;
      expect(vendor?.text).toMatch(/\p{Script=Han}/u);
      expect(vendor?.caution).toMatch(/\S/);
      // A rendering is ours and only where the reader may not read the vendor's language.
      expect(vendor?.rendering === undefined).toBe(language === 'zh');
    }
  });
});
