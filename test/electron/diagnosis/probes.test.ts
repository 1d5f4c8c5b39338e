// The further questions, against the practice platform and against brokers that do what a script says.
import { createServer, type AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { askV5 } from '../../../electron/diagnosis/probes/ask-v5.ts';
import { askGatewayFlag, writeGatewayFlag } from '../../../electron/diagnosis/probes/gateway-flag.ts';
import { probePorts } from '../../../electron/diagnosis/probes/ports.ts';
import { systemClock } from '../../../electron/mqtt/clock.ts';
import { systemNetwork } from '../../../electron/mqtt/network.ts';
import { createWireCounters } from '../../../electron/mqtt/wire-counters.ts';
import { createPracticePlatform, type PracticeSetup } from '../../../electron/practice/platform.ts';
import { parseBrokerAddress } from '../../../protocol/broker-address.ts';
import { type BrokerAddress } from '../../../protocol/connection.ts';
import { type PracticeEvent } from '../../../protocol/practice.ts';
import {
  flagFromOutcomes,
  flagFromSessionLimits,
  probesFor,
  type PortAnswer,
  type ProbeResult,
} from '../../../protocol/probe.ts';
import { type Verdict } from '../../../protocol/diagnosis.ts';
import { makeCertificates } from '../../support/certificates.ts';
import { hurriedClock } from '../../support/hurried-clock.ts';
import { connack5, startScriptedBroker, type Script } from '../../support/scripted-broker.ts';
import { createTestSession, type TestSession } from '../../support/test-session.ts';
import { quickSettings } from '../../support/walk-request.ts';

const gatewayToken = 'GP1109N12345678';
const deviceToken = 'PLAIN-DEVICE-0001';

const ending: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ending.splice(0).toReversed()) await end();
});

const addressOf = (url: string): BrokerAddress => {
  const parsed = parseBrokerAddress(url);
  if (!parsed.ok) throw new Error(url);
  return parsed.value;
};
const practice = async (setup: PracticeSetup = {}) => {
  const events: PracticeEvent[] = [];
  const platform = createPracticePlatform({ onEvent: (event) => events.push(event) });
  const started = await platform.start(undefined, {
    gatewayTokens: [gatewayToken],
    deviceTokens: [deviceToken],
    ...setup,
  });
  if (!started.ok) throw new Error(started.failure.kind);
  ending.push(platform.stop);
  return { platform, events, url: started.value.url };
};
const connected = async (url: string, token: string, mqttVersion: '3.1.1' | '5' = '3.1.1'): Promise<TestSession> => {
  // Five seconds without an answer are half a second here.
  const session = createTestSession({ clock: hurriedClock });
  ending.push(session.close);
  session.start(url, { mqttVersion, connackTimeoutMs: 10_000, surviveMs: 500 }, token);
  await session.reaches('connected');
  return session;
};
const valueOf = (result: Awaited<ReturnType<typeof askGatewayFlag>>): ProbeResult => {
  if (!result.ok) throw new Error(result.failure.kind);
  return result.value;
};

describe('looking for the gateway flag', () => {
  it.each([
    [gatewayToken, '3.1.1', 'present'],
    [gatewayToken, '5', 'present'],
    [deviceToken, '3.1.1', 'missing'],
  ] as const)('asks without writing: %s in %s is %s', async (token, version, flag) => {
    const { platform, events, url } = await practice();
    const session = await connected(url, token, version);
    const result = valueOf(await askGatewayFlag(session));
    expect(result).toMatchObject({ probe: 'gateway-flag', flag });
    expect(result).toHaveProperty('answer', expect.stringContaining('maxPayloadSize'));
    expect(events.filter(({ event }) => event === 'stored')).toEqual([]);
    expect(platform.devices()).toEqual([]);
    // No data of the engineer's, so no row in the list of publishes.
    expect(session.publishes()).toEqual([]);
  });

  it('cannot tell where the platform is too old to answer', async () => {
    const { url } = await practice({ like: '3.5.0' });
    const result = valueOf(await askGatewayFlag(await connected(url, deviceToken)));
    expect(result).toMatchObject({ flag: 'unknown' });
    expect(result).not.toHaveProperty('answer');
  });

  it.each([
    [gatewayToken, 'present', 'acked'],
    [deviceToken, 'missing', 'no-ack'],
  ] as const)('tells by two publishes: %s is %s', async (token, flag, gateway) => {
    const { platform, url } = await practice({ like: '3.5.0' });
    const session = await connected(url, token);
    const result = valueOf(await writeGatewayFlag(session, 'WG12345678/DIAG'));
    expect(result).toEqual({ probe: 'gateway-write', flag, own: 'acked', gateway });
    expect(session.publishes().map(({ topic, payload }) => [topic, payload])).toEqual([
      ['v1/devices/me/telemetry', '{"gatescopeProbe":true}'],
      ['v1/gateway/telemetry', '{"WG12345678/DIAG":[{"gatescopeProbe":true}]}'],
    ]);
    expect(platform.devices().map(({ name }) => name)).toEqual(flag === 'present' ? ['WG12345678/DIAG'] : []);
  });

  it('is not possible without a session', async () => {
    const session = createTestSession();
    expect(await askGatewayFlag(session)).toMatchObject({ ok: false, failure: { kind: 'not-connected' } });
    expect(await writeGatewayFlag(session, 'd')).toMatchObject({ ok: false, failure: { kind: 'not-connected' } });
  });

  it.each([
    ['acked', 'acked', 'present'],
    ['acked', 'no-ack', 'missing'],
    ['no-ack', 'no-ack', 'unknown'],
    ['acked', 'closed-without-ack', 'unknown'],
    ['acked', 'acked-then-closed', 'unknown'],
    ['acked', 'rejected', 'unknown'],
  ] as const)('own %s, gateway %s: %s', (own, gateway, flag) => {
    expect(flagFromOutcomes(own, gateway)).toBe(flag);
  });

  it.each(['', '[]', 'null', '"x"', '{}', '{"gatewayRateLimits":{}}', '{"maxPayloadSize"'])(
    'learns nothing from the answer %j',
    (answer) => {
      expect(flagFromSessionLimits(answer)).toBe('unknown');
    },
  );
});

const askAt = (url: string, token = gatewayToken, changes = {}) =>
  askV5({
    address: addressOf(url),
    settings: quickSettings(url, changes),
    clientIdentifier: 'diag-01234567',
    token,
    clock: systemClock,
    network: systemNetwork,
    counters: createWireCounters(),
    signal: new AbortController().signal,
  });
const scripted = async (script: Script) => {
  const broker = await startScriptedBroker(script);
  ending.push(broker.close);
  return broker;
};

describe('asking why in MQTT 5', () => {
  it('gets a code of its own for a token that nobody knows', async () => {
    const { url } = await practice();
    const result = await askAt(url, 'GP1109N00000000');
    expect(result).toMatchObject({ probe: 'ask-v5', report: { verdict: { id: 'refused', connack: { code: 0x86 } } } });
  });

  it('tells an eviction by its code', async () => {
    const { url } = await practice({ faults: [{ id: 'evict', value: 50 }] });
    expect(await askAt(url)).toMatchObject({ disconnectCode: 0x8e, report: { verdict: { id: 'contested' } } });
  });

  it('keeps the code of any other end', async () => {
    const { url } = await scripted(async ({ next, write }) => {
      await next('connect');
      write(...connack5(0), 0xe0, 0x02, 0x98, 0x00); // DISCONNECT, administrative action
    });
    expect(await askAt(url)).toMatchObject({
      disconnectCode: 0x98,
      report: { verdict: { id: 'dropped-after-connack' } },
    });
  });

  it('is one short connection: one CONNECT in 5.0, nothing published, and a polite end', async () => {
    const { url, received, connections } = await scripted(async ({ next, write }) => {
      await next('connect');
      write(...connack5(0));
    });
    const result = await askAt(url);
    expect(result).toMatchObject({ report: { verdict: { id: 'accepted' } } });
    expect(result).not.toHaveProperty('disconnectCode');
    expect(connections()).toBe(1);
    // Protocol level 5, behind "MQTT".
    expect(received('connect').map(({ bytes, headerBytes }) => bytes[headerBytes + 6])).toEqual([5]);
    expect(received('publish')).toEqual([]);
    await expect.poll(() => received('disconnect').length).toBe(1);
  });
});

const portAt = async (url: string, timeoutMs = 1_500): Promise<PortAnswer | undefined> => {
  const address = addressOf(url);
  const result = await probePorts({
    address,
    timeoutMs,
    clock: systemClock,
    network: systemNetwork,
    signal: new AbortController().signal,
  });
  if (result.probe !== 'ports') throw new Error(result.probe);
  expect(result.ports.map(({ port }) => port)).toEqual([...new Set([address.port, 1_883, 8_883])]);
  return result.ports[0]?.answer;
};

describe('looking at a port', () => {
  it.each<[string, Script, PortAnswer]>([
    ['an SSH server', ({ writeText }) => writeText('SSH-2.0-OpenSSH_9.6\r\n'), 'ssh'],
    ['a mail server', ({ writeText }) => writeText('220 mail ESMTP\r\n'), 'other'],
    ['something that hangs up at once', ({ close }) => close(), 'closed-at-once'],
    ['something that resets at once', ({ reset }) => reset(), 'closed-at-once'],
    ['something silent', () => undefined, 'silent'],
    [
      'a web server',
      ({ socket, writeText }) => void socket.once('data', () => writeText('HTTP/1.1 400 Bad\r\n\r\n')),
      'http',
    ],
  ])('knows %s', async (_name, script, answer) => {
    const { url } = await scripted(script);
    expect(await portAt(url)).toBe(answer);
  });

  it('knows plain MQTT by its hanging up on a TLS hello, and sends it neither CONNECT nor token', async () => {
    const { url, events } = await practice();
    expect(await portAt(url)).toBe('not-tls');
    expect(events.filter(({ event }) => event === 'connack')).toEqual([]);
  });

  it('knows TLS whatever its certificate is worth', async () => {
    const broker = await startScriptedBroker(() => undefined, { tls: makeCertificates().good });
    ending.push(broker.close);
    expect(await portAt(broker.url)).toBe('tls');
  });

  it('knows a blocked address: accepted and closed with nothing said', async () => {
    const { url } = await practice({ faults: [{ id: 'address-blocked', value: 0 }] });
    expect(['closed-at-once', 'not-tls']).toContain(await portAt(url));
  });

  it('knows a port where nobody listens', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    await new Promise((resolve) => server.close(resolve));
    expect(await portAt(`127.0.0.1:${port}`)).toBe('refused');
  });
});

describe('what is offered', () => {
  const connack = {
    protocol: '3.1.1',
    code: 5,
    hex: '0x05',
    name: '',
    sessionPresent: false,
    bytes: '',
    latencyMs: 1,
  } as const;
  it.each<[Verdict, readonly string[]]>([
    [{ id: 'refused', connack }, ['ask-v5']],
    [{ id: 'closed-before-connack', afterMs: 1, how: 'closed' }, ['ports', 'address-block', 'ask-v5']],
    [{ id: 'no-connack', waitedMs: 1, received: 'nothing' }, ['ports', 'ask-v5']],
    [{ id: 'not-mqtt', looksLike: 'http', bytes: '' }, ['ports']],
    [{ id: 'port-refused', host: 'h', port: 1 }, ['ports']],
    [{ id: 'dropped-after-connack', connack, livedMs: 1, why: 'reset' }, ['ask-v5']],
    // It would throw the gateway off once more.
    [{ id: 'contested', connack, evictions: 2 }, []],
    [{ id: 'host-not-found', host: 'h', detail: '' }, []],
  ])('for $id', (verdict, probes) => {
    expect(probesFor(verdict, { mqttVersion: '3.1.1', isLive: false })).toEqual(probes);
    expect(probesFor(verdict, { mqttVersion: '5', isLive: false })).toEqual(probes.filter((id) => id !== 'ask-v5'));
  });
  it('on a session that lives: the gateway flag, and nothing that would end it', () => {
    expect(probesFor(undefined, { mqttVersion: '3.1.1', isLive: true })).toEqual(['gateway-flag']);
  });
});
