import { expect, it } from 'vitest';
import { columnOf } from '../../../protocol/platform/versions.ts';
import { platformVersions } from '../../../protocol/practice.ts';

it.each([
  ['4.4.0', '4.2.1'],
  ['4.3.1.3', '4.2.1'],
  ['4.2.1', '4.2.1'],
  ['4.2', '3.5.0'],
  ['4.0.1', '3.5.0'],
  ['3.6.4', '3.5.0'],
  ['3.5', '3.5.0'],
  ['3.4.4', '3.3'],
  ['3.3', '3.3'],
  ['3.2.2', '3.2'],
  ['3.1.1', '3.1'],
  ['2.5.6', '3.1'],
  ['10.0', '4.2.1'],
])('a platform of version %s behaves like %s', (release, column) => {
  expect(columnOf(release)).toBe(column);
});

it.each(['', '4', 'latest', '3.6.x', 'v3.6', '1.4', '2.4.9', '3.6.4-PE', '-3.6'])(
  '"%s" is no version we know',
  (release) => {
    expect(columnOf(release)).toBeUndefined();
  },
);

it('takes each column by its own name', () => {
  for (const version of platformVersions) expect(columnOf(version)).toBe(version);
});
