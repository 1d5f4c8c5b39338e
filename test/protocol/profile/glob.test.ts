import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matchesGlob } from '../../../protocol/profile/glob.ts';
import { runs } from '../../support/fuzz.ts';

/** Slow and plainly right: every way the first sign of the pattern can match. */
const reference = (pattern: string, name: string): boolean => {
  const [sign, rest] = [pattern.charAt(0), pattern.slice(1)];
  if (pattern === '') return name === '';
  if (sign === '*') {
    return reference(rest, name) || (name !== '' && name.charAt(0) !== '/' && reference(pattern, name.slice(1)));
  }
  if (name === '') return false;
  const same = sign === '#' ? /^[0-9]$/.test(name.charAt(0)) : sign === name.charAt(0);
  return same && reference(rest, name.slice(1));
};

describe('a device pattern', () => {
  it.each([
    ['WG########', 'WG12345678', true],
    ['WG########', 'WG1234567', false],
    ['WG########', 'WG123456789', false],
    ['WG########', 'WG1234567x', false],
    ['WG########', 'WG12345678/sf_2_0_340000', false],
    ['WG########/sf_2_0_*', 'WG12345678/sf_2_0_340000', true],
    ['WG########/sf_2_0_*', 'WG12345678/sf_2_0_', true],
    ['WG########/sf_2_0_*', 'WG12345678/sf_2_0_34/0000', false],
    ['*', 'a/b', false],
    ['*/*', 'a/b', true],
    ['a*b*c', 'axbxbc', true],
    ['', '', true],
    ['#', '٣', false], // a digit, but not one of ours
  ])('%j meets %j: %s', (pattern, name, expected) => {
    expect(matchesGlob(pattern, name)).toBe(expected);
  });

  it('agrees with trying every way', () => {
    const signs = (characters: readonly string[]) => fc.string({ unit: fc.constantFrom(...characters), maxLength: 9 });
    fc.assert(
      fc.property(signs(['*', '#', 'a', 'b', '/', '1']), signs(['a', 'b', '/', '1', '2']), (pattern, name) => {
        expect(matchesGlob(pattern, name)).toBe(reference(pattern, name));
      }),
      { numRuns: runs(10_000) },
    );
  });

  it('answers at once where a naive matcher would take for ever', () => {
    expect(matchesGlob(`${'*a'.repeat(60)}b`, 'a'.repeat(20_000))).toBe(false);
  });
});
