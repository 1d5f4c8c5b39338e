import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { systemClock } from '../../../electron/mqtt/clock.ts';
import { createLink } from '../../../electron/practice/link.ts';
import { createStore } from '../../../electron/practice/store.ts';
import { createTokenBook } from '../../../electron/practice/token-book.ts';
import { versionProfile } from '../../../protocol/platform/versions.ts';
import { gateway, startBench } from './fixture.ts';
import { connectPacket, publishPacket, subscribePacket } from './raw-client.ts';
import { runs } from '../../support/fuzz.ts';

/** A link without a socket: what it wrote, and whether it closed. */
const looseLink = () => {
  const written: Uint8Array[] = [];
  let closes = 0;
  const tokens = createTokenBook({ gatewayTokens: [gateway] });
  const link = createLink(
    1,
    { write: (bytes) => void written.push(bytes), close: () => void (closes += 1) },
    {
      profile: versionProfile('4.2.1'),
      faults: new Map(),
      clock: systemClock,
      store: createStore(),
      inactivityMs: 600_000,
      identify: tokens.identify,
      takeOver: tokens.takeOver,
      emit: () => undefined,
    },
  );
  return { link, written, closes: () => closes };
};

const good = publishPacket('v1/gateway/telemetry', '{"WG1":[{"ts":1,"values":{"a":1}}]}');
const wholeTalk = [connectPacket({ user: gateway }), good, subscribePacket([['v1/gateway/rpc', 1]])];

describe('bytes that nobody meant', () => {
  it('never throw, and close at most once', () => {
    const chunk = fc.uint8Array({ minLength: 1, maxLength: 64 });
    fc.assert(
      fc.property(fc.array(chunk, { maxLength: 6 }), fc.boolean(), (chunks, joined) => {
        const { link, closes } = looseLink();
        if (joined) link.receive(connectPacket({ user: gateway, level: 5 }));
        for (const bytes of chunks) link.receive(bytes);
        link.lost();
        expect(closes()).toBeLessThanOrEqual(1);
      }),
      { numRuns: runs(2_000) },
    );
  });

  it('never throw when they stand in for one byte of a good talk', () => {
    for (const level of [4, 5] as const) {
      const talk = Buffer.concat([
        connectPacket({ user: gateway, level }),
        publishPacket('v1/gateway/telemetry', '{"WG1":[{"ts":1,"values":{"a":1}}]}', { level }),
        subscribePacket([['v1/gateway/rpc', 1]], level),
      ]);
      fc.assert(
        fc.property(fc.nat(talk.length - 1), fc.nat(255), (at, byte) => {
          const { link, closes } = looseLink();
          const bent = Uint8Array.from(talk);
          bent[at] = byte;
          link.receive(bent);
          link.lost();
          expect(closes()).toBeLessThanOrEqual(1);
        }),
        { numRuns: runs(2_000) },
      );
    }
  });

  it('answer the same however a talk is cut into pieces', () => {
    const talk = Buffer.concat(wholeTalk);
    const whole = looseLink();
    whole.link.receive(talk);
    whole.link.lost();
    fc.assert(
      fc.property(fc.array(fc.nat(talk.length), { maxLength: 12 }), (cuts) => {
        const places = [0, ...cuts.sort((a, b) => a - b), talk.length];
        const { link, written } = looseLink();
        places.slice(1).forEach((end, index) => link.receive(talk.subarray(places[index], end)));
        link.lost();
        expect(Buffer.concat(written)).toEqual(Buffer.concat(whole.written));
      }),
    );
  });

  it.each([
    ['packet identifier 0', publishPacket('v1/gateway/telemetry', '{}', { id: 0 })],
    ['QoS 3', Uint8Array.of(0x36, 0x04, 0x00, 0x00, 0x00, 0x01)],
    ['a PUBLISH that ends in its topic', Uint8Array.of(0x32, 0x03, 0x00, 0x10, 0x61)],
    ['a PUBLISH without a packet identifier', Uint8Array.of(0x32, 0x03, 0x00, 0x01, 0x61)],
    ['a SUBSCRIBE without a filter', Uint8Array.of(0x82, 0x02, 0x00, 0x01)],
    ['an UNSUBSCRIBE without a filter', Uint8Array.of(0xa2, 0x02, 0x00, 0x01)],
    ['a SUBSCRIBE with flags 0', Uint8Array.of(0x80, 0x05, 0x00, 0x01, 0x00, 0x00, 0x00)],
  ])('end a live connection: %s', async (_, bytes) => {
    const bench = await startBench();
    const client = await bench.join();
    client.send(bytes);
    expect((await client.untilClosed()).slice(2)).toEqual([]);
    expect(bench.events.at(-1)).toMatchObject({ event: 'closed', why: 5 });
  });

  it('leave the platform standing for the next client', async () => {
    const bench = await startBench();
    for (let i = 0; i < 20; i += 1) {
      const client = await bench.open();
      client.send(Uint8Array.from({ length: 200 }, (_, at) => (at * 37 + i * 11) & 0xff));
      client.socket.resetAndDestroy();
    }
    const good = await bench.join();
    expect((await good.exchange(new Uint8Array())).closed).toBe(false);
  });
});

describe('limits', () => {
  it('65 connections are one too many', async () => {
    const bench = await startBench();
    const clients = await Promise.all(Array.from({ length: 64 }, () => bench.open()));
    const last = await bench.open();
    expect(await last.untilClosed()).toEqual([]);
    expect(clients.some(({ isClosed }) => isClosed())).toBe(false);
  });

  it('packets held before the CONNACK are counted in bytes as well', () => {
    const { link, closes } = looseLink();
    const large = publishPacket('v1/gateway/telemetry', 'x'.repeat(60_000));
    for (let i = 0; i < 17; i += 1) link.receive(large);
    expect(closes()).toBe(0);
    link.receive(large);
    expect(closes()).toBe(1);
  });

  it('the view keeps the newest fifty values and the exact count', async () => {
    const bench = await startBench();
    const client = await bench.join();
    for (let ts = 1; ts <= 30; ts += 1) {
      client.send(publishPacket('v1/gateway/telemetry', `{"WG1":[{"ts":${ts},"values":{"a":1,"b":2}}]}`));
    }
    await client.exchange(new Uint8Array());
    const state = bench.platform.state();
    expect(state).toMatchObject({ storedCount: 60 });
    expect(state.phase === 'running' && [state.stored.length, state.stored[0]?.ts, state.stored.at(-1)?.ts]).toEqual([
      50, 6, 30,
    ]);
  });
});
