import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { oddCharacter } from '../../protocol/token-characters.ts';
import {
  checkToken,
  closingDigits,
  maskToken,
  tokenNotes,
  tokenRuleIds,
  type TokenRuleId,
} from '../../protocol/token.ts';
import { languages } from '../../protocol/settings.ts';
import { tokenText } from '../../protocol/words/index.ts';
import { runs } from '../support/fuzz.ts';

describe('a token', () => {
  it.each(['GP1109N12345678', 'A1_TEST_TOKEN', 'a', 'with space ', '令牌'])('%j may be sent, unchanged', (token) => {
    expect(checkToken(token)).toEqual({ ok: true, value: token });
  });

  it.each([
    ['', { kind: 'token-missing' }],
    ['GP1109N\n', { kind: 'token-form', problem: 'control' }],
    ['\u0000', { kind: 'token-form', problem: 'control' }],
    ['x'.repeat(65_536), { kind: 'token-form', problem: 'too-long' }],
    ['\ud800', { kind: 'token-form', problem: 'not-ascii' }],
  ])('%j may not', (token, failure) => {
    expect(checkToken(token)).toEqual({ ok: false, failure });
  });
});

/** Pasted, the rules that speak up, and what the engineer's own act would leave of it. */
const pasted: readonly [token: string, rules: readonly TokenRuleId[], repaired?: string][] = [
  ['GP1109N12345678', []],
  ['A1_TEST_TOKEN', []],
  // As the platform draws them by lot: twenty letters and digits.
  ['q7VoX2O0lI9sKd31Zb4w', []],
  ['GP1109N12345678 ', ['white-space'], 'GP1109N12345678'],
  [' GP1109N\u00a012345678', ['white-space'], 'GP1109N12345678'],
  ['GP1109N\u300012345678', ['white-space'], 'GP1109N12345678'],
  ['GP1109N\u200b12345678', ['zero-width'], 'GP1109N12345678'],
  ['\ufeffGP1109N12345678\u00ad', ['zero-width'], 'GP1109N12345678'],
  ['GP1109N12345678\r\n', ['control'], 'GP1109N12345678'],
  ['GP1109N\t12345678', ['control'], 'GP1109N12345678'],
  ['ＧＰ1109N12345678', ['full-width'], 'GP1109N12345678'],
  ['GP1109N１２３４５６７８', ['full-width'], 'GP1109N12345678'],
  // Cyrillic er, Greek capital nu.
  ['GР1109N12345678', ['look-alike'], 'GP1109N12345678'],
  ['GP1109Ν12345678', ['look-alike'], 'GP1109N12345678'],
  // A word processor's dash.
  ['GP1109N\u201312345678', ['look-alike'], 'GP1109N-12345678'],
  ['GP1109N12345678中', ['not-ascii']],
  ['GP11O9N12345678', ['letter-or-digit']],
  ['GP1109N1234567l', ['letter-or-digit']],
  ['https://platform.example/devices/1', ['web-address']],
  ['www.platform.example', ['web-address']],
  ['784f394c-42b6-435a-983c-b7beff2784f9', ['device-id']],
  ['"GP1109N12345678"', ['snippet'], 'GP1109N12345678'],
  ['{"token":"GP1109N12345678"}', ['snippet'], 'GP1109N12345678'],
  ['{ "userName" : "GP1109N12345678", "password": "" }', ['snippet'], 'GP1109N12345678'],
  ['userName: GP1109N12345678', ['snippet'], 'GP1109N12345678'],
  ['访问令牌：GP1109N12345678', ['snippet'], 'GP1109N12345678'],
  ['mosquitto_pub -h 10.0.0.8 -u GP1109N12345678 -t v1/gateway/telemetry', ['snippet'], 'GP1109N12345678'],
  ['{"a":1}', ['snippet']],
  [' ＧＰ1109N12345678\u200b', ['white-space', 'zero-width', 'full-width']],
];

describe('a token that was pasted', () => {
  it.each(pasted)('%j: %j', (token, rules, repaired) => {
    const notes = tokenNotes(token);
    expect(notes.map(({ rule }) => rule)).toEqual(rules);
    if (rules.length === 1) expect(notes[0]?.repair?.token).toBe(repaired);
  });

  it('is told the places of what is odd, in characters', () => {
    const [note] = tokenNotes('GP\u200b1109N\u200b');
    expect(note?.places).toEqual([
      { start: 2, end: 3, character: '\u200b' },
      { start: 8, end: 9, character: '\u200b' },
    ]);
    // A character of two UTF-16 units before it counts once.
    expect(tokenNotes('\u{1d400}\u200b')[0]?.places).toEqual([{ start: 1, end: 2, character: '\u200b' }]);
  });

  it('is whole after all repairs that are offered, one after the other', () => {
    let token = ' ＧР1109N\u200b12345678\n';
    for (let notes = tokenNotes(token); notes[0]?.repair !== undefined; notes = tokenNotes(token))
      token = notes[0].repair.token;
    expect(token).toBe('GP1109N12345678');
  });

  it.each([
    ['GP1109N12345678', 'WG12345678', []],
    ['GP1109N12345687', 'WG12345678', ['digits-differ']],
    ['A1_TEST_TOKEN', 'WG12345678', []],
    ['GP1109N12345678', 'cabinet', []],
    ['GP1109N12345678', '', []],
  ])('%j on gateway %j: %j', (token, gatewayName, rules) => {
    expect(tokenNotes(token, gatewayName).map(({ rule }) => rule)).toEqual(rules);
  });

  it('points at its closing digits when they are another gateway’s', () => {
    const [note] = tokenNotes('GP1109N12345687', 'WG12345678');
    expect(note?.places).toEqual([{ start: 7, end: 15 }]);
  });

  it('has a case here for each rule', () => {
    const told = new Set([...pasted.flatMap(([, rules]) => rules), 'digits-differ']);
    expect([...told].toSorted()).toEqual([...tokenRuleIds].toSorted());
  });

  it('never gets an offer that is empty or changes nothing, and every place lies within it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 80 }), fc.string({ maxLength: 20 }), (token, gatewayName) => {
        for (const { places, repair } of tokenNotes(token, gatewayName)) {
          expect(repair?.token).not.toBe(token);
          expect(repair?.token).not.toBe('');
          for (const { start, end } of places) {
            expect(start).toBeLessThan(end);
            expect(end).toBeLessThanOrEqual(Array.from(token).length);
          }
        }
      }),
      { numRuns: runs(10_000) },
    );
  });

  it('is clean when nothing is said of it and it is no longer than MQTT allows', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1, maxLength: 40 }), (token) => {
        if (tokenNotes(token).length === 0) expect(token).toMatch(/^[\u0021-\u007E]+$/u);
      }),
      { numRuns: runs(10_000) },
    );
  });

  it.each(languages)('is told in %s which character, by its number', (language) => {
    const [note] = tokenNotes('GP1109N\u200b12345678');
    const text = tokenText(note!, '', language);
    expect(text).toContain('U+200B');
    expect(text).toContain('8');
    // Of the token itself nothing is quoted.
    expect(text).not.toContain('1109');
    expect(text).not.toMatch(/[{}]/u);
  });
});

it('knows what each look-alike was meant to be: a plain letter, digit or mark', () => {
  for (let code = 0x80; code < 0x3000; code += 1) {
    const odd = oddCharacter(String.fromCodePoint(code));
    if (odd?.kind === 'look-alike') expect(odd.meant, code.toString(16)).toMatch(/^[A-Za-z3'"-]$/u);
  }
  expect(oddCharacter('А')).toEqual({ kind: 'look-alike', meant: 'A' });
});

describe('what is shown of a token', () => {
  it.each([
    ['GP1109N12345678', 'GP1····5678'],
    ['GP1109N123456785678901234', 'GP1····1234'],
    ['123456789012', '12····9012'],
    ['12345678', '1····78'],
    ['1234567', '····'],
    ['', '····'],
  ])('%j: %j', (token, masked) => {
    expect(maskToken(token)).toBe(masked);
  });
  it('is at most half of it, at most three in front and four at the end', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, maxLength: 60 }), (token) => {
        const [head = '', tail = ''] = maskToken(token).split('····');
        expect(Array.from(head).length).toBeLessThanOrEqual(3);
        expect(Array.from(tail).length).toBeLessThanOrEqual(4);
        expect(Array.from(head + tail).length).toBeLessThanOrEqual(Array.from(token).length / 2);
      }),
    );
  });
  it('has the digits that a gateway’s name shares with its token', () => {
    expect(closingDigits('WG12345678')).toBe('12345678');
    expect(closingDigits('GP1109N12345678')).toBe('12345678');
    expect(closingDigits('A1_TEST_TOKEN')).toBe('');
  });
});
