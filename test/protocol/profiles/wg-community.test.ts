import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { loadProfile } from '../../../protocol/profile/load.ts';
import { runVectors } from '../../../protocol/profile/vectors.ts';
import { defaultProfileId, shippedProfile, shippedProfileIds } from '../../../protocol/profiles/index.ts';

const text = readFileSync(new URL('../../../protocol/profiles/wg.community.json', import.meta.url), 'utf8');

describe('the shipped profile', () => {
  it('keeps every rule, and its own tests hold', () => {
    const loaded = loadProfile(text);
    if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
    expect(loaded.vectors.length).toBeGreaterThanOrEqual(3);
    expect(runVectors(loaded.profile, loaded.vectors)).toEqual({ passed: loaded.vectors.length, failed: [] });
  });

  it('is the one behind its id, compiled once', () => {
    expect(shippedProfileIds).toContain(defaultProfileId);
    expect(shippedProfile(defaultProfileId)).toBe(shippedProfile(defaultProfileId));
    expect(shippedProfile('nobody')).toBeUndefined();
  });

  it('has the indices 0 to 14 of the power map', () => {
    const loaded = shippedProfile(defaultProfileId)!;
    const indices = loaded.profile.keys.get('power')!.value.indices!;
    expect([...indices.keys()]).toEqual(Array.from({ length: 15 }, (_, index) => String(index)));
  });

  it('calls nothing documented but the keys the vendor printed without their meaning', () => {
    const { file } = shippedProfile(defaultProfileId)!;
    const documented = Object.entries(file.sources)
      .filter(([, { kind }]) => kind === 'documented')
      .map(([id]) => id);
    const claims = Object.entries(file.keys).filter(([, { why }]) => documented.includes(why.source));
    expect(claims.map(([key]) => key)).toEqual(['power', 'da']);
  });
});

describe('a test that does not hold', () => {
  it('says which, where, what was expected and what came', () => {
    const file = JSON.parse(text) as { tests: { expect: Record<string, unknown> }[] };
    file.tests[0]!.expect = { SN: '6500', da: { B: { batt: 3304 }, L: { len: 12 } } };
    file.tests[1]!.expect = { boxSta: 0, TH: [30.4, 42.5], power: { 0: 'fresh', 77: 1 } };
    const loaded = loadProfile(JSON.stringify(file));
    if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
    expect(runVectors(loaded.profile, loaded.vectors)).toEqual({
      passed: 1,
      failed: [
        { test: 1, path: 'SN', expected: '6500', got: '00006500' },
        { test: 1, path: 'da.B.batt', expected: 3304, got: 3303 },
        { test: 2, path: 'TH', expected: [30.4, 42.5], got: [30.4, 42.4] },
        { test: 2, path: 'power.0', expected: 'fresh', got: 'stale' },
        { test: 2, path: 'power.77', expected: 1, got: null },
      ],
    });
  });
});
