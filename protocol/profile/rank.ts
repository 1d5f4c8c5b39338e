/**
 * Weighs competing layouts by how unlikely their checks would hold by chance, in bits. A check that holds adds
 * log2(all values / accepted values); one that fails takes 6 away, a constant 8. A distinct value counts once, so that
 * replays prove nothing; a field gives at most 24 bits. It suggests; only a person confirms.
 */
import { formatHex } from '../hex.ts';
import { type LayoutCheck } from './annotation.ts';
import { type ByteFieldReader, type LayoutReader } from './compile.ts';
import { readLayout } from './read-layout.ts';
import { applyScale, type Scale } from './scale.ts';

export const framesNeeded = 20;
export const leadBitsNeeded = 10;
const bitsPerFieldAtMost = 24;
const failedBits = -6;
const failedConstantBits = -8;

export type Ranked = {
  readonly layout: LayoutReader;
  readonly bits: number;
  readonly sharedBits: number;
  readonly checks: readonly LayoutCheck[];
};
export type Ranking = {
  /** Best first; equals keep the order of the profile. */
  readonly ranked: readonly Ranked[];
  readonly decided: string | null;
  readonly framesSeen: number;
};

/** `prefix` is the path of the frame's field. Frames may repeat; order does not matter. */
export const rankLayouts = (
  layouts: readonly LayoutReader[],
  frames: readonly Uint8Array[],
  prefix: string,
): Ranking => {
  const distinct = [...new Map(frames.map((frame) => [formatHex(frame), frame])).values()];
  const weighed = layouts.map((layout) => ({ layout, checks: weigh(layout, distinct, prefix) }));
  const shared = sharedKeys(weighed.map(({ checks }) => checks.map(({ sameAs }) => sameAs)));
  const ranked = weighed
    .map(({ layout, checks }): Ranked => {
      const marked = checks.map(({ sameAs, ...check }) => ({ ...check, shared: shared.has(sameAs) }));
      const sum = (of: readonly LayoutCheck[]) => of.reduce((total, { bits }) => total + bits, 0);
      return {
        layout,
        bits: sum(marked.filter((check) => !check.shared)),
        sharedBits: sum(marked.filter((check) => check.shared)),
        checks: marked,
      };
    })
    .sort((a, b) => b.bits - a.bits);

  return { ranked, decided: decidedBy(ranked, distinct.length), framesSeen: distinct.length };
};

/** Without a rival there is nothing to decide: the only layout stands, as sure as its fields say. */
const decidedBy = ([first, second]: readonly Ranked[], framesSeen: number): string | null => {
  if (first === undefined || second === undefined) return first?.layout.id ?? null;
  return framesSeen >= framesNeeded && first.bits - second.bits >= leadBitsNeeded ? first.layout.id : null;
};

/** `sameAs` is equal for checks that say the same of the same bytes, whatever the layouts call them. */
type Weighed = Omit<LayoutCheck, 'shared'> & { readonly sameAs: string };

const weigh = (layout: LayoutReader, frames: readonly Uint8Array[], prefix: string): Weighed[] => {
  const readings = frames.map((frame) => ({ frame, read: readLayout(layout, frame, prefix) }));
  return layout.fields.flatMap((field) =>
    checksOf(field).flatMap((check): Weighed[] => {
      const path = `${prefix}.${field.id}`;
      const seen = new Map<string, boolean>();
      for (const { frame, read } of readings) {
        const found = read.fields.find((one) => one.path === path);
        // Cut off, or the bytes that mean "no value": neither for nor against.
        if (found === undefined || found.raw.length !== field.lengthBytes * 2 || field.invalid.has(found.raw)) continue;
        const number = read.numbers.get(field.id);
        const follows = frame.length - (found.end ?? 0);
        const value = check.rule === 'equals' ? `${found.raw}/${String(frame.length)}` : found.raw;
        seen.set(value, check.holds({ raw: found.raw, number, frameLength: frame.length, restLength: follows }));
      }
      const outcomes = [...seen.values()];
      // No frame was long enough for this field: nothing was checked.
      if (outcomes.length === 0) return [];
      const failed = check.rule === 'constant' ? failedConstantBits : failedBits;
      const bits = outcomes.reduce((total, holds) => total + (holds ? check.bits : failed), 0);
      const weighed = {
        path,
        rule: check.rule,
        holds: outcomes.every(Boolean),
        bits: Math.max(-bitsPerFieldAtMost, Math.min(bitsPerFieldAtMost, bits)),
        sameAs: `${String(field.offset)}+${String(field.lengthBytes)} ${check.says}`,
      };
      return [weighed];
    }),
  );
};

type Observed = {
  readonly raw: string;
  readonly number: number | undefined;
  readonly frameLength: number;
  readonly restLength: number;
};
type Check = {
  readonly rule: LayoutCheck['rule'];
  readonly bits: number;
  readonly says: string;
  readonly holds: (observed: Observed) => boolean;
};

/** One check a field, the sharpest it has, so that one fact is not counted twice. */
const checksOf = (field: ByteFieldReader): readonly Check[] => {
  const { constant, equals, codes, type, lengthBytes, scale } = field;
  const bitsIn = lengthBytes * 8;
  if (constant !== undefined) {
    return [{ rule: 'constant', bits: bitsIn, says: constant, holds: ({ raw }) => raw === constant }];
  }
  if (type.reads !== 'number') return [];
  if (equals !== undefined) {
    return [{ rule: 'equals', bits: bitsIn, says: equals, holds: (observed) => observed.number === observed[equals] }];
  }
  if (codes !== undefined && codes.size > 0) {
    const share = codes.size / 2 ** bitsIn;
    const holds = ({ number }: Observed) => number !== undefined && codes.has(number);
    return [{ rule: 'code', bits: -Math.log2(share), says: [...codes.keys()].join(), holds }];
  }
  const range = field.expect ?? field.valid;
  if (range === undefined) return [];
  const [low, high] = beforeScale(range, scale);
  const share = type.share(low, high, lengthBytes);
  const inRange = ({ number }: Observed) => {
    const value = number === undefined ? undefined : applyScale(number, scale);
    return value !== undefined && value >= range[0] && value <= range[1];
  };
  const says = `${String(type.unsigned)} ${String(field.littleEndian)} ${String(low)}..${String(high)}`;
  return [{ rule: 'range', bits: share > 0 ? -Math.log2(share) : 0, says, holds: inRange }];
};

const beforeScale = ([low, high]: readonly [number, number], { scale, add }: Scale): readonly [number, number] => {
  if (scale === 0) return [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  const ends = [(low - add) / scale, (high - add) / scale].map((end) => Number(end.toPrecision(12)));
  return [Math.min(...ends), Math.max(...ends)];
};

const sharedKeys = (perLayout: readonly (readonly string[])[]): ReadonlySet<string> => {
  const [first = [], ...others] = perLayout;
  return new Set(others.length === 0 ? [] : first.filter((key) => others.every((keys) => keys.includes(key))));
};
