import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { profile } from '../../../electron/cli/profile-test.ts';
import { runCommand } from '../../support/command-run.ts';

const shipped = fileURLToPath(new URL('../../../protocol/profiles/wg.community.json', import.meta.url));
let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'gatescope-profile-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const changed = (name: string, change: (text: string) => string): string => {
  const file = join(folder, name);
  writeFileSync(file, change(readFileSync(shipped, 'utf8')));
  return file;
};

describe('gatescope profile test', () => {
  it('ends with 0 for the shipped profile', async () => {
    const { code, out } = await runCommand(profile, ['test', shipped, '--json']);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toEqual({ ok: true, passed: 3, failed: [], problems: [] });
  });

  it('ends with 66 and the difference when a test does not hold', async () => {
    const file = changed('wrong.json', (text) => text.replace('"batt": 3303', '"batt": 3304'));
    const { code, out } = await runCommand(profile, ['test', file, '--json']);
    expect(code).toBe(66);
    expect(JSON.parse(out)).toEqual({
      ok: false,
      passed: 2,
      failed: [{ test: 1, path: 'da.B.batt', expected: 3304, got: 3303 }],
      problems: [],
    });
  });

  it('ends with 66 and the line when a rule is broken', async () => {
    const file = changed('broken.json', (text) => text.replace('"frame": "sf2.da"', '"frame": "sf3.da"'));
    const { code, out } = await runCommand(profile, ['test', file, '--json']);
    expect(code).toBe(66);
    const line =
      readFileSync(file, 'utf8')
        .split('\n')
        .findIndex((text) => text.includes('sf3.da')) + 1;
    expect(JSON.parse(out)).toMatchObject({
      ok: false,
      problems: [{ path: 'keys.da.frame', line, rule: 'frame-unknown' }],
    });
  });

  it.each(['zh', 'en'] as const)('says the same to people in %s', async (language) => {
    const file = changed(`people-${language}.json`, (text) => text.replace('"batt": 3303', '"batt": 3304'));
    const { code, out } = await runCommand(profile, ['test', file], { language });
    expect(code).toBe(66);
    expect(out).toContain('da.B.batt');
    expect(/\p{Script=Han}/u.test(out)).toBe(language === 'zh');
  });

  it.each(['# Notes of the gateway\nport: 1883, token: see label\n\n- one\n- two\n', '\u0000\u0001PK\u0003\u0004'])(
    'says once that a file is no JSON (%j)',
    async (text) => {
      const file = changed('notes.txt', () => text);
      const { code, out } = await runCommand(profile, ['test', file]);
      expect(code).toBe(66);
      expect(out.split(file)).toHaveLength(2);
    },
  );

  it.each([[[]], [['test']], [['check', shipped]], [['test', 'no-such-file.json']]])(
    '%j is wrong use',
    async (args) => {
      expect((await runCommand(profile, args)).code).toBe(64);
    },
  );
});
