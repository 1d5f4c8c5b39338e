// The session against brokers that do what a script says: states, politeness, publishes.
import { afterEach, describe, expect, it } from 'vitest';
import { type PublishRecord } from '../../../protocol/publish-outcome.ts';
import { type TappedChunk } from '../../../electron/mqtt/tap.ts';
import {
  connack311,
  connack5,
  healthy,
  identifierBytes,
  startScriptedBroker,
  type Script,
  type ScriptedBroker,
} from '../../support/scripted-broker.ts';
import { hurriedClock } from '../../support/hurried-clock.ts';
import { createTestSession, type TestSession } from '../../support/test-session.ts';
import { testToken } from '../../support/walk-request.ts';

const brokers: ScriptedBroker[] = [];
const sessions: TestSession[] = [];
const broker = async (script: Script): Promise<ScriptedBroker> => {
  const started = await startScriptedBroker(script);
  brokers.push(started);
  return started;
};
const session = (...options: Parameters<typeof createTestSession>): TestSession => {
  const created = createTestSession(...options);
  sessions.push(created);
  return created;
};
/** Two seconds of grace are 200 ms here; the time limits stay as long as they are elsewhere. */
const hurriedSession = (options: Parameters<typeof createTestSession>[0] = {}): TestSession =>
  session({ clock: hurriedClock, ...options });
const unhurriedLimits = { connackTimeoutMs: 10_000, surviveMs: 1_500 };
afterEach(async () => {
  await Promise.all(sessions.splice(0).map(({ close }) => close()));
  await Promise.all(brokers.splice(0).map(({ close }) => close()));
});

const accept =
  (
    then: (conversation: Parameters<Script>[0]) => void | Promise<void>,
    code: readonly number[] = connack311(0),
  ): Script =>
  async (conversation) => {
    await conversation.next('connect');
    conversation.write(...code);
    await then(conversation);
  };
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
const phases = ({ states }: TestSession): readonly string[] =>
  states.map(({ phase }) => phase).filter((phase, i, all) => phase !== all[i - 1]);

describe('connecting', () => {
  it('is connected at CONNACK 0 and accepted after the survival time', async () => {
    const { url } = await broker(healthy);
    const tested = session();
    tested.start(url);
    const connected = await tested.reaches('connected');
    expect(connected.report.verdict).toBeUndefined();
    expect(connected.report.connack?.code).toBe(0);
    await expect.poll(() => (tested.state() as typeof connected).report.verdict?.id).toBe('accepted');
    expect(phases(tested)).toEqual(['connecting', 'connected']);
  });

  it('shows the target without the token', async () => {
    const { url } = await broker(healthy);
    const tested = session();
    tested.start(url);
    const { target } = await tested.reaches('connected');
    expect(target).toMatchObject({ url, mqttVersion: '3.1.1', token: { lengthChars: 15, fingerprint: 'a3f09c1e' } });
    expect(target.clientIdentifier).toMatch(/^diag-[0-9a-f]{8}$/u);
    expect(JSON.stringify(tested.states)).not.toContain(testToken);
  });

  it.each([
    ['not an address', 'mqtt//host', testToken, 'address-form'],
    ['a password in the address', 'mqtt://me:secret@host', testToken, 'address-secret'],
    ['no token', 'mqtt://host', '', 'token-missing'],
    ['a line break in the token', 'mqtt://host', 'GP1109N\n', 'token-form'],
  ])('fails at once for %s, and opens nothing', (_name, address, token, kind) => {
    const tested = session();
    const begun = tested.connect({ ...settingsFor(address) }, token);
    expect(begun).toMatchObject({ ok: false, failure: { kind } });
    expect(tested.states).toEqual([]);
  });

  it('stays refused: one CONNECT, whatever happens', async () => {
    const refusing = await broker(accept(({ close }) => close(), connack311(5)));
    const tested = session();
    tested.start(refusing.url);
    const { report } = await tested.reaches('refused');
    expect(report.verdict).toMatchObject({ id: 'refused', connack: { code: 5 } });
    tested.retryNow();
    await pause(400);
    expect(refusing.received('connect')).toHaveLength(1);
    expect(refusing.connections()).toBe(1);
  });

  it('does not try again when no CONNACK ever came', async () => {
    const closing = await broker(async ({ next, close }) => {
      await next('connect');
      close();
    });
    const tested = session();
    tested.start(closing.url);
    await tested.reaches('failed');
    await pause(400);
    expect(closing.connections()).toBe(1);
  });

  it('leaves the first broker when the engineer connects to a second', async () => {
    const first = await broker(healthy);
    const second = await broker(healthy);
    const tested = session();
    tested.start(first.url);
    await tested.reaches('connected');
    tested.start(second.url);
    await expect.poll(() => first.received('disconnect').length).toBe(1);
    await expect.poll(() => second.received('connect').length).toBe(1);
  });

  it('sends DISCONNECT and is gone within a second when the engineer stops', async () => {
    // A broker that never closes by itself.
    const slow = await broker(healthy);
    const tested = session();
    tested.start(slow.url);
    await tested.reaches('connected');
    const started = performance.now();
    tested.disconnect();
    expect(tested.state()).toEqual({ phase: 'disconnected' });
    await tested.close();
    expect(performance.now() - started).toBeLessThan(1_000);
    expect(slow.received('disconnect')).toHaveLength(1);
  });

  it('sends no password and the token as the user name', async () => {
    const { url, received } = await broker(healthy);
    const tested = session();
    tested.start(url, { clientIdentifier: 'c' });
    await tested.reaches('connected');
    const [connect] = received('connect');
    // Flags: user name, clean session; no password, no will.
    expect(connect?.bytes[9]).toBe(0x82);
    expect(Buffer.from(connect!.bytes.subarray(-testToken.length)).toString()).toBe(testToken);
  });
});

describe('a link that had lived', () => {
  /** Lets the first link die in some way after it lived, and is healthy from then on. */
  const diesOnce = (die: (conversation: Parameters<Script>[0]) => void): Script =>
    accept(async (conversation) => {
      if (conversation.n > 1) return healthyAfterConnack(conversation);
      await pause(200);
      die(conversation);
    });
  const healthyAfterConnack = async ({ next, write, socket }: Parameters<Script>[0]): Promise<void> => {
    while (!socket.destroyed) write(0x40, 0x02, ...identifierBytes(await next('publish')));
  };

  it.each([
    ['closed-by-broker', ({ close }: Parameters<Script>[0]) => close()],
    ['reset', ({ reset }: Parameters<Script>[0]) => reset()],
    // Reserved packet type.
    ['malformed', ({ write }: Parameters<Script>[0]) => write(0x00, 0x00)],
    // 256 MiB announced; five bytes are enough to know.
    ['packet-too-large', ({ write }: Parameters<Script>[0]) => write(0x30, 0xff, 0xff, 0xff, 0x7f)],
  ] as const)('is tried again after %s', async (why, die) => {
    const { url } = await broker(diesOnce(die));
    const tested = session();
    tested.start(url);
    await tested.reaches('connected');
    const waiting = await tested.reaches('waiting');
    expect(waiting.lost).toMatchObject({ why });
    expect(waiting.lost.livedMs).toBeGreaterThanOrEqual(150);
    await tested.reaches('connected');
    expect(phases(tested)).toEqual(['connecting', 'connected', 'waiting', 'connecting', 'connected']);
  });

  it('is noticed as dead when no PINGRESP comes', async () => {
    const { url, received } = await broker(accept(() => undefined));
    const tested = session();
    // Below what the form allows, so that the test is short.
    tested.start(url, { keepAliveSeconds: 1 });
    await tested.reaches('connected');
    const waiting = await tested.reaches('waiting');
    expect(waiting.lost).toMatchObject({ why: 'keep-alive' });
    expect(received('pingreq')).toHaveLength(1);
    expect(waiting.lost.livedMs).toBeLessThan(2_500);
  });

  it('is not tried before its time, but at once when the engineer asks', async () => {
    const { url, connections } = await broker(diesOnce(({ close }) => close()));
    const tested = session({ random: () => 0.999 });
    tested.start(url);
    await tested.reaches('connected');
    const waiting = await tested.reaches('waiting');
    expect(waiting.attempt).toBe(2);
    expect(waiting.retryAt - Date.now()).toBeGreaterThan(600);
    expect(connections()).toBe(1);
    tested.retryNow();
    await tested.reaches('connected');
    expect(connections()).toBe(2);
  });

  it('goes on waiting while the broker is away, and stops at a refusal', async () => {
    const { url, connections } = await broker(async (conversation) => {
      const { n, next, write, close } = conversation;
      await next('connect');
      if (n === 1) write(...connack311(0));
      if (n === 1) await pause(200);
      if (n === 3) write(...connack311(5));
      close();
    });
    const tested = session();
    tested.start(url);
    const refused = await tested.reaches('refused');
    expect(refused.report.verdict).toMatchObject({ id: 'refused' });
    expect(connections()).toBe(3);
    expect(phases(tested)).toEqual([
      'connecting',
      'connected',
      'waiting',
      'connecting',
      'waiting',
      'connecting',
      'refused',
    ]);
  });

  it('stops waiting when the engineer stops', async () => {
    const { url, connections } = await broker(diesOnce(({ close }) => close()));
    const tested = session();
    tested.start(url);
    await tested.reaches('connected');
    await tested.reaches('waiting');
    tested.disconnect();
    await pause(500);
    expect(connections()).toBe(1);
    expect(tested.state()).toEqual({ phase: 'disconnected' });
  });
});

describe('another client with the same token', () => {
  it('gives way after two quick losses, so that the gateway stays up', async () => {
    const evicting = await broker(
      accept(async ({ close }) => {
        await pause(20);
        close();
      }),
    );
    const tested = session();
    tested.start(evicting.url);
    const contested = await tested.reaches('contested');
    expect(contested.report.verdict).toMatchObject({ id: 'contested', evictions: 2 });
    expect(contested.report.advice[0]?.id).toBe('token-used-elsewhere');
    await pause(500);
    expect(evicting.received('connect')).toHaveLength(2);
  });

  it('gives way at once to code 0x8E', async () => {
    const evicting = await broker(
      accept(async ({ write, close }) => {
        await pause(300);
        write(0xe0, 0x02, 0x8e, 0x00);
        close();
      }, connack5(0)),
    );
    const tested = session();
    tested.start(evicting.url, { mqttVersion: '5' });
    const contested = await tested.reaches('contested');
    expect(contested.lost).toMatchObject({ why: 'disconnect-packet', reasonCode: 0x8e });
    await pause(400);
    expect(evicting.received('connect')).toHaveLength(1);
  });

  it('keeps the reason code of another DISCONNECT and tries again', async () => {
    const { url } = await broker(
      accept(async ({ write }) => {
        await pause(200);
        write(0xe0, 0x01, 0x8b);
      }, connack5(0)),
    );
    const tested = session();
    tested.start(url, { mqttVersion: '5' });
    await tested.reaches('connected');
    expect((await tested.reaches('waiting')).lost).toMatchObject({ why: 'disconnect-packet', reasonCode: 0x8b });
  });
});

describe('publishing', () => {
  const publishOn = async (tested: TestSession, url: string, changes = {}): Promise<PublishRecord> => {
    tested.start(url, { ...unhurriedLimits, ...changes });
    await tested.reaches('connected');
    const result = await tested.publish({ topic: 'v1/gateway/telemetry', payload: '{"节点":[]}', label: 'heartbeat' });
    if (!result.ok) throw new Error(result.failure.kind);
    return result.value;
  };

  it('is acknowledged, with the latency, and has been one row from the moment of sending', async () => {
    const { url, received } = await broker(healthy);
    const tested = hurriedSession();
    const record = await publishOn(tested, url);
    expect(record).toMatchObject({ n: 1, lengthBytes: 13, label: 'heartbeat', state: { id: 'acked' } });
    expect(tested.records.map(({ state }) => state.id)).toEqual(['sending', 'sent', 'holding', 'acked']);
    expect(tested.publishes()).toEqual([record]);
    const [packet] = received('publish');
    // QoS 1, no DUP, no RETAIN; UTF-8 as it stood.
    expect(packet?.bytes[0]).toBe(0x32);
    expect(Buffer.from(packet!.bytes).toString('utf8')).toContain('{"节点":[]}');
  });

  it('reaches a broker that closes on it exactly once', async () => {
    const closing = await broker(
      accept(async ({ n, next, close }) => {
        await pause(200);
        await next('publish');
        if (n === 1) close();
      }),
    );
    const tested = hurriedSession();
    const record = await publishOn(tested, closing.url);
    expect(record.state).toMatchObject({ id: 'closed-without-ack' });
    await tested.reaches('waiting');
    await tested.reaches('connected');
    await pause(500);
    expect(closing.received('publish')).toHaveLength(1);
    expect(record.parked).toMatchObject({ at: expect.any(Number) as number });
    expect(record.parked).not.toHaveProperty('became');
  });

  /** Closes on the first publish, acknowledges every later one. */
  const closesOnce: Script = accept(async ({ n, next, write, close, socket }) => {
    const first = await next('publish');
    if (n === 1) {
      close();
      return;
    }
    write(0x40, 0x02, ...identifierBytes(first));
    while (!socket.destroyed) write(0x40, 0x02, ...identifierBytes(await next('publish')));
  });
  const parkedOn = async (): Promise<{ tested: TestSession; n: number; broker: ScriptedBroker }> => {
    const closing = await broker(closesOnce);
    const tested = hurriedSession();
    const { n } = await publishOn(tested, closing.url);
    await tested.reaches('waiting');
    await tested.reaches('connected');
    return { tested, n, broker: closing };
  };

  it('is sent again only by the engineer, as a row of its own; the parked row says so', async () => {
    const { tested, n, broker: closing } = await parkedOn();
    const again = await tested.publish({ topic: 'v1/gateway/telemetry', payload: '{}', insteadOf: n });
    expect(again).toMatchObject({ ok: true, value: { n: n + 1, state: { id: 'acked' } } });
    expect(tested.publishes()).toMatchObject([
      { n, state: { id: 'closed-without-ack' }, parked: { became: { id: 'sent-again', n: n + 1 } } },
      { n: n + 1 },
    ]);
    expect(closing.received('publish')).toHaveLength(2);
    expect(tested.dropParked(n)).toBe(false);
  });

  it('stays as a row when the engineer drops it', async () => {
    const { tested, n, broker: closing } = await parkedOn();
    expect(tested.dropParked(n)).toBe(true);
    expect(tested.dropParked(n)).toBe(false);
    expect(tested.publishes()).toMatchObject([{ n, parked: { became: { id: 'dropped' } } }]);
    expect(tested.records.at(-1)).toMatchObject({ n, parked: { became: { id: 'dropped' } } });
    await pause(300);
    expect(closing.received('publish')).toHaveLength(1);
  });

  it('is never parked where a PUBACK had come, and there is nothing to drop', async () => {
    const { url } = await broker(healthy);
    const tested = hurriedSession();
    const record = await publishOn(tested, url);
    expect(record.parked).toBeUndefined();
    expect(tested.dropParked(record.n)).toBe(false);
  });

  it('is no success when the broker acknowledges and then closes', async () => {
    const { url } = await broker(
      accept(async ({ next, write, close }) => {
        write(0x40, 0x02, ...identifierBytes(await next('publish')));
        await pause(30);
        close();
      }),
    );
    expect((await publishOn(hurriedSession(), url)).state).toMatchObject({ id: 'acked-then-closed' });
  });

  it('is rejected with the reason code of 5.0, and the link lives on', async () => {
    const { url } = await broker(
      accept(async ({ next, write }) => {
        write(0x40, 0x03, ...identifierBytes(await next('publish')), 0x99);
      }, connack5(0)),
    );
    const tested = hurriedSession();
    expect((await publishOn(tested, url, { mqttVersion: '5' })).state).toMatchObject({
      id: 'rejected',
      reasonCode: 0x99,
    });
    expect(tested.state().phase).toBe('connected');
  });

  it('keeps many on the way at once and answers each for itself', async () => {
    const { url } = await broker(
      accept(async ({ next, write, socket }) => {
        const packets = [];
        for (let i = 0; i < 50; i += 1) packets.push(await next('publish'));
        for (const packet of packets.reverse()) write(0x40, 0x02, ...identifierBytes(packet));
        socket.resume();
      }),
    );
    const tested = hurriedSession();
    tested.start(url, unhurriedLimits);
    await tested.reaches('connected');
    const results = await Promise.all(
      Array.from({ length: 50 }, (_, i) => tested.publish({ topic: 't', payload: String(i) })),
    );
    const identifiers = results.map(
      (result) => result.ok && 'packetIdentifier' in result.value.state && result.value.state.packetIdentifier,
    );
    expect(new Set(identifiers).size).toBe(50);
    expect(results.every((result) => result.ok && result.value.state.id === 'acked')).toBe(true);
  });

  it('is not possible without a session', async () => {
    expect(await hurriedSession().publish({ topic: 't', payload: '' })).toMatchObject({
      ok: false,
      failure: { kind: 'not-connected' },
    });
  });

  it.each(['', 'v1/#', 'v1/+/telemetry', 'a\0b', 'x'.repeat(65_536)])('is not sent to the topic %j', async (topic) => {
    const { url, received } = await broker(healthy);
    const tested = hurriedSession();
    tested.start(url, unhurriedLimits);
    await tested.reaches('connected');
    expect(await tested.publish({ topic, payload: '1' })).toMatchObject({ ok: false, failure: { kind: 'topic-form' } });
    expect(received('publish')).toHaveLength(0);
  });

  it('is not sent when the broker has said that it takes no packet of that size', async () => {
    // Maximum packet size 32.
    const { url } = await broker(accept(() => undefined, [0x20, 0x08, 0x00, 0x00, 0x05, 0x27, 0x00, 0x00, 0x00, 0x20]));
    const tested = hurriedSession();
    tested.start(url, { ...unhurriedLimits, mqttVersion: '5' });
    await tested.reaches('connected');
    const result = await tested.publish({ topic: 'v1/gateway/telemetry', payload: 'x'.repeat(10) });
    expect(result).toMatchObject({
      ok: false,
      failure: { kind: 'payload-too-large', lengthBytes: 37, limitBytes: 32 },
    });
  });
});

describe('what crosses the wire', () => {
  it('is told to the tap before it is read, in both directions, without the token', async () => {
    const { url } = await broker(healthy);
    const chunks: { readonly from: TappedChunk['from']; readonly bytes: Buffer; readonly n: number }[] = [];
    const tested = hurriedSession({
      tap: ({ from, bytes, connection }) => void chunks.push({ from, bytes: Buffer.from(bytes), n: connection.n }),
    });
    tested.start(url, unhurriedLimits);
    await tested.reaches('connected');
    await tested.publish({ topic: 't', payload: 'p' });
    expect(chunks.map(({ from }) => from)).toEqual(['client', 'server', 'client', 'server']);
    expect(chunks[1]?.bytes.toString('hex')).toBe('20020000');
    expect(Buffer.concat(chunks.map(({ bytes }) => bytes)).includes(testToken)).toBe(false);
    expect(new Set(chunks.map(({ n }) => n)).size).toBe(1);
  });

  it('is counted, and received is delivered plus refused', async () => {
    const { url } = await broker(
      accept(async ({ next, write }) => {
        write(0x40, 0x02, ...identifierBytes(await next('publish')));
        // A SUBACK without a code: refused, and the end of this link.
        write(0x90, 0x02, 0x00, 0x01);
      }),
    );
    const tested = hurriedSession();
    tested.start(url, unhurriedLimits);
    await tested.reaches('connected');
    void tested.publish({ topic: 't', payload: 'p' });
    await tested.reaches('waiting');
    const totals = tested.totals();
    expect(totals).toMatchObject({
      sentPackets: 2,
      receivedPackets: 3,
      deliveredPackets: 2,
      refusedPackets: 1,
      receivedBytes: 12,
    });
  });

  it('goes on when whoever looks on throws', async () => {
    const { url } = await broker(healthy);
    const thrown: unknown[] = [];
    const tested = hurriedSession({
      tap: () => {
        throw new Error('tap');
      },
      onPublish: () => {
        throw new Error('listener');
      },
      onListenerError: (error) => thrown.push(error),
    });
    tested.start(url, unhurriedLimits);
    await tested.reaches('connected');
    for (let i = 0; i < 3; i += 1) {
      const result = await tested.publish({ topic: 't', payload: 'p' });
      expect(result.ok && result.value.state.id).toBe('acked');
    }
    expect(thrown.length).toBeGreaterThan(5);
  });
});

const settingsFor = (address: string): Parameters<TestSession['connect']>[0] => ({
  address,
  mqttVersion: '3.1.1',
  clientIdentifier: '',
  keepAliveSeconds: 60,
  connackTimeoutMs: 1_000,
  surviveMs: 100,
});
