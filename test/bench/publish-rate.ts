/** P11: acknowledged publishes a second at QoS 1 with twenty on the way, through the whole session, beside mosquitto's own client. */
import { spawn } from 'node:child_process';
import { createSession } from '../../electron/mqtt/session.ts';
import { defaultSettings } from '../../protocol/connection.ts';
import { findProgram } from '../support/find-program.ts';
import { startMosquitto, type Mosquitto } from '../support/mosquitto.ts';
import { barePublish } from './bare-client.ts';
import { type Row } from './row.ts';

const topic = 'v1/gateway/telemetry';
// 250 bytes, as a terminal's report is.
const payload = JSON.stringify({
  WG12345678: [{ ts: 1_609_145_640_724, values: { da: '010CE735CA7C271E21FFFFFF'.repeat(7) } }],
});
const count = 20_000;
const window = 20;

const throughSession = async (url: string): Promise<number> => {
  let begun = 0;
  let acked = 0;
  let startMs = 0;
  let resolve: (rate: number) => void = () => undefined;
  let reject: (reason: Error) => void = () => undefined;
  const measured = new Promise<number>((...settle) => {
    [resolve, reject] = settle;
  });
  const fill = (): void => {
    while (begun < count && begun - acked < window) {
      begun += 1;
      void session.publish({ topic, payload });
    }
  };
  const session = createSession({
    onState: ({ phase }) => {
      if (phase === 'connected' && startMs === 0) {
        startMs = performance.now();
        fill();
      }
      if (phase === 'failed' || phase === 'waiting') reject(new Error(phase));
    },
    onPublish: ({ state }) => {
      if (state.id !== 'holding') return;
      acked += 1;
      if (acked === count) resolve((count / (performance.now() - startMs)) * 1_000);
      else fill();
    },
    onTotals: () => undefined,
    fingerprint: () => '',
  });
  session.connect({ ...defaultSettings, address: url }, 'GP1109N12345678');
  const rate = await measured;
  await session.close();
  return rate;
};

const throughMosquittoPub = async (port: number): Promise<number> => {
  const startMs = performance.now();
  const child = spawn(
    findProgram('mosquitto_pub'),
    ['-h', '127.0.0.1', '-p', String(port), '-q', '1', '-t', topic, '-u', 'GP1109N12345678', '-l'],
    { stdio: ['pipe', 'ignore', 'ignore'] },
  );
  child.stdin.end(`${payload}\n`.repeat(count));
  const code = await new Promise((resolve) => child.once('exit', resolve));
  if (code !== 0) throw new Error(`mosquitto_pub ended with ${String(code)}`);
  return (count / (performance.now() - startMs)) * 1_000;
};

let broker: Mosquitto;
const start = async (): Promise<void> => {
  broker = await startMosquitto();
};
const stop = (): Promise<void> => broker.close();

export const publishRate: readonly Row[] = [
  {
    id: 'P11',
    name: 'publish QoS 1, window 20, against mosquitto_pub -l',
    unit: 'per s',
    goal: { atLeast: 0.75 },
    rounds: 5,
    ours: { name: 'session', measure: () => throughSession(broker.url) },
    peer: { name: 'mosquitto_pub -l', measure: () => throughMosquittoPub(broker.port) },
    start,
    stop,
  },
  {
    id: 'P11b',
    name: 'the same over a bare socket: how much the way through the session costs',
    unit: 'per s',
    goal: { atLeast: 0.4 },
    rounds: 5,
    ours: { name: 'session', measure: () => throughSession(broker.url) },
    peer: { name: 'bare socket', measure: () => barePublish(broker.port, topic, payload, count, window) },
    start,
    stop,
  },
];
