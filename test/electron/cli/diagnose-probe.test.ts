// `diagnose --probe`: says what it would do, and does it only with --yes.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createPracticePlatform, type PracticePlatform } from '../../../electron/practice/platform.ts';
import { practiceGatewayToken, type PracticeEvent } from '../../../protocol/practice.ts';
import { jsonOf, runGatescope, type CommandRun } from '../../support/gatescope-run.ts';

const deviceToken = 'PLAIN-DEVICE-0001';
let platform: PracticePlatform;
let events: PracticeEvent[];
let url: string;
beforeEach(async () => {
  events = [];
  platform = createPracticePlatform({ onEvent: (event) => events.push(event) });
  const started = await platform.start(undefined, {
    gatewayTokens: [practiceGatewayToken],
    deviceTokens: [deviceToken],
  });
  if (!started.ok) throw new Error(started.failure.kind);
  ({ url } = started.value);
});
afterEach(() => platform.stop());

const probe = (args: readonly string[], token = practiceGatewayToken): Promise<CommandRun> =>
  runGatescope(['diagnose', url, '--probe', ...args], { env: { GATESCOPE_TOKEN: token } });

describe('without --yes', () => {
  it.each([['gateway-flag'], ['gateway-flag', '--write'], ['ask-v5'], ['ports']])(
    'says what %s would do, ends with 64 and opens nothing',
    async (...args) => {
      const { code, out, err } = await probe(args);
      expect(code).toBe(64);
      expect(out).toBe('');
      expect(err).toContain('--yes');
      expect(events.filter(({ event }) => event !== 'listening')).toEqual([]);
    },
  );

  it('shows what would be written, with the device name as it was told', async () => {
    const { err } = await probe(['gateway-flag', '--write', '--device', 'WG1/DIAG']);
    expect(err).toContain('{"WG1/DIAG":[{"gatescopeProbe":true}]}');
  });

  it('knows no other probes', async () => {
    expect((await probe(['everything', '--yes'])).code).toBe(64);
  });
});

describe('with --yes', () => {
  it.each([
    [practiceGatewayToken, 'present'],
    [deviceToken, 'missing'],
  ])('finds the gateway flag of %s: %s, and writes nothing', async (token, flag) => {
    const run = await probe(['gateway-flag', '--yes', '--json'], token);
    expect(run.code).toBe(0);
    expect(jsonOf(run)).toMatchObject({ probe: 'gateway-flag', flag });
    expect(events.filter(({ event }) => event === 'stored')).toEqual([]);
    expect(run.out).not.toContain(token);
  });

  it('writes only with --write as well', async () => {
    const run = await probe(['gateway-flag', '--yes', '--write', '--device', 'WG1/DIAG', '--json']);
    expect(jsonOf(run)).toEqual({ probe: 'gateway-write', flag: 'present', own: 'acked', gateway: 'acked' });
    expect(events.filter(({ event }) => event === 'stored')).toHaveLength(2);
  });

  it('asks why in MQTT 5 and ends with the exit code of that diagnosis', async () => {
    const run = await probe(['ask-v5', '--yes', '--json'], 'GP1109N00000000');
    expect(run.code).toBe(6);
    expect(jsonOf(run)).toMatchObject({ probe: 'ask-v5', verdict: 'refused', connack: { code: 0x86 } });
  });

  it('ends as diagnose does where there is no session to ask on', async () => {
    const run = await probe(['gateway-flag', '--yes', '--json'], 'GP1109N00000000');
    expect(run.code).toBe(5);
    expect(jsonOf(run)).toMatchObject({ verdict: 'refused' });
  });

  it('looks at the ports without any token', async () => {
    const run = await runGatescope(['diagnose', url, '--probe', 'ports', '--yes', '--timeout', '2s', '--json']);
    expect(run.code).toBe(0);
    expect(jsonOf(run)).toMatchObject({
      probe: 'ports',
      ports: [{ answer: 'not-tls' }, { port: 1_883 }, { port: 8_883 }],
    });
    expect(events.filter(({ event }) => event === 'connack')).toEqual([]);
  });
});
