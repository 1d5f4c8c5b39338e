/** Where the bytes of a frame stand in the pasted text, as people write hex: with or without spaces, quotes and prefixes. */
import { parseHex } from '../../../protocol/hex.ts';
import { type ByteRange, type TextRange } from '../../../protocol/profile/annotation.ts';

export type PlacedBytes = {
  /** UTF-16 offset of the first digit of each byte. */
  readonly offsets: readonly number[];
  readonly end: number;
};

/** `value` is the place of the JSON string that holds the frame; without it the whole text is the frame. */
export const placeBytes = (text: string, value?: Pick<TextRange, 'start' | 'end'>): PlacedBytes | undefined => {
  const { start, end } = value ?? { start: 0, end: text.length };
  const written = text.slice(start, end);
  const quoted = /^\s*"([^"\\]*)"\s*$/.exec(written);
  const shift = start + (quoted === null ? 0 : written.indexOf('"') + 1);
  const parsed = parseHex(quoted?.[1] ?? written);
  return parsed.ok ? { offsets: parsed.offsets.map((offset) => offset + shift), end } : undefined;
};

export const textOfBytes = ({ offsets }: PlacedBytes, range: ByteRange): { start: number; end: number } | undefined => {
  const start = offsets[range.start];
  const last = offsets[range.end - 1];
  return start === undefined || last === undefined ? undefined : { start, end: last + 2 };
};

/** The byte whose two digits the caret stands before, in or right behind. */
export const byteAtText = ({ offsets }: PlacedBytes, caret: number): number | undefined => {
  const at = offsets.findLastIndex((offset) => offset <= caret);
  const offset = offsets[at];
  return offset === undefined || caret > offset + 2 ? undefined : at;
};
