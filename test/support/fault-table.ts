/**
 * The situations that an engineer meets, one row each, against real sockets of loopback: what the other side does, and what
 * must be said of it. The same rows go through the engine, the command line and the window. Owns the rows; runs nothing.
 */
import { createServer, type AddressInfo } from 'node:net';
import { networkInterfaces } from 'node:os';
import { type MqttVersion } from '../../protocol/connection.ts';
import { type VerdictId } from '../../protocol/diagnosis.ts';
import { makeCertificates, type Certificates } from './certificates.ts';
import {
  connack311,
  connack5,
  healthy,
  startScriptedBroker,
  type Conversation,
  type Script,
  type ScriptedBroker,
  type ScriptedBrokerOptions,
} from './scripted-broker.ts';
import { startStalledPort } from './stalled-port.ts';

/** What the row is diagnosed against. `connects`: how many CONNECTs the other side has seen, where it can know. */
export type Scene = { readonly address: string; readonly connects?: () => number; readonly close: () => Promise<void> };

export type FaultRow = {
  readonly name: string;
  readonly scene: () => Promise<Scene>;
  readonly mqttVersion?: MqttVersion;
  readonly connackTimeoutMs?: number;
  /** PEM, trusted besides the system's. */
  readonly ca?: () => string;
  readonly verdict: VerdictId;
  readonly exitCode: number;
  readonly shortCode: string;
  /** Facts beside the verdict's id: `reason`, `looksLike`, `received`. */
  readonly facts?: Readonly<Record<string, unknown>>;
  /** Of the CONNACK, where one came. */
  readonly code?: number;
  readonly outcomes: string;
  /** Where a session, which comes back after a loss, ends up in another verdict than a single diagnosis. */
  readonly sessionEndsIn?: { readonly verdict: VerdictId; readonly shortCode: string };
  /** Why this machine cannot show it. */
  readonly skip?: string;
};

/** The name that has two addresses: nobody listens at the first. */
export const twoAddresses = { name: 'two-addresses.test', addresses: ['127.0.0.2', '127.0.0.1'] } as const;

const hasIpv6Loopback = Object.values(networkInterfaces())
  .flat()
  .some((each) => each?.address === '::1');

let made: Certificates | undefined;
const certificates = (): Certificates => (made ??= makeCertificates());
const ca = (): string => certificates().ca;

const sceneOf = (broker: ScriptedBroker, address = broker.url): Scene => ({
  address,
  connects: () => broker.received('connect').length,
  close: broker.close,
});
const against =
  (script: Script, options?: () => ScriptedBrokerOptions): FaultRow['scene'] =>
  async () =>
    sceneOf(await startScriptedBroker(script, options?.()));
const againstTls = (identity: 'good' | 'otherHost' | 'expired' | 'selfSigned'): FaultRow['scene'] =>
  against(healthy, () => ({ tls: certificates()[identity] }));
/** TLS is asked of a port that speaks something else. */
const asTls =
  (script: Script): FaultRow['scene'] =>
  async () => {
    const broker = await startScriptedBroker(script);
    // A ClientHello begins with the first byte of a CONNECT: nothing could be counted here.
    return { address: broker.url.replace('mqtt:', 'mqtts:'), close: broker.close };
  };
const nowhere =
  (address: string): FaultRow['scene'] =>
  () =>
    Promise.resolve({ address, close: () => Promise.resolve() });

const answering =
  (...bytes: readonly number[]): Script =>
  async ({ next, write }) => {
    await next('connect');
    write(...bytes);
  };
const refusing =
  (connack: readonly number[]): Script =>
  async ({ next, write, close }) => {
    await next('connect');
    write(...connack);
    close();
  };
const afterAccepting =
  (act: (conversation: Conversation) => void, connack = connack311(0)): Script =>
  async (conversation) => {
    await conversation.next('connect');
    conversation.write(...connack);
    setTimeout(() => act(conversation), 40);
  };

const closedPort: FaultRow['scene'] = () =>
  new Promise((resolve) => {
    const server = createServer();
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve({ address: `127.0.0.1:${port}`, close: () => Promise.resolve() }));
    });
  });

const throughout = 'passed passed not-used passed passed passed';
const throughoutTls = 'passed passed passed passed passed passed';
const atTcp = 'passed failed skipped skipped skipped skipped';
const atTls = 'passed passed failed skipped skipped skipped';
const atConnack = 'passed passed not-used passed failed skipped';
const afterConnack = 'passed passed not-used passed passed failed';

const refused311 = (code: number, shortCode: string): FaultRow => ({
  name: `code ${code} of 3.1.1`,
  scene: against(refusing(connack311(code))),
  verdict: 'refused',
  exitCode: code > 5 ? 6 : code,
  shortCode,
  code,
  outcomes: atConnack,
});
const refused5 = (code: number, shortCode: string): FaultRow => ({
  name: `code 0x${code.toString(16).toUpperCase()} of 5.0`,
  scene: against(refusing(connack5(code))),
  mqttVersion: '5',
  verdict: 'refused',
  exitCode: 6,
  shortCode,
  code,
  outcomes: atConnack,
});
const accepted = { verdict: 'accepted', exitCode: 0, shortCode: 'MQTT-OK', code: 0 } as const;
const noConnack = { verdict: 'no-connack', exitCode: 15, shortCode: 'MQTT-NOCONNACK', outcomes: atConnack } as const;
const tlsRejected = (reason: string, shortCode: string) =>
  ({ verdict: 'tls-rejected', exitCode: 13, shortCode, facts: { reason }, outcomes: atTls }) as const;
const notMqtt = (looksLike: string) =>
  ({
    verdict: 'not-mqtt',
    exitCode: 16,
    shortCode: 'MQTT-NOT',
    facts: { looksLike },
    outcomes: atConnack,
  }) as const;
const closed = (how: 'closed' | 'reset') =>
  ({
    verdict: 'closed-before-connack',
    exitCode: 14,
    shortCode: 'MQTT-CLOSED',
    facts: { how },
    outcomes: atConnack,
  }) as const;
const dropped = (why: string, shortCode = 'MQTT-DROPPED') =>
  ({
    verdict: 'dropped-after-connack',
    exitCode: 17,
    shortCode,
    facts: { why },
    code: 0,
    outcomes: afterConnack,
  }) as const;
const contested = { verdict: 'contested', shortCode: 'AUTH-CONTESTED' } as const;

export const faultTable: readonly FaultRow[] = [
  { name: 'a healthy platform', scene: against(healthy), ...accepted, outcomes: throughout },
  {
    name: 'a healthy platform of 5.0',
    scene: against(answering(...connack5(0))),
    mqttVersion: '5',
    ...accepted,
    outcomes: throughout,
  },
  { name: 'a healthy platform over TLS', scene: againstTls('good'), ca, ...accepted, outcomes: throughoutTls },
  {
    name: 'a platform at an IPv6 address only',
    scene: against(healthy, () => ({ host: '::1' })),
    ...accepted,
    outcomes: throughout,
    ...(hasIpv6Loopback ? {} : { skip: 'this machine has no IPv6 loopback' }),
  },
  {
    name: 'two addresses, one of them dead',
    scene: async () => {
      const broker = await startScriptedBroker(healthy);
      return sceneOf(broker, `mqtt://${twoAddresses.name}:${broker.port}`);
    },
    ...accepted,
    outcomes: throughout,
  },
  {
    name: 'a CONNACK one byte at a time',
    scene: against(async ({ next, trickle }) => {
      await next('connect');
      await trickle(connack311(5), 60);
    }),
    verdict: 'refused',
    exitCode: 5,
    shortCode: 'AUTH-REFUSED',
    code: 5,
    outcomes: atConnack,
  },

  refused311(1, 'MQTT-VERSION'),
  refused311(2, 'AUTH-REFUSED'),
  refused311(3, 'MQTT-UNAVAILABLE'),
  refused311(4, 'AUTH-REFUSED'),
  refused311(5, 'AUTH-REFUSED'),
  refused311(42, 'MQTT-REFUSED'),
  refused5(0x85, 'AUTH-REFUSED'),
  refused5(0x86, 'AUTH-REFUSED'),
  refused5(0x87, 'AUTH-REFUSED'),
  refused5(0x88, 'MQTT-UNAVAILABLE'),
  refused5(0x9f, 'MQTT-BUSY'),

  {
    name: 'a name that does not exist',
    scene: nowhere('mqtt://gateway-platform.invalid'),
    connackTimeoutMs: 4_000,
    verdict: 'host-not-found',
    exitCode: 10,
    shortCode: 'NET-DNS',
    facts: { host: 'gateway-platform.invalid' },
    outcomes: 'failed skipped skipped skipped skipped skipped',
  },
  {
    name: 'a port that nobody listens on',
    scene: closedPort,
    verdict: 'port-refused',
    exitCode: 11,
    shortCode: 'NET-REFUSED',
    outcomes: atTcp,
  },
  {
    name: 'a port behind a firewall that drops',
    scene: async () => {
      const { port, close } = await startStalledPort();
      return { address: `127.0.0.1:${port}`, close };
    },
    verdict: 'port-timeout',
    exitCode: 12,
    shortCode: 'NET-TIMEOUT',
    outcomes: atTcp,
    ...(process.platform === 'linux' ? {} : { skip: 'only Linux leaves a SYN to a full queue unanswered' }),
  },

  {
    name: 'TLS to a plain port that closes',
    scene: asTls(({ socket }) => void socket.once('data', () => socket.end())),
    ...tlsRejected('not-tls', 'TLS-NOT'),
  },
  {
    name: 'TLS to a web server',
    scene: asTls(({ socket }) => void socket.once('data', () => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'))),
    ...tlsRejected('not-tls', 'TLS-NOT'),
  },
  { name: 'TLS to a port that stays silent', scene: asTls(() => undefined), ...tlsRejected('other', 'TLS-BROKEN') },
  {
    name: 'a certificate that has expired',
    scene: againstTls('expired'),
    ca,
    ...tlsRejected('expired', 'TLS-EXPIRED'),
  },
  {
    name: 'a certificate signed by itself',
    scene: againstTls('selfSigned'),
    ca,
    ...tlsRejected('self-signed', 'TLS-SELFSIGNED'),
  },
  { name: 'an authority nobody here knows', scene: againstTls('good'), ...tlsRejected('unknown-ca', 'TLS-CA') },
  {
    name: 'a certificate for another host',
    scene: againstTls('otherHost'),
    ca,
    ...tlsRejected('wrong-host', 'TLS-NAME'),
    facts: { reason: 'wrong-host', names: ['DNS:broker.example'] },
  },
  {
    name: 'a server that only speaks old TLS',
    scene: against(healthy, () => ({
      tls: { ...certificates().good, maxVersion: 'TLSv1.1', minVersion: 'TLSv1', ciphers: 'DEFAULT@SECLEVEL=0' },
    })),
    ca,
    ...tlsRejected('version', 'TLS-VERSION'),
  },

  {
    name: 'closed after the CONNECT',
    scene: against(async ({ next, close }) => {
      await next('connect');
      close();
    }),
    ...closed('closed'),
  },
  {
    name: 'reset after the CONNECT',
    scene: against(async ({ next, reset }) => {
      await next('connect');
      reset();
    }),
    ...closed('reset'),
  },
  { name: 'silence', scene: against(() => undefined), ...noConnack, facts: { received: 'nothing' } },
  {
    name: 'a CONNACK of two bytes',
    scene: against(answering(0x20, 0x00)),
    ...noConnack,
    facts: { received: 'malformed', bytes: '2000' },
  },
  {
    name: 'a CONNACK without a code',
    scene: against(answering(0x20, 0x01, 0x00)),
    ...noConnack,
    facts: { received: 'malformed' },
  },
  {
    name: 'a CONNACK with reserved flags',
    scene: against(answering(0x20, 0x02, 0x82, 0x00)),
    ...noConnack,
    facts: { received: 'malformed' },
  },
  {
    name: 'half a CONNACK, then silence',
    scene: against(answering(0x20, 0x02, 0x00)),
    ...noConnack,
    facts: { received: 'incomplete' },
  },
  {
    name: 'a byte now and then that never make a CONNACK',
    scene: against(async ({ next, trickle }) => {
      await next('connect');
      await trickle([0x20, 0x7f, ...Array.from({ length: 60 }, () => 0)], 150);
    }),
    ...noConnack,
    facts: { received: 'incomplete' },
  },
  {
    name: 'a web server',
    scene: against(async ({ next, writeText, close }) => {
      await next('connect');
      writeText('HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n');
      close();
    }),
    ...notMqtt('http'),
  },
  {
    name: 'an SSH server',
    scene: against(({ writeText }) => writeText('SSH-2.0-OpenSSH_9.2p1 Debian-2\r\n')),
    ...notMqtt('ssh'),
  },
  // Alert, TLS 1.2, fatal, unexpected message.
  {
    name: 'a TLS server asked in plain',
    scene: against(answering(0x15, 0x03, 0x03, 0x00, 0x02, 0x02, 0x0a)),
    ...notMqtt('tls'),
  },
  { name: 'garbage', scene: against(answering(0xff, 0xfe, 0x00, 0x11, 0x22)), ...notMqtt('other') },

  {
    name: 'closed soon after code 0',
    scene: against(afterAccepting(({ close }) => close())),
    ...dropped('closed-by-broker'),
    sessionEndsIn: contested,
  },
  {
    name: 'reset soon after code 0',
    scene: against(afterAccepting(({ reset }) => reset())),
    ...dropped('reset'),
    sessionEndsIn: contested,
  },
  {
    name: 'a packet of 256 MB announced after code 0',
    scene: against(afterAccepting(({ write }) => write(0x30, 0xff, 0xff, 0xff, 0x7f))),
    ...dropped('packet-too-large', 'MQTT-TOOBIG'),
  },
  {
    name: 'bytes that are no MQTT after code 0',
    // PINGRESP with flags that are reserved.
    scene: against(afterAccepting(({ write }) => write(0xdf, 0x00))),
    ...dropped('malformed', 'MQTT-MALFORMED'),
  },
  {
    name: 'thrown off by another client, said in 5.0',
    scene: against(afterAccepting(({ write }) => write(0xe0, 0x02, 0x8e, 0x00), connack5(0))),
    mqttVersion: '5',
    ...contested,
    exitCode: 18,
    code: 0,
    outcomes: afterConnack,
  },
];
