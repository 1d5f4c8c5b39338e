/** P12: from the click to the CONNACK, beside a bare socket that does nothing else; and the first connect of a process. */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { createSession } from '../../electron/mqtt/session.ts';
import { defaultSettings, type ConnectionState } from '../../protocol/connection.ts';
import { startMosquitto, type Mosquitto } from '../support/mosquitto.ts';
import { bareConnect } from './bare-client.ts';
import { median, type Row } from './row.ts';

const connectsARound = 100;

/** ms from the click to the CONNACK. */
export const sessionConnect = async (url: string): Promise<number> => {
  let onPhase: (phase: ConnectionState['phase']) => void = () => undefined;
  const session = createSession({
    onState: ({ phase }) => onPhase(phase),
    onPublish: () => undefined,
    onTotals: () => undefined,
    fingerprint: () => '',
  });
  const startMs = performance.now();
  const ms = await new Promise<number>((resolve, reject) => {
    onPhase = (phase) => {
      if (phase === 'connected') resolve(performance.now() - startMs);
      if (phase === 'failed' || phase === 'refused') reject(new Error(phase));
    };
    session.connect({ ...defaultSettings, address: url }, 'GP1109N12345678');
  });
  await session.close();
  return ms;
};

const medianOf = async (measure: () => Promise<number>): Promise<number> => {
  const values: number[] = [];
  for (let i = 0; i < connectsARound; i += 1) values.push(await measure());
  return median(values);
};

/** A process of its own, since the first connect of a process happens once. */
const firstConnect = async (url: string): Promise<number> => {
  const script = fileURLToPath(new URL('first-connect.js', import.meta.url));
  const child = spawn(process.execPath, [script, url], { stdio: ['ignore', 'pipe', 'inherit'] });
  let out = '';
  child.stdout.on('data', (chunk: Buffer) => {
    out += chunk.toString();
  });
  await new Promise((resolve) => child.once('close', resolve));
  return Number(out);
};

let broker: Mosquitto;
const start = async (): Promise<void> => {
  broker = await startMosquitto();
};
const stop = (): Promise<void> => broker.close();

export const connectTime: readonly Row[] = [
  {
    id: 'P12',
    name: 'click to CONNACK, against a bare socket',
    unit: 'ms',
    goal: { atMost: 1.6 },
    rounds: 5,
    ours: { name: 'session', measure: () => medianOf(() => sessionConnect(broker.url)) },
    peer: { name: 'bare socket', measure: () => medianOf(() => bareConnect(broker.port)) },
    start,
    stop,
  },
  {
    id: 'P12b',
    name: 'the first connect of a process, after its warm-up',
    unit: 'ms',
    goal: { atMost: 5 },
    rounds: 7,
    ours: { name: 'session, new process', measure: () => firstConnect(broker.url) },
    start,
    stop,
  },
];
