import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { escapeForTerminal } from '../../../electron/cli/terminal-text.ts';
import { runs } from '../../support/fuzz.ts';

describe('text from outside on its way to a terminal', () => {
  it.each([
    ['an escape sequence', '\u001b[31mred', '\\u{1b}[31mred'],
    ['a line break', 'a\r\nb', 'a\\u{d}\\u{a}b'],
    ['a tab', 'a\tb', 'a\\u{9}b'],
    ['DEL', 'a\u007f', 'a\\u{7f}'],
    ['a C1 control', '\u009b31m', '\\u{9b}31m'],
    ['a turn of the reading direction', 'a\u202egnp', 'a\\u{202e}gnp'],
    ['an isolate', '\u2066x\u2069', '\\u{2066}x\\u{2069}'],
    ['a zero-width space', 'a\u200bb', 'a\\u{200b}b'],
    ['a byte order mark', '\ufeffa', '\\u{feff}a'],
    ['half a character', '\ud83d!', '\\u{d83d}!'],
  ])('%s is shown, not obeyed', (_what, text, shown) => {
    expect(escapeForTerminal(text)).toBe(shown);
  });

  it.each(['WG12345678/sf_2_0_340000', '电池电压 6.80 V', '℃ ≤ 30 %', '😀', 'back\\slash'])(
    '%s stays as it is',
    (text) => {
      expect(escapeForTerminal(text)).toBe(text);
    },
  );

  it('never lets a control or a turn through, whatever comes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 80 }), (text) => {
        expect(escapeForTerminal(text)).not.toMatch(
          /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/,
        );
      }),
      { numRuns: runs(10_000) },
    );
  });
});
