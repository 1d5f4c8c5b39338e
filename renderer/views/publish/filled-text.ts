/** What will be sent: the text with its placeholders filled, and the way back from a place in it to the text as typed. */
import { fillTemplate, type TemplateValues } from '../../../protocol/template.ts';

export type FilledText = {
  readonly text: string;
  /** Each placeholder that was filled, once, with what it became. */
  readonly filled: ReadonlyMap<string, string>;
  /** Offset in the filled text to the offset as typed; inside a filled value: `start` its beginning, `end` its end. */
  readonly typedAt: (offset: number, edge: 'start' | 'end') => number;
};

type Piece = { readonly start: number; readonly end: number; readonly typedStart: number; readonly typedEnd: number };

const anyPlaceholder = /\{\{[^{}\r\n]{0,64}\}\}/g;

export const isPlaceholder = (found: string): boolean => fillTemplate(found, { now: 0, n: 1 }).unknown.length === 0;

export const fillText = (typed: string, values: TemplateValues): FilledText => {
  const pieces: Piece[] = [];
  const filled = new Map<string, string>();
  let grown = 0;
  for (const { 0: found, index } of typed.matchAll(anyPlaceholder)) {
    const { text: value, filled: count } = fillTemplate(found, values);
    if (count === 0) continue;
    const start = index + grown;
    pieces.push({ start, end: start + value.length, typedStart: index, typedEnd: index + found.length });
    filled.set(found, value);
    grown += value.length - found.length;
  }
  return {
    text: fillTemplate(typed, values).text,
    filled,
    typedAt: (offset, edge) => {
      const before = pieces.findLast(({ start }) => start < offset);
      if (before === undefined) return offset;
      if (offset >= before.end) return before.typedEnd + offset - before.end;
      return edge === 'start' ? before.typedStart : before.typedEnd;
    },
  };
};
