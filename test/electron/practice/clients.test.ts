/** Other people's clients against the stand-in: Eclipse Paho for Python, as the distribution packs it, and mosquitto's. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { findProgram } from '../../support/find-program.ts';
import { gateway, plainDevice, startBench } from './fixture.ts';

const python = findProgram('python3-paho');
const script = join(import.meta.dirname, 'paho-client.py');

type Protocol = '3.1.1' | '5';
type Step =
  | {
      readonly do: 'publish';
      readonly topic: string;
      readonly payload: string;
      readonly qos: 0 | 1 | 2;
      readonly waitS?: number;
    }
  | { readonly do: 'subscribe'; readonly filters: readonly (readonly [string, number])[] }
  | { readonly do: 'await-close' };
type Seen = { readonly event: string } & Readonly<Record<string, unknown>>;

/** Everything that paho was told, in order. `user` undefined: a CONNECT without a user name. */
const paho = (
  port: number,
  protocol: Protocol,
  user: string | undefined,
  steps: readonly Step[],
): Promise<readonly Seen[]> =>
  new Promise((resolve, reject) => {
    const args = [script, String(port), protocol, user ?? '-', JSON.stringify(steps)];
    const child = spawn(python, args, { timeout: 30_000 });
    let out = '';
    let err = '';
    child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
    child.on('error', reject);
    child.on('close', (exitCode) =>
      exitCode === 0
        ? resolve(out.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line) as Seen])))
        : reject(new Error(err)),
    );
  });

const telemetry = (qos: 0 | 1 | 2, waitS?: number): Step => ({
  do: 'publish',
  topic: 'v1/gateway/telemetry',
  payload: '{"WG1":[{"ts":1609144280398,"values":{"SN":"00006500"}}]}',
  qos,
  ...(waitS === undefined ? {} : { waitS }),
});
const connackOf = (seen: readonly Seen[]): unknown => seen.find(({ event }) => event === 'connack')?.['code'];
/** Kinds of packets about publishes, in order. */
const receivedBy = (seen: readonly Seen[]): unknown =>
  seen.flatMap(({ event, packet }) => (event === 'received' ? [packet] : []));
const isDone = (seen: readonly Seen[]): unknown => seen.find(({ event }) => event === 'published')?.['done'];

describe.each(['3.1.1', '5'] as const)('paho, MQTT %s', (protocol) => {
  it.each([
    ['the gateway’s token', gateway, { '3.1.1': 0, '5': 0x00 }],
    ['a plain device’s token', plainDevice, { '3.1.1': 0, '5': 0x00 }],
    ['a token that nobody has', 'nobody', { '3.1.1': 5, '5': 0x86 }],
    ['a token with a space behind it', `${gateway} `, { '3.1.1': 5, '5': 0x86 }],
    ['an empty user name', '', { '3.1.1': 5, '5': 0x86 }],
    ['no user name', undefined, { '3.1.1': 2, '5': 0x85 }],
  ] as const)('connects with %s', async (_, user, codes) => {
    const bench = await startBench();
    const seen = await paho(bench.port, protocol, user, codes[protocol] === 0 ? [] : [{ do: 'await-close' }]);
    expect(connackOf(seen)).toBe(codes[protocol]);
    expect(seen.some(({ event }) => event === 'closed')).toBe(codes[protocol] !== 0);
  });

  it('publishes at QoS 1, is acknowledged, and the serial number has lost its zeros', async () => {
    const bench = await startBench();
    expect(isDone(await paho(bench.port, protocol, gateway, [telemetry(1)]))).toBe(true);
    expect(bench.stored()).toEqual(['WG1 1609144280398 SN long 6500']);
  });

  it('publishes at QoS 0, which is stored without an answer', async () => {
    const bench = await startBench();
    const seen = await paho(bench.port, protocol, gateway, [telemetry(0), telemetry(1)]);
    expect(receivedBy(seen)).toEqual(['PUBACK']);
    expect(bench.platform.state()).toMatchObject({ storedCount: 2 });
  });

  it('gets a PUBACK at QoS 2, where a PUBREC is due', async () => {
    const bench = await startBench();
    const seen = await paho(bench.port, protocol, gateway, [telemetry(2, 1)]);
    // This client is content with it; a stricter one is not, see below.
    expect(receivedBy(seen)).toEqual(['PUBACK']);
    expect(bench.stored()).toEqual(['WG1 1609144280398 SN long 6500']);
  });

  it('gets no PUBACK with a token whose device is no gateway, and is not closed', async () => {
    const bench = await startBench();
    const seen = await paho(bench.port, protocol, plainDevice, [telemetry(1, 1)]);
    expect(seen.map(({ event }) => event)).toEqual(['connack', 'published']);
    expect([receivedBy(seen), isDone(seen)]).toEqual([[], false]);
    expect(bench.stored()).toEqual([]);
    expect(bench.events).toContainEqual({
      event: 'dropped',
      connection: 1,
      topic: 'v1/gateway/telemetry',
      why: 10,
    });
  });

  it('subscribes: each filter has an answer of its own', async () => {
    const bench = await startBench();
    const filters = [
      ['v1/gateway/rpc', 2],
      ['v1/gateway/attributes', 0],
      ['v1/gateway/#', 1],
    ] as const;
    const seen = await paho(bench.port, protocol, gateway, [{ do: 'subscribe', filters }]);
    const refused = protocol === '5' ? 0x8f : 0x80;
    expect(seen.find(({ event }) => event === 'suback')?.['granted']).toEqual([1, 0, refused]);
  });

  it('is closed when the same token connects elsewhere, after the newcomer was let in', async () => {
    const bench = await startBench();
    const first = paho(bench.port, protocol, gateway, [{ do: 'await-close' }]);
    await vi.waitFor(() => expect(bench.platform.state()).toMatchObject({ connections: 1 }), 10_000);
    const second = await paho(bench.port, protocol, gateway, [telemetry(1)]);
    expect([connackOf(second), isDone(second)]).toEqual([0, true]);
    const seen = await first;
    expect(seen.map(({ event }) => event)).toEqual(['connack', 'closed']);
    // What the DISCONNECT carries; this client does not read one without properties.
    expect(bench.events).toContainEqual({
      event: 'closed',
      connection: 1,
      why: 8,
      ...(protocol === '5' ? { code: 0x8e } : {}),
    });
  });

  it('is closed by broken JSON in 3.1.1, and told 0x99 in MQTT 5', async () => {
    const bench = await startBench();
    const broken: Step = { do: 'publish', topic: 'v1/gateway/telemetry', payload: '{', qos: 1, waitS: 2 };
    const seen = await paho(bench.port, protocol, gateway, [broken]);
    expect(seen.some(({ event }) => event === 'closed')).toBe(protocol === '3.1.1');
    expect(isDone(seen)).toBe(protocol === '5');
  });
});

describe.each(['mqttv311', 'mqttv5'])('mosquitto_pub %s', (version) => {
  it('takes the PUBACK at QoS 2 for a breach of the protocol, though the value is stored', async () => {
    const bench = await startBench();
    const address = ['-h', '127.0.0.1', '-p', String(bench.port), '-V', version, '-u', gateway];
    const message = ['-t', 'v1/gateway/telemetry', '-q', '2', '-m', '{"WG1":[{"ts":1,"values":{"a":1}}]}'];
    const child = spawn(findProgram('mosquitto_pub'), [...address, ...message], { timeout: 15_000 });
    const [exitCode] = (await once(child, 'close')) as [number | null];
    expect(exitCode).not.toBe(0);
    await expect.poll(bench.stored).toEqual(['WG1 1 a long 1']);
  });
});
