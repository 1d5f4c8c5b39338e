/** One failure as one sentence with its code in brackets. Refuses to invent: a failure without words does not compile. */
import { type Failure } from '../result.ts';
import { fill, type FillParams } from './fill.ts';
import { foreignText, foreignTextLimit } from './foreign-text.ts';
import { type Words } from './shape.ts';

/** So that it fits a notice bar and a line of a report. */
export const failureLimitChars = 240;

/** Bytes in groups of three digits; other numbers (ports above all) as they are. */
const shownNumber = (name: string, value: number): string =>
  name.endsWith('Bytes') ? value.toString().replace(/\B(?=(\d{3})+$)/g, ',') : value.toString();

const paramsOf = (failure: Failure, words: Words, limitChars: number): FillParams => {
  const params: Record<string, string> = {};
  for (const [name, value] of Object.entries<string | number>(failure)) {
    params[name] = typeof value === 'number' ? shownNumber(name, value) : foreignText(value, limitChars);
  }
  if (failure.kind === 'token-form') params['problem'] = words.tokenProblem[failure.problem];
  if (failure.kind === 'setting-range' && Object.hasOwn(words.setting, failure.setting)) {
    params['setting'] = words.setting[failure.setting as keyof Words['setting']];
  }
  return params;
};

export const failureSentence = (failure: Failure, words: Words): string => {
  const said = (limitChars: number): string => fill(words.failure[failure.kind], paramsOf(failure, words, limitChars));
  const text = said(foreignTextLimit);
  // Two long names in one sentence: each gives way, so that the code at the end is never what is cut.
  return text.length <= failureLimitChars ? text : said(foreignTextLimit / 2);
};
