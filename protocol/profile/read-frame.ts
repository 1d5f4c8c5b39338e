/** Reads one frame by every layout its profile offers, best first, and as raw bytes. */
import { formatHex } from '../hex.ts';
import { type Frame, type Note } from './annotation.ts';
import { type FrameReader } from './compile.ts';
import { note } from './field.ts';
import { framesNeeded, leadBitsNeeded, rankLayouts, type Ranking } from './rank.ts';
import { gapField, readLayout } from './read-layout.ts';

/** The constant bytes by which a profile knows its frames; a frame too short for them does not match. */
export const matchesBytes = (reader: FrameReader, bytes: Uint8Array): boolean =>
  reader.bytes.every(({ offset, mask, equals }) => {
    const start = offset < 0 ? bytes.length + offset : offset;
    return equals.every((wanted, i) => {
      const found = bytes[start + i];
      return found !== undefined && (found & (mask?.[i] ?? 0xff)) === (wanted & (mask?.[i] ?? 0xff));
    });
  });

export const matchesLength = (reader: FrameReader, lengthBytes: number): boolean =>
  reader.length === undefined || (lengthBytes >= reader.length[0] && lengthBytes <= reader.length[1]);

/** `prefix` is the path of the field that holds the frame. Without `ranking` the frame is the only evidence. */
export const readFrame = (
  bytes: Uint8Array,
  reader: FrameReader | undefined,
  prefix: string,
  ranking?: Ranking,
): { readonly frame: Frame; readonly notes: readonly Note[] } => {
  const layouts = reader !== undefined && matchesBytes(reader, bytes) ? reader.layouts : [];
  const { ranked, decided, framesSeen } = ranking ?? rankLayouts(layouts, [bytes], prefix);
  const frame: Frame = {
    lengthBytes: bytes.length,
    hex: formatHex(bytes),
    decided: layouts.length === 0 ? null : decided,
    framesSeen,
    framesNeeded,
    leadBitsNeeded,
    layouts: (layouts.length === 0 ? [] : ranked).map(({ layout, bits, sharedBits, checks }) => {
      const { fields, gaps, shortfall, missing } = readLayout(layout, bytes, prefix);
      const { id, title, endian } = layout;
      return { id, title, endian, bits, sharedBits, checks, shortfall, missing, gaps, fields };
    }),
    unknown: gapField(bytes, { start: 0, end: bytes.length }, prefix),
  };
  return { frame, notes: frameNotes(bytes.length, reader, layouts.length > 0) };
};

const frameNotes = (lengthBytes: number, reader: FrameReader | undefined, laid: boolean): readonly Note[] => {
  if (!laid) return [note('note', 'no-layout')];
  if (reader?.length === undefined || matchesLength(reader, lengthBytes)) return [];
  const [min, max] = reader.length;
  const expected = min === max ? String(min) : `${String(min)}–${String(max)}`;
  return [note('note', 'length-unexpected', { lengthBytes, expected })];
};
