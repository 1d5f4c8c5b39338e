/** Other people's clients work against the stand-in unchanged: mosquitto_pub and mosquitto_sub of the distribution. */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, vi } from 'vitest';
import { gateway, startBench } from './fixture.ts';

type Ended = { readonly exitCode: number | null; readonly text: string };

const run = (program: string, args: readonly string[]): Promise<Ended> =>
  new Promise((resolve, reject) => {
    const child = spawn(program, args, { timeout: 15_000 });
    let text = '';
    const collect = (chunk: Buffer): void => void (text += chunk.toString());
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    child.on('error', reject);
    child.on('close', (exitCode) => resolve({ exitCode, text }));
  });

const terminal = fileURLToPath(new URL('../../fixtures/vendor/terminal.json', import.meta.url));
const to = (port: number, version: string, user: string): string[] => [
  ...['-h', '127.0.0.1', '-p', String(port), '-V', version, '-u', user],
];

describe.each(['mqttv31', 'mqttv311', 'mqttv5'])('mosquitto_pub %s', (version) => {
  it("publishes the vendor's terminal sample and gets its PUBACK", async () => {
    const bench = await startBench();
    const args = [...to(bench.port, version, gateway), '-t', 'v1/gateway/telemetry', '-q', '1', '-f', terminal];
    expect(await run('mosquitto_pub', args)).toMatchObject({ exitCode: 0 });
    expect(bench.stored()).toContain('WG12345678/sf_2_0_340000 1609144280398 SN long 6500');
  });

  it('is refused with a wrong token, once', async () => {
    const bench = await startBench();
    const args = [...to(bench.port, version, 'nobody'), '-t', 'v1/gateway/telemetry', '-q', '1', '-m', '{}'];
    const { exitCode, text } = await run('mosquitto_pub', args);
    // Exit code: the return code, in MQTT 5 the reason code 0x86.
    expect(exitCode).toBe(version === 'mqttv5' ? 0x86 : 5);
    expect(text).toMatch(/not authori[sz]ed|bad user ?name or password/i);
    expect(bench.events.filter(({ event }) => event === 'connack')).toHaveLength(1);
  });
});

describe.each(['mqttv311', 'mqttv5'])('mosquitto_rr %s', (version) => {
  it('connects a device and is sent an RPC for it', async () => {
    const bench = await startBench();
    const waiting = run('mosquitto_rr', [
      ...to(bench.port, version, gateway),
      ...['-t', 'v1/gateway/connect', '-m', '{"device":"WG1"}', '-e', 'v1/gateway/rpc', '-q', '1', '-W', '10'],
    ]);
    await vi.waitFor(() => expect(bench.platform.devices()).toHaveLength(1), 5_000);
    bench.platform.operate({ act: 'send-rpc', node: 'WG1', id: 1, method: 'reboot', params: '{}' });
    const { text } = await waiting;
    expect(JSON.parse(text)).toEqual({ device: 'WG1', data: { id: 1, method: 'reboot', params: {} } });
  });
});

describe('mosquitto_sub', () => {
  it('is told that a wildcard is not granted', async () => {
    const bench = await startBench();
    const { text } = await run('mosquitto_sub', [
      ...to(bench.port, 'mqttv311', gateway),
      '-t',
      'v1/gateway/#',
      '-W',
      '2',
    ]);
    expect(text).toMatch(/denied|reject/i);
  });
});
