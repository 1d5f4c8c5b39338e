/**
 * A frame cut into lines of cells and captions, each with its place. Pure: where a byte is drawn and to which field it
 * belongs; never what it looks like.
 */
import { type ByteRange, type Field } from '../../../protocol/profile/annotation.ts';
import { type FrameInUse } from './field-tree.ts';

/** 1 to `hueCount` for a field, by its order; 0 for padding and gaps, which are hatched instead. */
export type Hue = number;
export const hueCount = 6;

export type ByteCell = {
  readonly offset: number;
  /** Two digits, upper case. */
  readonly hex: string;
  readonly field: Field | undefined;
  readonly hue: Hue;
  /** 1 of 2, 2 of 2. */
  readonly part: number;
  readonly parts: number;
};
export type Caption = {
  readonly field: Field;
  readonly hue: Hue;
  /** Column of the line, from 0. */
  readonly column: number;
  readonly span: number;
  /** Not where the field begins: drawn without repeating its name. */
  readonly continued: boolean;
};
export type ByteLine = {
  readonly start: number;
  readonly cells: readonly ByteCell[];
  readonly captions: readonly Caption[];
  /** Bytes the layout needs and the frame has not; only behind the last byte. */
  readonly missing: number;
};

/** More empty cells than this tell nothing more; the number is written below them. */
export const missingDrawn = 8;

const placed = (field: Field): field is Field & ByteRange =>
  field.bits === undefined && field.start !== undefined && field.end !== undefined;

/** Nothing is read from these bytes: padding, or no field at all. */
export const isHatched = (field: Field): boolean =>
  field.source === 'unknown' || (field.value === undefined && field.status === 'ok');

export const byteLines = ({ frame, layout, fields }: FrameInUse, perLine: number): readonly ByteLine[] => {
  const { lengthBytes, hex } = frame;
  const whole = fields.filter(placed);
  const hues = huesOf(whole);
  const owner: ((Field & ByteRange) | undefined)[] = [];
  for (const field of whole) claim(owner, field);

  const lines: ByteLine[] = [];
  for (let start = 0; start < lengthBytes; start += perLine) {
    const end = Math.min(start + perLine, lengthBytes);
    const cells = Array.from({ length: end - start }, (_, i): ByteCell => {
      const offset = start + i;
      const field = owner[offset];
      return {
        offset,
        hex: hex.slice(offset * 2, offset * 2 + 2),
        field,
        hue: field === undefined ? 0 : (hues.get(field) ?? 0),
        part: field === undefined ? 1 : offset - field.start + 1,
        parts: field === undefined ? 1 : field.end - field.start,
      };
    });
    lines.push({ start, cells, captions: captionsOf(cells), missing: 0 });
  }
  return withMissing(lines, Math.min(layout?.shortfall ?? 0, missingDrawn), perLine, lengthBytes);
};

const claim = (owner: ((Field & ByteRange) | undefined)[], field: Field & ByteRange): void => {
  for (let offset = field.start; offset < field.end; offset++) owner[offset] ??= field;
};

const huesOf = (fields: readonly Field[]): ReadonlyMap<Field, Hue> => {
  const coloured = fields.filter((field) => !isHatched(field));
  return new Map(coloured.map((field, i) => [field, (i % hueCount) + 1]));
};

const captionsOf = (cells: readonly ByteCell[]): readonly Caption[] => {
  const captions: { field: Field; hue: Hue; column: number; span: number; continued: boolean }[] = [];
  cells.forEach(({ field, hue, part }, column) => {
    const last = captions.at(-1);
    if (field === undefined) return;
    if (last?.field === field) last.span += 1;
    else captions.push({ field, hue, column, span: 1, continued: part > 1 });
  });
  return captions;
};

const withMissing = (
  lines: readonly ByteLine[],
  missing: number,
  perLine: number,
  lengthBytes: number,
): readonly ByteLine[] => {
  const last = lines.at(-1);
  if (missing === 0 || last === undefined) return lines;
  const room = perLine - last.cells.length;
  const here = Math.min(room, missing);
  const grown = [...lines.slice(0, -1), { ...last, missing: here }];
  return here === missing
    ? grown
    : [...grown, { start: lengthBytes + here, cells: [], captions: [], missing: missing - here }];
};

/** As many on a line as can be told apart and hit: all of a short frame, else 16, 8 or 4. */
export const bytesPerLine = (widthPx: number, cellPx: number, lengthBytes: number): number => {
  const fits = Math.floor(widthPx / cellPx);
  if (lengthBytes <= Math.min(fits, 16)) return Math.max(lengthBytes, 1);
  return [16, 8, 4].find((count) => count <= fits) ?? 2;
};

/**
 * Whether a caption can be read in two lines of that width: else the field's id, which is short by nature, stands there.
 * Latin letters are taken as 0.56 em wide, Chinese ones as 1 em.
 */
export const captionFits = (text: string, widthPx: number, fontPx: number): boolean => {
  const isWide = (letter: string): boolean => letter > '\u2e7f';
  const lengthOf = (part: string): number =>
    Array.from(part).reduce((sum, letter) => sum + fontPx * (isWide(letter) ? 1 : 0.56), 0);
  // Chinese breaks anywhere, Latin at spaces only.
  if (Array.from(text).some(isWide)) return lengthOf(text) <= 2 * Math.floor(widthPx / fontPx) * fontPx;
  let lines = 1;
  let used = 0;
  for (const word of text.split(' ')) {
    const length = lengthOf(word);
    if (length > widthPx) return false;
    const space = used === 0 ? 0 : lengthOf(' ');
    if (used + space + length > widthPx) {
      lines += 1;
      used = length;
    } else {
      used += space + length;
    }
  }
  return lines <= 2;
};
