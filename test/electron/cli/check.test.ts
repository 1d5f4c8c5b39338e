import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cellsOf } from '../../../electron/cli/text-table.ts';
import { jsonOf, runGatescope } from '../../support/gatescope-run.ts';

const telemetry = 'v1/gateway/telemetry';
const entry = '{"ts":4102444800000,"values":{"k":1}}';
const good = `{"WG1":[${entry}]}`;

const check = (input: string, ...options: readonly string[]) =>
  runGatescope(['check', '--topic', telemetry, ...options, '-'], { input });

describe('what check says to scripts', () => {
  it.each([
    ['kept as it is', good, [], 0, 'stored'],
    ['a serial number with zeros', '{"WG1":[{"SN":"00006500"}]}', [], 40, 'altered'],
    ['no values', '{"WG1":[{}]}', [], 41, 'dropped'],
    ['no device', '{}', [], 42, 'cuts-the-link'],
    ['no device, on a platform before 4.2.1', '{}', ['--like', '4.2.0'], 41, 'dropped'],
    ['an unreadable ts', '{"WG1":[{"ts":"","values":{"k":1}}]}', [], 42, 'cuts-the-link'],
    ['an unreadable ts over MQTT 5', '{"WG1":[{"ts":"","values":{"k":1}}]}', ['--mqtt', '5'], 41, 'dropped'],
    ['the same at QoS 0', '{"WG1":[{"ts":"","values":{"k":1}}]}', ['--mqtt', '5', '--qos', '0'], 42, 'cuts-the-link'],
    ['the same on 3.2', '{"WG1":[{"ts":"","values":{"k":1}}]}', ['--like', '3.2.2'], 41, 'dropped'],
    ['cut off', '{"WG1":[', [], 43, 'not-json'],
    ['cut off, where the platform says nothing', '{"WG1":[', ['--like', '3.1'], 43, 'not-json'],
    ['JSON to the platform alone', `{WG1:[${entry}]}`, [], 0, 'stored'],
    ['QoS 2 with RETAIN', good, ['--qos', '2', '--retain'], 0, 'stored'],
  ])('%s', async (_name, input, options, code, verdict) => {
    const run = await check(input, ...options, '--json');
    expect(run.code).toBe(code);
    expect(jsonOf(run)['verdict']).toBe(verdict);
    expect(run.err).toBe('');
  });

  it('names rule, verdict, path, line and column of each finding, and nothing else', async () => {
    const run = await check('{\n  "WG1": [\n    { "SN": "007" },\n    7\n  ]\n}', '--json');
    expect(jsonOf(run)).toEqual({
      verdict: 'cuts-the-link',
      findings: [
        { rule: 'zeros-lost', verdict: 'altered', path: 'WG1.0.SN', line: 3, column: 13 },
        { rule: 'entry-not-object', verdict: 'cuts-the-link', path: 'WG1.1', line: 4, column: 5 },
      ],
    });
  });

  it('lists what would be kept when asked', async () => {
    const run = await check('{"WG1":[{"ts":"1609144280398","values":{"SN":"007","a":null}}]}', '--values', '--json');
    expect(jsonOf(run)['stored']).toEqual([{ node: 'WG1', ts: 1609144280398, key: 'SN', type: 'long', value: '7' }]);
  });

  it.each([
    ['no topic', ['check', '-']],
    ['no file', ['check', '--topic', telemetry]],
    ['two files', ['check', '--topic', telemetry, 'a', 'b']],
    ['a file that is not there', ['check', '--topic', telemetry, '/nowhere/x.json']],
    ['a version that never was', ['check', '--topic', telemetry, '--like', 'latest', '-']],
    ['MQTT 5 before its time', ['check', '--topic', telemetry, '--like', '3.4', '--mqtt', '5', '-']],
    ['QoS 3', ['check', '--topic', telemetry, '--qos', '3', '-']],
    ['MQTT 4', ['check', '--topic', telemetry, '--mqtt', '4', '-']],
  ])('wrong use: %s', async (_name, args) => {
    const { code, out, err } = await runGatescope(args, { input: good });
    expect(code).toBe(64);
    expect(out).toBe('');
    expect(err).toContain('gatescope check --help');
  });
});

describe('what check shows to people', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'check-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const linesOf = async (text: string, language: 'zh' | 'en'): Promise<readonly string[]> => {
    const file = join(folder, 'message.json');
    writeFileSync(file, text);
    const { out } = await runGatescope(['--lang', language, 'check', '--topic', telemetry, file]);
    return out.split('\n');
  };

  it.each(['zh', 'en'] as const)(
    'puts the caret under the place, also behind wide characters (%s)',
    async (language) => {
      const lines = await linesOf(`{\n\t"停车场": [{ "温度": "x", "SN": "00006500" }]\n}`, language);
      const caret = lines.findIndex((line) => /^ +\^+$/.test(line));
      const quoted = lines[caret - 1] ?? '';
      const place = quoted.indexOf('"00006500"');
      expect(cellsOf(quoted.slice(0, place))).toBe((lines[caret] ?? '').indexOf('^'));
      expect((lines[caret] ?? '').trim()).toBe('^'.repeat('"00006500"'.length));
      expect(lines[caret - 2]).toContain('message.json:2:');
      expect(lines[caret - 2]).toContain('[zeros-lost]');
    },
  );

  it('shows a part of a long line', async () => {
    const lines = await linesOf(`{"WG1":[{"a":"${'x'.repeat(5_000)}","SN":"007","b":"${'y'.repeat(5_000)}"}]}`, 'en');
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThan(200);
    expect(lines.join('\n')).toContain('"007"');
  });

  it('quotes nothing where the message as a whole is meant', async () => {
    const { out, code } = await runGatescope(['check', '--topic', 'v1/nowhere', '-'], { input: good });
    expect(code).toBe(41);
    expect(out).not.toContain('WG1');
    expect(out).toContain('[topic-unknown]');
  });

  it('lets no control character through', async () => {
    const text = '{"WG1\u001b[31m":[{"SN\u202e":"007","\u009b2J":null}]} \u0007';
    for (const language of ['zh', 'en'] as const) {
      const { out } = await runGatescope(['--lang', language, 'check', '--topic', telemetry, '--values', '-'], {
        input: text,
      });
      expect(out).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
    }
  });
});
