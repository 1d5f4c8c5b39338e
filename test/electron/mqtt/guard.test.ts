// What the guard keeps from the parser. Each case is a fault that was measured of the parser alone.
import { connect } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { createGuard, packetLimitBytes, type Guard, type GuardEnd } from '../../../electron/mqtt/guard.ts';
import { createWireCounters, type WireCounters } from '../../../electron/mqtt/wire-counters.ts';
import { type MqttVersion } from '../../../protocol/connection.ts';
import {
  connack311,
  connack5,
  startScriptedBroker,
  type Script,
  type ScriptedBroker,
} from '../../support/scripted-broker.ts';

let broker: ScriptedBroker | undefined;
afterEach(() => broker?.close());

type Outcome = {
  readonly end: GuardEnd;
  readonly parserGot: string;
  readonly totals: ReturnType<WireCounters['totals']>;
};

/** Lets the broker talk to a guard whose parser only writes down what it gets. */
const guarded = async (
  script: Script,
  version: MqttVersion = '3.1.1',
  answer?: (guard: Guard, counters: WireCounters) => void,
): Promise<Outcome> => {
  broker = await startScriptedBroker(script);
  const socket = connect(broker.port, broker.host);
  const counters = createWireCounters();
  const parserGot: Buffer[] = [];
  const end = await new Promise<GuardEnd>((resolve) => {
    const guard = createGuard({
      socket,
      version,
      counters,
      onChunk: () => undefined,
      onSent: () => undefined,
      onWritten: () => undefined,
      onForeign: () => undefined,
      onGreeting: () => undefined,
      onPacket: () => undefined,
      onEnd: resolve,
    });
    guard.stream.on('data', (chunk: Buffer) => {
      parserGot.push(chunk);
      answer?.(guard, counters);
    });
  });
  return { end, parserGot: Buffer.concat(parserGot).toString('hex'), totals: counters.totals() };
};

const saying =
  (...bytes: readonly number[]): Script =>
  ({ write, close }) => {
    write(...bytes);
    close();
  };

it('lets a healthy stream through, byte for byte', async () => {
  const { end, parserGot, totals } = await guarded(saying(...connack311(0), 0xd0, 0x00, 0x40, 0x02, 0x00, 0x01));
  expect(end).toEqual({ why: 'closed' });
  expect(parserGot).toBe('20020000d00040020001');
  expect(totals).toMatchObject({ receivedPackets: 3, deliveredPackets: 3, refusedPackets: 0, receivedBytes: 10 });
});

describe('a packet that is too large', () => {
  it('ends the link at its header', async () => {
    const { end, parserGot } = await guarded(saying(...connack311(0), 0x30, 0xff, 0xff, 0xff, 0x7f, 0x00, 0x01));
    expect(end).toEqual({ why: 'packet-too-large', detail: `268435460 > ${packetLimitBytes}` });
    expect(parserGot).toBe('20020000');
  });

  it('never fills the memory, however much of it comes', async () => {
    const before = process.memoryUsage().rss;
    const { end } = await guarded(({ write, socket }) => {
      write(...connack311(0), 0x30, 0xff, 0xff, 0xff, 0x7f);
      const piece = Buffer.alloc(1_048_576);
      for (let i = 0; i < 50; i += 1) socket.write(piece);
    });
    expect(end.why).toBe('packet-too-large');
    expect(process.memoryUsage().rss - before).toBeLessThan(40 * 1_048_576);
  });

  it('begins one byte above the limit', async () => {
    const publish = (lengthBytes: number): Buffer => {
      // Topic "a" at QoS 0; remaining length in three bytes.
      const remaining = lengthBytes - 4;
      const head = Buffer.from([
        0x30,
        (remaining & 0x7f) | 0x80,
        ((remaining >> 7) & 0x7f) | 0x80,
        remaining >> 14,
        0,
        1,
        0x61,
      ]);
      return Buffer.concat([head, Buffer.alloc(lengthBytes - head.length, 0x78)]);
    };
    const script =
      (lengthBytes: number): Script =>
      ({ write, socket, close }) => {
        write(...connack311(0));
        socket.write(publish(lengthBytes));
        close();
      };
    expect((await guarded(script(packetLimitBytes))).totals.deliveredPackets).toBe(2);
    await broker?.close();
    expect((await guarded(script(packetLimitBytes + 1))).end.why).toBe('packet-too-large');
  });
});

describe('before the CONNACK', () => {
  it.each([
    ['a PUBLISH', [0x30, 0x03, 0x00, 0x01, 0x61]],
    ['a PINGRESP', [0xd0, 0x00]],
    ['an AUTH that nobody asked for', [0xf0, 0x00]],
    ['a CONNACK without a code', [0x20, 0x00]],
  ])('gives nothing of %s to the parser', async (_name, bytes) => {
    const { parserGot } = await guarded(saying(...bytes, ...connack5(0)), '5');
    expect(parserGot).toBe('');
  });

  it('gives nothing of a refusal to the parser either, and ends', async () => {
    const { end, parserGot, totals } = await guarded(saying(...connack311(5)));
    expect(end).toEqual({ why: 'left' });
    expect(parserGot).toBe('');
    expect(totals).toMatchObject({ receivedPackets: 1, deliveredPackets: 1 });
  });
});

describe('after the CONNACK', () => {
  const cases: readonly (readonly [name: string, detail: string, bytes: readonly number[]])[] = [
    ['a reserved packet type', 'packet-type', [0x00, 0x00]],
    ['a packet that only a client sends', 'packet-type', [0xc0, 0x00]],
    ['flags that must not be', 'packet-flags', [0xd1, 0x00]],
    ['QoS 3', 'packet-flags', [0x36, 0x05, 0x00, 0x01, 0x61, 0x00, 0x01]],
    ['a length of five bytes', 'remaining-length', [0x30, 0xff, 0xff, 0xff, 0xff, 0x01]],
    ['a second CONNACK', 'second-connack', connack311(0)],
    ['a PUBACK without an identifier', 'too-short', [0x40, 0x01, 0x00]],
    ['packet identifier 0', 'packet-identifier', [0x40, 0x02, 0x00, 0x00]],
    ['a SUBACK without a code', 'too-short', [0x90, 0x02, 0x00, 0x01]],
    ['a PINGRESP with something in it', 'too-long', [0xd0, 0x01, 0x00]],
    ['an empty topic', 'topic', [0x30, 0x02, 0x00, 0x00]],
    ['a topic with a wildcard', 'topic', [0x30, 0x03, 0x00, 0x01, 0x23]],
    ['a topic with U+0000', 'topic', [0x30, 0x03, 0x00, 0x01, 0x00]],
    ['a topic that is no UTF-8', 'text', [0x30, 0x03, 0x00, 0x01, 0xff]],
    ['a topic longer than its packet', 'too-short', [0x30, 0x03, 0x00, 0x09, 0x61]],
    ['a PUBLISH of QoS 1 without an identifier', 'too-short', [0x32, 0x03, 0x00, 0x01, 0x61]],
  ];
  it.each(cases)(
    'ends at %s; what came before it is delivered, what came with it is not',
    async (_name, detail, bytes) => {
      const { end, parserGot, totals } = await guarded(saying(...connack311(0), 0xd0, 0x00, ...bytes, 0xd0, 0x00));
      expect(end).toEqual({ why: 'malformed', detail });
      expect(parserGot).toBe('20020000d000');
      expect(totals).toMatchObject({ deliveredPackets: 2, refusedPackets: 1 });
    },
  );
});

describe('a broker that only talks', () => {
  // PUBLISH at QoS 0; remaining length 524,282.
  const halfMebibyte = Buffer.concat([Buffer.from([0x30, 0xfa, 0xff, 0x1f]), Buffer.alloc(524_282)]);

  it('is not listened to any further once a mebibyte of answers waits', async () => {
    let stalled = 0;
    await guarded(
      ({ write, socket }) => {
        socket.pause();
        write(...connack311(0));
        // One PINGRESP at a time, so that each comes in a chunk of its own.
        const timer = setInterval(() => {
          if (socket.destroyed) clearInterval(timer);
          else write(0xd0, 0x00);
        }, 1);
        setTimeout(() => socket.destroy(), 900);
      },
      '3.1.1',
      ({ stream }) => {
        stream.write(halfMebibyte);
        stalled = Math.max(stalled, stream.writableLength);
      },
    );
    // What the operating system's buffers took is gone; what waits here is bounded.
    expect(stalled).toBeGreaterThanOrEqual(1_048_576);
    expect(stalled).toBeLessThan(4 * 1_048_576);
  });

  it('cannot fill the memory with messages at QoS 2 that it never releases', async () => {
    const publish = (id: number): readonly number[] => [0x34, 0x05, 0x00, 0x01, 0x61, id >> 8, id & 0xff];
    const many = Array.from({ length: 100 }, (_, i) => publish(i + 1)).flat();
    const { end, totals } = await guarded(saying(...connack311(0), ...many));
    expect(end).toEqual({ why: 'malformed', detail: 'unreleased' });
    expect(totals.deliveredPackets).toBe(65);
  });

  it('may send any number of messages at QoS 2 that it releases', async () => {
    const many = Array.from({ length: 200 }, (_, i) => [
      0x34,
      0x05,
      0x00,
      0x01,
      0x61,
      0x00,
      i + 1,
      0x62,
      0x02,
      0x00,
      i + 1,
    ]).flat();
    const { end } = await guarded(saying(...connack311(0), ...many));
    expect(end).toEqual({ why: 'closed' });
  });
});

it('tells nothing of a CONNECT before it is whole, and then not its token', async () => {
  // 3.1.1, user name, clean session; client identifier "c", user name "TOKEN".
  const connectBytes = Buffer.from('101400044d5154540482003c0001630005544f4b454e', 'hex');
  const told: string[] = [];
  broker = await startScriptedBroker(() => undefined);
  const socket = connect(broker.port, broker.host);
  const guard = createGuard({
    socket,
    version: '3.1.1',
    counters: createWireCounters(),
    onChunk: (_from, bytes) => told.push(Buffer.from(bytes).toString('latin1')),
    onSent: () => undefined,
    onWritten: () => undefined,
    onForeign: () => undefined,
    onGreeting: () => undefined,
    onPacket: () => undefined,
    onEnd: () => undefined,
  });
  for (const byte of connectBytes) {
    guard.stream.write(Buffer.of(byte));
    await new Promise((resolve) => setImmediate(resolve));
  }
  await expect.poll(() => broker?.received('connect').length).toBe(1);
  expect(told).toHaveLength(1);
  expect(told[0]).toContain('*****');
  expect(told.join('')).not.toContain('TOK');
  expect(Buffer.from(broker.received('connect')[0]!.bytes)).toEqual(connectBytes);
  guard.end({ why: 'left' });
});
