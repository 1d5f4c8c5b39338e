// What an expert asks of each step: every address with what became of it, the certificates also of a server that was
// refused, the CONNECT's flags and lengths. And that a server with a bad certificate gets not one byte of ours.
import { X509Certificate } from 'node:crypto';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { systemNetwork, type Network } from '../../../electron/mqtt/network.ts';
import { type Report } from '../../../protocol/diagnosis.ts';
import { languages } from '../../../protocol/settings.ts';
import { type StepDetails, type TlsDetails } from '../../../protocol/step-details.ts';
import { stepFacts, verdictText } from '../../../protocol/words/index.ts';
import { makeCertificates, type Certificates, type Identity } from '../../support/certificates.ts';
import { connack311, connack5, healthy, startScriptedBroker, type Script } from '../../support/scripted-broker.ts';
import { diagnoseQuickly, testToken } from '../../support/walk-request.ts';

let close: (() => Promise<void>) | undefined;
afterEach(async () => {
  await close?.();
  close = undefined;
});
const against = async (
  script: Script,
  options: Parameters<typeof startScriptedBroker>[1],
  ...rest: [Parameters<typeof diagnoseQuickly>[1]?]
): Promise<Report> => {
  const broker = await startScriptedBroker(script, options);
  close = broker.close;
  return diagnoseQuickly(broker.url, ...rest);
};
const detailsOf = <I extends StepDetails['id']>({ steps }: Report, id: I): Extract<StepDetails, { id: I }> => {
  const found = steps.find((step) => step.id === id)?.details;
  if (found?.id !== id) throw new Error(`step ${id} has no details`);
  return found as Extract<StepDetails, { id: I }>;
};
const refusing = (...connack: readonly number[]): Script => {
  const script: Script = async ({ next, write, close: end }) => {
    await next('connect');
    write(...connack);
    end();
  };
  return script;
};

describe('the certificates', () => {
  let certificates: Certificates;
  beforeAll(() => {
    certificates = makeCertificates();
  });
  const diagnoseTls = async (
    identity: Identity,
    ca?: string,
  ): Promise<{ report: Report; applicationBytes: number }> => {
    let applicationBytes = 0;
    const count: Script = ({ socket }) => void socket.on('data', (chunk) => (applicationBytes += chunk.length));
    const report = await against(count, { tls: identity }, { tls: ca === undefined ? {} : { ca } });
    // Whatever was on its way has arrived by now.
    await new Promise((resolve) => setTimeout(resolve, 50));
    return { report, applicationBytes };
  };

  const refused: readonly (readonly [TlsDetails['rejected'] & string, keyof Omit<Certificates, 'ca'>, boolean])[] = [
    ['expired', 'expired', true],
    ['self-signed', 'selfSigned', true],
    ['wrong-host', 'otherHost', true],
    ['unknown-ca', 'good', false],
  ];
  it.each(refused)('are shown although they were refused as %s, and no byte was sent', async (reason, name, known) => {
    const identity = certificates[name];
    const { report, applicationBytes } = await diagnoseTls(identity, known ? certificates.ca : undefined);
    const details = detailsOf(report, 'negotiate-tls');
    const own = new X509Certificate(identity.cert);
    expect(details).toMatchObject({ rejected: reason, protocol: 'TLSv1.3' });
    expect(details.cipher).toMatch(/^TLS_/u);
    expect(details.chain[0]).toEqual({
      subject: own.subject,
      issuer: own.issuer,
      validFromAt: Date.parse(own.validFrom),
      validToAt: Date.parse(own.validTo),
      isValidNow: reason !== 'expired',
      fingerprint: own.fingerprint256,
      names: name === 'otherHost' ? ['DNS:broker.example'] : ['DNS:localhost', 'IP Address:127.0.0.1'],
    });
    expect(applicationBytes).toBe(0);
    const bad = stepFacts(report.steps[2]!, 'en').filter((fact) => fact.bad);
    // The error itself, and the line of the certificate that is its reason.
    expect(bad).toHaveLength(2);
  });

  it('end with the authority that was found for them', async () => {
    const report = await against(healthy, { tls: certificates.good }, { tls: { ca: certificates.ca } });
    const { chain, rejected } = detailsOf(report, 'negotiate-tls');
    expect(chain.map(({ subject }) => subject)).toEqual(['CN=good', 'CN=Test authority']);
    expect(rejected).toBeUndefined();
    expect(report.verdict?.id).toBe('accepted');
  });

  it('are named in the verdict when they are for another host', async () => {
    const { report } = await diagnoseTls(certificates.otherHost, certificates.ca);
    for (const language of languages) {
      const { meaning } = verdictText(report.verdict!, language);
      expect(meaning).toContain('broker.example');
      expect(meaning).toContain('127.0.0.1');
    }
  });

  it('of a server without TLS are none, and that is said', async () => {
    const broker = await startScriptedBroker(({ socket }) => void socket.once('data', () => socket.end('nonsense')));
    close = broker.close;
    const report = await diagnoseQuickly(broker.url.replace('mqtt:', 'mqtts:'));
    expect(detailsOf(report, 'negotiate-tls')).toEqual({ id: 'negotiate-tls', chain: [], rejected: 'not-tls' });
  });
});

describe('the addresses', () => {
  const twoOf = (...addresses: readonly string[]): Network => ({
    ...systemNetwork,
    resolve: () => Promise.resolve(addresses),
  });
  it('are all there, with their family and what became of each', async () => {
    const broker = await startScriptedBroker(healthy);
    close = broker.close;
    const network = twoOf('127.0.0.2', '127.0.0.1', '::1');
    const report = await diagnoseQuickly(`broker.example:${broker.port}`, {}, { network });
    expect(detailsOf(report, 'resolve-host')).toMatchObject({
      host: 'broker.example',
      addresses: [{ family: 4 }, { family: 4 }, { address: '::1', family: 6 }],
    });
    const { attempts } = detailsOf(report, 'open-tcp');
    expect(attempts.map(({ address, outcome, code }) => [address, outcome, code])).toEqual([
      ['127.0.0.2', 'refused', 'ECONNREFUSED'],
      ['127.0.0.1', 'opened', undefined],
      ['::1', 'not-tried', undefined],
    ]);
    expect(attempts[0]?.ms).toBeGreaterThanOrEqual(0);
    expect(attempts[1]?.local).toMatch(/^127\.0\.0\.1:\d+$/u);
  });
});

describe('the packets', () => {
  it('are told by flags and lengths, without the token', async () => {
    const report = await against(refusing(...connack311(5, 1)), {});
    const connect = detailsOf(report, 'send-connect');
    expect(connect).toMatchObject({
      level: 4,
      flags: 0x82,
      keepAliveSeconds: 60,
      clientIdentifier: { text: 'diag-01234567' },
    });
    expect(connect.userName!.end - connect.userName!.start).toBe(testToken.length);
    expect(connect.password).toBeUndefined();
    const bytes = report.steps[3]!.bytes!;
    expect(bytes.slice(connect.userName!.start * 2, connect.userName!.end * 2)).toBe('2A'.repeat(testToken.length));
    expect(connect.lengthBytes * 2).toBe(bytes.length);
    expect(detailsOf(report, 'await-connack')).toEqual({ id: 'await-connack', flags: 1, codeAt: 3 });
    for (const language of languages) {
      expect(JSON.stringify(report.steps.map((step) => stepFacts(step, language)))).not.toContain(testToken);
    }
  });

  it('of 5.0 have their properties with them', async () => {
    // 1F reason string, 2 bytes: "no"
    const report = await against(refusing(0x20, 8, 0, 0x87, 5, 0x1f, 0, 2, 0x6e, 0x6f), {}, { mqttVersion: '5' });
    expect(detailsOf(report, 'await-connack')).toMatchObject({ properties: { reasonString: 'no' }, codeAt: 3 });
    expect(detailsOf(report, 'send-connect')).toMatchObject({ level: 5 });
  });

  it('that are none are shown as text, their control characters as dots', async () => {
    const report = await against(({ writeText }) => writeText('SSH-2.0-\u001b[2Jx\r\n'), {});
    const [asText] = stepFacts(report.steps[4]!, 'en');
    expect(asText?.text).toBe('SSH-2.0-·[2Jx··');
  });

  it('do not carry control characters of the other side into a fact', async () => {
    // 26 user property "\u001b[2J" = "\u202e"
    const property = [0x26, 0, 4, 0x1b, 0x5b, 0x32, 0x4a, 0, 3, 0xe2, 0x80, 0xae];
    const connack = connack5(0x87).slice(0, 4);
    const body = [...connack.slice(2), property.length, ...property];
    const report = await against(refusing(0x20, body.length, ...body), {}, { mqttVersion: '5' });
    const facts = JSON.stringify(stepFacts(report.steps[4]!, 'zh').map(({ term, text }) => term + text));
    expect(facts).toContain('\\\\u001B[2J');
    expect(facts).toContain('\\\\u202E');
  });
});
