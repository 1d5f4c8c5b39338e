// The session against a real broker.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { exitCodeOf } from '../../../protocol/diagnosis.ts';
import { startMosquitto, type Mosquitto } from '../../support/mosquitto.ts';
import { createTestSession } from '../../support/test-session.ts';
import { diagnoseQuickly } from '../../support/walk-request.ts';

let open: Mosquitto;
let guarded: Mosquitto;
beforeAll(async () => {
  open = await startMosquitto();
  guarded = await startMosquitto({ somebody: 'else' });
});
afterAll(async () => {
  await open.close();
  await guarded.close();
});

it.each(['3.1.1', '5'] as const)('is accepted in %s', async (mqttVersion) => {
  const report = await diagnoseQuickly(open.url, { mqttVersion });
  expect(report.verdict).toMatchObject({ id: 'accepted', connack: { protocol: mqttVersion, code: 0 } });
});

it('is refused with code 5 in 3.1.1', async () => {
  const report = await diagnoseQuickly(guarded.url);
  expect(report.verdict).toMatchObject({ id: 'refused', connack: { protocol: '3.1.1', code: 5, bytes: '20020005' } });
  expect(exitCodeOf(report.verdict!)).toBe(5);
});

it('is refused with a reason code in 5.0', async () => {
  const report = await diagnoseQuickly(guarded.url, { mqttVersion: '5' });
  expect(report.verdict).toMatchObject({ id: 'refused', connack: { protocol: '5', code: 0x87 } });
  expect(exitCodeOf(report.verdict!)).toBe(6);
});

it('shows what this broker says of itself in 5.0', async () => {
  const report = await diagnoseQuickly(open.url, { mqttVersion: '5' });
  expect(report.connack?.properties).toHaveProperty('topicAliasMaximum');
});

it('says not-tls when TLS is spoken to its plain port', async () => {
  const report = await diagnoseQuickly(open.url.replace('mqtt:', 'mqtts:'));
  expect(report.verdict).toMatchObject({ id: 'tls-rejected', reason: 'not-tls' });
});

it.each(['3.1.1', '5'] as const)('publishes at QoS 1 in %s and stays connected', async (mqttVersion) => {
  const session = createTestSession();
  session.start(open.url, { mqttVersion });
  await session.reaches('connected');
  const results = await Promise.all(
    Array.from({ length: 200 }, (_, i) => session.publish({ topic: 'v1/gateway/telemetry', payload: `{"n":${i}}` })),
  );
  expect(results.filter((result) => result.ok && result.value.state.id === 'acked')).toHaveLength(200);
  expect(session.state().phase).toBe('connected');
  const { deliveredPackets, refusedPackets } = session.totals();
  expect({ deliveredPackets, refusedPackets }).toEqual({ deliveredPackets: 201, refusedPackets: 0 });
  await session.close();
});

it('stays connected on pings alone', async () => {
  const session = createTestSession();
  session.start(open.url, { keepAliveSeconds: 1 });
  await session.reaches('connected');
  await new Promise((resolve) => setTimeout(resolve, 3_500));
  expect(session.state().phase).toBe('connected');
  // CONNECT and at least three PINGREQ; CONNACK and as many PINGRESP.
  expect(session.totals().deliveredPackets).toBeGreaterThanOrEqual(4);
  await session.close();
});

it('comes back when the broker was restarted, and sends nothing again', async () => {
  const first = await startMosquitto();
  const session = createTestSession();
  session.start(first.url);
  await session.reaches('connected');
  await session.publish({ topic: 't', payload: '1' });
  await first.close();
  const waiting = await session.reaches('waiting');
  expect(['closed-by-broker', 'reset']).toContain(waiting.lost.why);
  const second = await startMosquitto(undefined, first.port);
  await session.reaches('connected');
  expect(session.publishes()).toHaveLength(1);
  await session.close();
  await second.close();
});
