import { describe, expect, it } from 'vitest';
import { rankLayouts } from '../../../protocol/profile/rank.ts';
import { defaultProfile } from '../../../protocol/profiles/index.ts';
import { byteField, frameOf, layout } from '../../support/profile-builder.ts';

// The vendor's terminal sample.
const sample = Uint8Array.of(
  0x01, // type, or count
  0x0c,
  0xe7, // battery, 3303 mV; or 0x0c = 12, the length
  0x35,
  0xca,
  0x7c,
  0x27,
  0x1e,
  0x21, // unexplained
  0xff,
  0xff,
  0xff, // padding
);
const shipped = () => defaultProfile().profile.frames.get('sf2.da')!.layouts;

describe('one frame of the vendor', () => {
  it('speaks for L with 9.2 bits and for B with 5.8, and decides nothing', () => {
    const { ranked, decided, framesSeen } = rankLayouts(shipped(), [sample], 'da');
    expect(ranked.map(({ layout: { id }, bits }) => [id, bits.toFixed(1)])).toEqual([
      ['L', '9.2'],
      ['B', '5.8'],
    ]);
    // 1,201 of 65,536 battery values; 12 of 256 lengths; 111 of 256 temperatures.
    expect(ranked[1]!.bits).toBeCloseTo(Math.log2(65_536 / 1_201), 10);
    expect(ranked[0]!.bits).toBeCloseTo(8 + Math.log2(256 / 111), 10);
    expect({ decided, framesSeen }).toEqual({ decided: null, framesSeen: 1 });
  });

  it('shows the padding both share, without counting it for either', () => {
    const { ranked } = rankLayouts(shipped(), [sample], 'da');
    expect(ranked.map(({ sharedBits }) => sharedBits)).toEqual([24, 24]);
    expect(ranked.flatMap(({ checks }) => checks.filter(({ shared }) => shared).map(({ rule }) => rule))).toEqual([
      'constant',
      'constant',
    ]);
  });

  it('proves no more when it is replayed', () => {
    const once = rankLayouts(shipped(), [sample], 'da');
    expect(
      rankLayouts(
        shipped(),
        Array.from({ length: 50 }, () => sample),
        'da',
      ),
    ).toEqual(once);
  });
});

describe('many frames', () => {
  /** The battery falls by a few mV from frame to frame; what L takes for the length stays 0x0c. */
  const drifting = Array.from({ length: 20 }, (_, i) => {
    const frame = sample.slice();
    frame[2] = 0xe7 - i * 3;
    return frame;
  });

  it('decide for the battery, whose values keep being plausible, while a length says the same each time', () => {
    const { ranked, decided, framesSeen } = rankLayouts(shipped(), drifting, 'da');
    expect(framesSeen).toBe(20);
    expect(ranked[0]).toMatchObject({ layout: { id: 'B' }, bits: 24 }); // the cap of one field
    expect(ranked[1]!.bits).toBeCloseTo(9.2, 1);
    expect(decided).toBe('B');
  });

  it('decide nothing below 20 distinct frames', () => {
    expect(rankLayouts(shipped(), drifting.slice(0, 19), 'da').decided).toBeNull();
  });

  it('count against a layout whose check fails', () => {
    const other = sample.slice();
    other[1] = 0x0d; // no longer the length; 0x0de7 = 3559 mV is a battery still
    const { ranked } = rankLayouts(shipped(), [sample, other], 'da');
    expect(ranked[0]!.layout.id).toBe('B');
    const length = ranked[1]!.checks.find(({ rule }) => rule === 'equals')!;
    expect(length).toMatchObject({ holds: false, bits: 8 - 6 });
  });
});

describe('the evidence of a check', () => {
  const bitsOf = (field: Readonly<Record<string, unknown>>, bytes: readonly number[], more = {}) => {
    const { layouts } = frameOf([layout('A', [field]), layout('Z', [byteField('z', 0, 'u8')])], more);
    const { ranked } = rankLayouts(layouts, [Uint8Array.from(bytes)], 'da');
    return ranked.find(({ layout: { id } }) => id === 'A')!.bits;
  };

  it.each([
    ['a constant byte', byteField('x', 0, 'u8', { constant: '0C' }), [0x0c], 8],
    ['a wrong constant', byteField('x', 0, 'u8', { constant: '0C' }), [0x0d], -8],
    ['a length', byteField('x', 0, 'u16', { equals: 'frameLength' }), [0, 2], 16],
    ['half of all values', byteField('x', 0, 'u8', { expect: [0, 127] }), [5], 1],
    ['half of all values, scaled', byteField('x', 0, 'u8', { scale: 0.1, expect: [0, 12.7] }), [5], 1],
    ['half of all values, turned round', byteField('x', 0, 'u8', { scale: -1, add: 255, expect: [128, 255] }), [5], 1],
    ['a value outside', byteField('x', 0, 'u8', { expect: [0, 127] }), [200], -6],
    ['a signed half', byteField('x', 0, 's8', { valid: [0, 127] }), [5], 1],
    ['expect before valid', byteField('x', 0, 'u8', { valid: [0, 127], expect: [0, 63] }), [5], 2],
    ['a positive float', byteField('x', 0, 'f32', { expect: [0, 3.4028234663852886e38] }), [0x40, 0x53, 0x33, 0x33], 1],
    ['the mark for no value', byteField('x', 0, 'u8', { invalid: ['FF'], expect: [0, 127] }), [0xff], 0],
    ['no check', byteField('x', 0, 'u8'), [5], 0],
  ])('%s', (_what, field, bytes, bits) => {
    expect(bitsOf(field, bytes)).toBeCloseTo(bits, 1);
  });

  it('a code that is in the table', () => {
    const enumerations = {
      e: { 0: { name: 'a', label: { zh: '甲', en: 'a' } }, 1: { name: 'b', label: { zh: '乙', en: 'b' } } },
    };
    expect(bitsOf(byteField('x', 0, 'u8', { enumeration: 'e' }), [1], { enumerations })).toBe(7);
  });

  it('is nothing where the frame was too short to check', () => {
    const { layouts } = frameOf([layout('A', [byteField('x', 4, 'u8', { constant: '0C' })])]);
    expect(rankLayouts(layouts, [Uint8Array.of(1)], 'da').ranked[0]).toMatchObject({ bits: 0, checks: [] });
  });
});

it('a layout without a rival stands', () => {
  const { layouts } = frameOf([layout('A', [byteField('x', 0, 'u8')])]);
  expect(rankLayouts(layouts, [Uint8Array.of(1)], 'da').decided).toBe('A');
});
