/** One finding of the linter as a sentence. Device names, keys and values in it are foreign: cut and escaped. */
import { type LintFinding } from '../lint/lint.ts';
import { fill } from './fill.ts';
import { foreignText } from './foreign-text.ts';
import { type Words } from './shape.ts';

const shown = (name: string, value: string | number, words: Words): string | number => {
  if (typeof value === 'number') return value;
  const partsOfSpeech: Readonly<Record<string, string>> =
    name === 'expected' ? words.jsonSyntax : name === 'form' ? words.lenientForm : {};
  return Object.hasOwn(partsOfSpeech, value) ? (partsOfSpeech[value] ?? value) : foreignText(value);
};

export const lintSentence = ({ rule, params = {} }: Pick<LintFinding, 'rule' | 'params'>, words: Words): string =>
  fill(
    words.lint[rule],
    Object.fromEntries(Object.entries(params).map(([name, value]) => [name, shown(name, value, words)])),
  );
