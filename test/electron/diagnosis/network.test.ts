// The steps before MQTT: names, addresses, ports, TLS. Loopback only; what loopback cannot show is shown by a network made for it.
import { connect, createServer, Socket, type AddressInfo } from 'node:net';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Network, systemNetwork } from '../../../electron/mqtt/network.ts';
import { exitCodeOf, type Report, type TlsReason } from '../../../protocol/diagnosis.ts';
import { makeCertificates, type Certificates } from '../../support/certificates.ts';
import { connack311, healthy, startScriptedBroker, type ScriptedBroker } from '../../support/scripted-broker.ts';
import { diagnoseQuickly } from '../../support/walk-request.ts';

const brokers: ScriptedBroker[] = [];
const start = async (...given: Parameters<typeof startScriptedBroker>): Promise<ScriptedBroker> => {
  const broker = await startScriptedBroker(...given);
  brokers.push(broker);
  return broker;
};
afterEach(async () => {
  await Promise.all(brokers.splice(0).map((broker) => broker.close()));
});

const outcomes = ({ steps }: Report): string => steps.map(({ outcome }) => outcome).join(' ');
const closedPort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer();
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
/** A socket whose SYN is never answered, as behind a firewall that drops. */
const silentSocket = (): Socket => new Socket();
const network = (changes: Partial<Network>): Network => ({ ...systemNetwork, ...changes });

describe('name', () => {
  it('says which name was not found, with or without a network', async () => {
    const report = await diagnoseQuickly('mqtt://gateway-platform.invalid', { connackTimeoutMs: 10_000 });
    expect(report.verdict).toMatchObject({ id: 'host-not-found', host: 'gateway-platform.invalid' });
    expect(exitCodeOf(report.verdict!)).toBe(10);
    expect(outcomes(report)).toBe('failed skipped skipped skipped skipped skipped');
  });

  it('does not wait longer for a resolver than the time limit', async () => {
    const silent = network({ resolve: () => new Promise(() => undefined) });
    const report = await diagnoseQuickly('mqtt://broker.example', { connackTimeoutMs: 200 }, { network: silent });
    expect(report.verdict).toMatchObject({ id: 'host-not-found', detail: 'ETIMEOUT' });
  });
});

describe('port', () => {
  it('tells a refusal', async () => {
    const report = await diagnoseQuickly(`127.0.0.1:${await closedPort()}`);
    expect(report.verdict).toMatchObject({ id: 'port-refused', host: '127.0.0.1' });
    expect(exitCodeOf(report.verdict!)).toBe(11);
    expect(outcomes(report)).toBe('passed failed skipped skipped skipped skipped');
    expect(report.steps[1]?.finding).toBe('ECONNREFUSED');
  });

  it('tells silence, and ends within its time limit', async () => {
    const silent = network({ openTcp: silentSocket });
    const started = performance.now();
    const report = await diagnoseQuickly('10.255.255.1', { connackTimeoutMs: 300 }, { network: silent });
    expect(performance.now() - started).toBeLessThan(1_300);
    expect(report.verdict).toMatchObject({ id: 'port-timeout', host: '10.255.255.1', port: 1883 });
    expect(exitCodeOf(report.verdict!)).toBe(12);
  });

  it('says it is the network when there is no way to the host', async () => {
    const unreachable = network({
      openTcp: () => {
        const socket = new Socket();
        setImmediate(() => socket.destroy(Object.assign(new Error(), { code: 'ENETUNREACH' })));
        return socket;
      },
    });
    const report = await diagnoseQuickly('10.255.255.1', {}, { network: unreachable });
    expect(report.verdict).toMatchObject({ id: 'port-timeout', detail: 'ENETUNREACH' });
  });

  it('names the code of an error over several addresses, whose own message is empty', async () => {
    const both = network({
      openTcp: () => {
        const socket = new Socket();
        const refused = Object.assign(new Error(), { code: 'ECONNREFUSED' });
        setImmediate(() => socket.destroy(new AggregateError([refused, refused])));
        return socket;
      },
    });
    const report = await diagnoseQuickly('127.0.0.1', {}, { network: both });
    expect(report.verdict).toMatchObject({ id: 'port-refused' });
  });
});

describe('several addresses', () => {
  it('goes on to the second when the first refuses', async () => {
    const broker = await start(healthy);
    const two = network({ resolve: () => Promise.resolve(['127.0.0.2', '127.0.0.1']) });
    const report = await diagnoseQuickly(`mqtt://broker.example:${broker.port}`, {}, { network: two });
    expect(report.verdict?.id).toBe('accepted');
    expect(report.steps[1]?.finding).toBe(`127.0.0.1:${broker.port}`);
  });

  it('gives the second its share of the time when the first is silent', async () => {
    const broker = await start(healthy);
    const two = network({
      resolve: () => Promise.resolve(['2001:db8::1', '127.0.0.1']),
      openTcp: (address, port) => (address === '127.0.0.1' ? connect(port, address) : silentSocket()),
    });
    const report = await diagnoseQuickly(`broker.example:${broker.port}`, { connackTimeoutMs: 800 }, { network: two });
    expect(report.verdict?.id).toBe('accepted');
  });

  it('tells each when all fail', async () => {
    const port = await closedPort();
    const two = network({ resolve: () => Promise.resolve(['127.0.0.1', '127.0.0.2']) });
    const report = await diagnoseQuickly(`broker.example:${port}`, {}, { network: two });
    expect(report.verdict?.id).toBe('port-refused');
    expect(report.steps[1]?.finding).toBe('127.0.0.1 ECONNREFUSED, 127.0.0.2 ECONNREFUSED');
  });
});

describe('TLS', () => {
  let certificates: Certificates;
  beforeAll(() => {
    certificates = makeCertificates();
  });

  it('connects when the authority is given besides the system’s', async () => {
    const broker = await start(healthy, { tls: certificates.good });
    const report = await diagnoseQuickly(broker.url, { tls: { ca: certificates.ca } });
    expect(report.verdict?.id).toBe('accepted');
    expect(report.steps[2]).toMatchObject({ outcome: 'passed', finding: 'TLSv1.3' });
  });

  const faults: readonly (readonly [
    TlsReason,
    string,
    (broker: Certificates) => { tls: { ca?: string }; identity: keyof Certificates },
  ])[] = [
    ['unknown-ca', 'nobody here knows the authority', () => ({ tls: {}, identity: 'good' })],
    ['self-signed', 'the certificate is signed by itself', ({ ca }) => ({ tls: { ca }, identity: 'selfSigned' })],
    ['wrong-host', 'the certificate is for another host', ({ ca }) => ({ tls: { ca }, identity: 'otherHost' })],
    ['expired', 'the certificate has expired', ({ ca }) => ({ tls: { ca }, identity: 'expired' })],
  ];
  it.each(faults)('says %s when %s, and sends nothing', async (reason, _name, set) => {
    const { tls, identity } = set(certificates);
    const broker = await start(healthy, { tls: certificates[identity] as Certificates['good'] });
    const report = await diagnoseQuickly(broker.url, { tls });
    expect(report.verdict).toMatchObject({ id: 'tls-rejected', reason });
    expect(exitCodeOf(report.verdict!)).toBe(13);
    expect(outcomes(report)).toBe('passed passed failed skipped skipped skipped');
    expect(broker.received('connect')).toHaveLength(0);
  });

  it('says version when the server only speaks an old one', async () => {
    const broker = await start(healthy, {
      tls: { ...certificates.good, maxVersion: 'TLSv1.1', minVersion: 'TLSv1', ciphers: 'DEFAULT@SECLEVEL=0' },
    });
    const report = await diagnoseQuickly(broker.url, { tls: { ca: certificates.ca } });
    expect(report.verdict).toMatchObject({ id: 'tls-rejected', reason: 'version' });
  });

  it.each([
    ['answers in plain text', 'HTTP/1.1 400 Bad Request\r\n\r\n'],
    ['answers with a CONNACK', '\x20\x02\x00\x05'],
  ])('says not-tls when a plain port %s', async (_name, answer) => {
    const broker = await start(({ socket }) => void socket.once('data', () => socket.end(answer, 'latin1')));
    const report = await diagnoseQuickly(broker.url.replace('mqtt:', 'mqtts:'));
    expect(report.verdict).toMatchObject({ id: 'tls-rejected', reason: 'not-tls' });
  });

  it('says not-tls when a plain port closes on the hello', async () => {
    const broker = await start(({ socket }) => void socket.once('data', () => socket.end()));
    const report = await diagnoseQuickly(broker.url.replace('mqtt:', 'mqtts:'));
    expect(report.verdict).toMatchObject({ id: 'tls-rejected', reason: 'not-tls' });
  });

  it('ends at the time limit when the port stays silent', async () => {
    const broker = await start(() => undefined);
    const report = await diagnoseQuickly(broker.url.replace('mqtt:', 'mqtts:'), { connackTimeoutMs: 300 });
    expect(report.verdict).toMatchObject({ id: 'tls-rejected', reason: 'other', detail: 'ETIMEDOUT' });
    expect(outcomes(report)).toBe('passed passed failed skipped skipped skipped');
  });

  it('sees a plain CONNECT to a TLS port end without a CONNACK', async () => {
    const broker = await start(healthy, { tls: certificates.good });
    const report = await diagnoseQuickly(broker.url.replace('mqtts:', 'mqtt:'));
    expect(['closed-before-connack', 'not-mqtt']).toContain(report.verdict?.id);
    expect(report.advice[0]?.id).toBe('plain-on-tls-port');
  });

  it('tells that a client certificate is asked for', async () => {
    const broker = await start(healthy, {
      tls: { ...certificates.good, ca: certificates.ca, requestCert: true, rejectUnauthorized: true },
    });
    const report = await diagnoseQuickly(broker.url, { tls: { ca: certificates.ca } });
    expect(report.verdict).toMatchObject({ id: 'tls-rejected', reason: 'other' });
  });

  it('is not ended by a broken certificate file', async () => {
    const broker = await start(healthy, { tls: certificates.good });
    const report = await diagnoseQuickly(broker.url, {
      tls: { ca: certificates.ca, certificate: 'no PEM', key: 'no PEM' },
    });
    expect(report.verdict).toMatchObject({ id: 'tls-rejected', reason: 'other' });
  });
});

describe('Stop', () => {
  it.each(['resolving', 'opening', 'waiting for the CONNACK'])('ends at once while %s', async (stage) => {
    const broker = await start(() => undefined);
    const held = network({
      ...(stage === 'resolving' ? { resolve: () => new Promise<readonly string[]>(() => undefined) } : {}),
      ...(stage === 'opening' ? { openTcp: silentSocket } : {}),
    });
    const stop = new AbortController();
    setTimeout(() => stop.abort(), 100);
    const started = performance.now();
    const report = await diagnoseQuickly(
      broker.url,
      { connackTimeoutMs: 10_000 },
      { network: held, signal: stop.signal },
    );
    expect(performance.now() - started).toBeLessThan(1_000);
    expect(report.verdict).toEqual({ id: 'stopped' });
    expect(exitCodeOf(report.verdict!)).toBe(130);
    // The step that was cut short has found nothing out.
    expect(outcomes(report)).not.toContain('failed');
  });
});

describe('what is shown', () => {
  it('hides the token in the bytes of the CONNECT', async () => {
    const broker = await start(async ({ next, write }) => {
      await next('connect');
      write(...connack311(5));
    });
    const report = await diagnoseQuickly(broker.url);
    const shown = JSON.stringify(report);
    expect(shown).not.toContain(Buffer.from('GP1109N12345678').toString('hex').toUpperCase());
    expect(shown).not.toContain('GP1109N');
    // User name flag, no password flag, clean session; the token's length in front of as many hiding bytes.
    expect(report.steps[3]?.bytes).toMatch(/^102A00044D5154540482003C.*000F(2A){15}$/u);
    expect(Buffer.from(broker.received('connect')[0]!.bytes).toString('latin1')).toContain('GP1109N12345678');
  });
});
