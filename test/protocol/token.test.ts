import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkToken, closingDigits, maskToken, tokenProblems } from '../../protocol/token.ts';

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

  it.each([
    ['GP1109N12345678', []],
    ['GP1109N12345678 ', ['white-space']],
    ['GP1109N\u200b12345678', ['white-space', 'not-ascii']],
    ['ＧＰ1109N12345678', ['not-ascii']],
    ['GP1109N12345678\r\n', ['control', 'white-space']],
  ])('%j shows %j', (token, problems) => {
    expect(tokenProblems(token)).toEqual(problems);
  });
});

describe('what is shown of a token', () => {
  it('is its beginning and its end', () => {
    expect(maskToken('GP1109N123456785678901234')).toBe('GP1109N····1234');
  });
  it('is at most half of it, and nothing of a short one', () => {
    expect(maskToken('1234567')).toBe('····');
    fc.assert(
      fc.property(fc.string({ minLength: 1, maxLength: 60 }), (token) => {
        const shown = Array.from(maskToken(token).replace('····', '')).length;
        expect(shown).toBeLessThanOrEqual(Array.from(token).length / 2);
      }),
    );
  });
  it('has the digits that a gateway’s name shares with its token', () => {
    expect(closingDigits('WG12345678')).toBe('12345678');
    expect(closingDigits('GP1109N12345678')).toBe('12345678');
    expect(closingDigits('A1_TEST_TOKEN')).toBe('');
  });
});
