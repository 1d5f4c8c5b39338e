/**
 * What listens at a port: TCP, then the first packet of TLS, and whatever comes back. Never sends a byte of MQTT and never a
 * token, so it cannot be counted as a bad log-in and throws nobody off.
 */
import { isIP, type Socket } from 'node:net';
import { Duplex } from 'node:stream';
import { type BrokerAddress } from '../../../protocol/connection.ts';
import { type Verdict } from '../../../protocol/diagnosis.ts';
import { formatHex } from '../../../protocol/hex.ts';
import { type PortAnswer, type PortFinding, type ProbeResult } from '../../../protocol/probe.ts';
import { type Clock } from '../../mqtt/clock.ts';
import { type Network } from '../../mqtt/network.ts';
import { rounded } from '../ladder.ts';
import { createLimits } from '../limits.ts';
import { looksLike } from '../look-alike.ts';
import { openTcp } from '../steps/open-tcp.ts';
import { resolveHost } from '../steps/resolve-host.ts';

export type PortsRequest = {
  readonly address: BrokerAddress;
  /** For each port, from its TCP SYN on. */
  readonly timeoutMs: number;
  readonly clock: Clock;
  readonly network: Network;
  readonly signal: AbortSignal;
};

/** The two that MQTT has by convention, besides the one that was asked for. */
const usualPorts = [1_883, 8_883] as const;
/** A server that speaks first (SSH, mail) does so within a round trip or two; one that hangs up at once does too. */
const listenMs = 400;
const evidenceBytes = 64;

/** One finding for each port, the asked one first. Without an address each is `unreachable`. */
export const probePorts = async (request: PortsRequest): Promise<ProbeResult> => {
  const { address, network, clock, timeoutMs, signal } = request;
  const resolved = await resolveHost(address.host, network, createLimits(clock, timeoutMs, signal));
  const addresses = 'passed' in resolved ? resolved.passed : [];
  const ports = [...new Set([address.port, ...usualPorts])];
  return { probe: 'ports', ports: await Promise.all(ports.map((port) => probePort(addresses, port, request))) };
};

const probePort = async (
  addresses: readonly string[],
  port: number,
  { address: { host, scheme }, timeoutMs, clock, network, signal }: PortsRequest,
): Promise<PortFinding> => {
  const limits = createLimits(clock, timeoutMs, signal);
  const startMs = clock.nowMs();
  const found = (answer: PortAnswer, bytes: Uint8Array = new Uint8Array(0)): PortFinding => ({
    port,
    answer,
    ms: rounded(clock.nowMs() - startMs),
    ...(bytes.length === 0 ? {} : { bytes: formatHex(bytes.subarray(0, evidenceBytes)) }),
  });
  if (addresses.length === 0) return found('unreachable');
  const opened = await openTcp(addresses, { scheme, host, port }, network, limits);
  if (!('passed' in opened)) return found(unopened(opened.verdict));
  const socket = opened.passed;
  try {
    const ear = listenTo(socket);
    // Whoever speaks first, or hangs up before a word was said, shows it now.
    await limits.within(ear.something, listenMs);
    if (ear.bytes().length > 0) return found(named(ear.bytes()), ear.bytes());
    if (ear.ended()) return found('closed-at-once');
    socket.write(await clientHello(host, network));
    await limits.within(ear.something);
    if (ear.bytes().length > 0) return found(named(ear.bytes()), ear.bytes());
    return found(ear.ended() ? 'not-tls' : 'silent');
  } finally {
    socket.destroy();
  }
};

const unopened = (verdict: Verdict): PortAnswer => {
  if (verdict.id === 'port-refused') return 'refused';
  // Accepted, and reset before the system had told of it.
  if (verdict.id === 'port-timeout' && verdict.detail === 'ECONNRESET') return 'closed-at-once';
  return verdict.id === 'port-timeout' && verdict.detail !== undefined ? 'unreachable' : 'timed-out';
};

const named = (bytes: Uint8Array): PortAnswer => {
  const looks = looksLike(bytes, '3.1.1');
  return looks === 'mqtt' ? 'other' : looks;
};

type Ear = { readonly something: Promise<void>; readonly bytes: () => Uint8Array; readonly ended: () => boolean };

const listenTo = (socket: Socket): Ear => {
  let received = Buffer.alloc(0);
  let ended = false;
  const something = new Promise<void>((resolve) => {
    socket.on('data', (chunk: Buffer) => {
      if (received.length < evidenceBytes) received = Buffer.concat([received, chunk]);
      resolve();
    });
    for (const event of ['end', 'close'] as const) {
      socket.on(event, () => {
        ended = true;
        resolve();
      });
    }
  });
  return { something, bytes: () => received, ended: () => ended };
};

/** The first flight that the system's own TLS would send to this host. */
const clientHello = async (host: string, network: Network): Promise<Uint8Array> => {
  let take: (bytes: Uint8Array) => void = () => undefined;
  const hello = new Promise<Uint8Array>((resolve) => {
    take = resolve;
  });
  const pipe = new Duplex({
    read: () => undefined,
    write: (chunk: Buffer, _encoding, done) => {
      take(Uint8Array.from(chunk));
      done();
    },
  });
  const secure = network.startTls({ socket: pipe, host, ...(isIP(host) === 0 ? { servername: host } : {}) });
  secure.on('error', () => undefined);
  try {
    return await hello;
  } finally {
    secure.destroy();
  }
};
