// Secrets that a command was given: in nothing that it writes, whatever goes wrong.
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createPracticePlatform, type PracticePlatform } from '../../../electron/practice/platform.ts';
import { runGatescope, type CommandWorld } from '../../support/gatescope-run.ts';
import { canary, leaked } from '../../support/secrets.ts';

const secrets = Array.from({ length: 12 }, (_, n) => canary(n));
const [known, unknown, control, odd, url1, url2, key, query, file, input, argument, spaced] = secrets as [
  string,
  string,
  string,
  string,
  string,
  string,
  string,
  string,
  string,
  string,
  string,
  string,
];

let folder: string;
let platform: PracticePlatform;
let url: string;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'gatescope-test-'));
  platform = createPracticePlatform();
  const started = await platform.start(undefined, { gatewayTokens: [known, input, file] });
  if (!started.ok) throw new Error(started.failure.kind);
  ({ url } = started.value);
});
afterEach(async () => {
  await platform.stop();
  rmSync(folder, { recursive: true, force: true });
});

const path = (name: string, content: string): string => {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
};
const env = (token: string): CommandWorld => ({ env: { GATESCOPE_TOKEN: token } });

it.each([false, true])('is in no output of any connecting command, with --json %s', async (json) => {
  const message = path('message.json', '{"WG12345678":[{"a":1}]}');
  const keyFile = path('key.pem', `-----BEGIN PRIVATE KEY-----\n${key}\n-----END PRIVATE KEY-----\n`);
  const certificate = path('cert.pem', '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n');
  const quick = ['--timeout', '2s', '--survive', '100ms'];
  const publish = ['publish', url, '--topic', 'v1/gateway/telemetry', '--file', message, '--timeout', '2s'];
  const runs: readonly [args: readonly string[], world?: CommandWorld][] = [
    [['diagnose', url, ...quick], env(known)],
    [['diagnose', url, ...quick], env(unknown)],
    [['diagnose', url, ...quick, '--mqtt', '5'], env(unknown)],
    [['diagnose', 'mqtt://127.0.0.1:1', ...quick], env(unknown)],
    [['diagnose', url, ...quick], env(`${control}\u0007`)],
    [['diagnose', url, ...quick], env(`\u200b${odd}`)],
    [['diagnose', url, ...quick], env(`userName: ${spaced}`)],
    [['diagnose', `mqtt://engineer:${url1}@127.0.0.1`, ...quick], env(url2)],
    [['diagnose', `${url}?token=${query}`, ...quick], env(known)],
    [['diagnose', url.replace('mqtt:', 'mqtts:'), '--cert', certificate, '--key', keyFile, ...quick], env(known)],
    [['diagnose', url, '--token-file', path('token.txt', `${file}\n`), ...quick]],
    [['diagnose', url, '--token-file', '-', ...quick], { input }],
    [['diagnose', url, '--token', argument, ...quick]],
    [['diagnose', url, '--probe', 'gateway-flag', '--yes'], env(known)],
    [['diagnose', url, '--probe', 'ask-v5', '--yes'], env(unknown)],
    [['diagnose', url, '--probe', 'ports', '--yes', '--timeout', '1s'], env(unknown)],
    [publish, env(known)],
    [publish, env(unknown)],
    [[...publish, '--token', argument]],
  ];
  let seen = '';
  for (const [args, world] of runs) {
    const { code, out, err } = await runGatescope([...args, ...(json ? ['--json'] : [])], world);
    seen += `${out}${err}`;
    expect(code, args.join(' ')).toBeTypeOf('number');
  }
  expect(leaked(secrets, seen)).toEqual([]);
  // They really went their way: accepted, refused, not connected.
  expect(seen).toContain('20 02 00 05'.replaceAll(json ? ' ' : '', ''));
  // Nothing was written beside what was planted.
  const files = readdirSync(folder).filter(
    (name) => !['message.json', 'key.pem', 'cert.pem', 'token.txt'].includes(name),
  );
  expect(leaked(secrets, files.map((name) => readFileSync(join(folder, name), 'latin1')).join('\n'))).toEqual([]);
  expect(files).toEqual([]);
});
