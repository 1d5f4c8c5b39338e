// Every first answer a broker can give, against real sockets: verdict, exit code and what became of each step.
import { afterEach, expect, it, describe } from 'vitest';
import { exitCodeOf, type Report } from '../../../protocol/diagnosis.ts';
import {
  connack311,
  connack5,
  healthy,
  startScriptedBroker,
  type Script,
  type ScriptedBroker,
} from '../../support/scripted-broker.ts';
import { diagnoseQuickly } from '../../support/walk-request.ts';

let broker: ScriptedBroker | undefined;
afterEach(async () => {
  await broker?.close();
  broker = undefined;
});

const against = async (script: Script, ...rest: [Parameters<typeof diagnoseQuickly>[1]?]): Promise<Report> => {
  broker = await startScriptedBroker(script);
  return diagnoseQuickly(broker.url, ...rest);
};
const answering =
  (...bytes: readonly number[]): Script =>
  async ({ next, write }) => {
    await next('connect');
    write(...bytes);
  };
const text = (value: string): readonly number[] => [...Buffer.from(value)];
const outcomes = ({ steps }: Report): string => steps.map(({ outcome }) => outcome).join(' ');

const untilConnack = 'passed passed not-used passed failed skipped';
const throughout = 'passed passed not-used passed passed passed';
const dropped = 'passed passed not-used passed passed failed';

describe('return codes of 3.1.1', () => {
  it.each([1, 2, 3, 4, 5])('gives code %i as it came, and as the exit code', async (code) => {
    const report = await against(answering(...connack311(code)));
    expect(report.verdict).toMatchObject({ id: 'refused', connack: { protocol: '3.1.1', code } });
    expect(exitCodeOf(report.verdict!)).toBe(code);
    expect(report.connack?.bytes).toBe(`2002000${code}`);
    expect(outcomes(report)).toBe(untilConnack);
    expect(broker?.received('connect')).toHaveLength(1);
  });

  it('gives a reserved code as a refusal of its own kind', async () => {
    const report = await against(answering(...connack311(0x2a)));
    expect(report.verdict).toMatchObject({ id: 'refused', connack: { code: 0x2a, hex: '0x2A' } });
    expect(exitCodeOf(report.verdict!)).toBe(6);
  });

  it('keeps the session present flag that old platforms set on a refusal', async () => {
    const report = await against(answering(...connack311(5, 1)));
    expect(report.connack).toMatchObject({ code: 5, sessionPresent: true, bytes: '20020105' });
  });

  it('accepts when the link lives through the survival time', async () => {
    const report = await against(healthy);
    expect(report.verdict).toMatchObject({ id: 'accepted', connack: { code: 0 } });
    expect(exitCodeOf(report.verdict!)).toBe(0);
    expect(outcomes(report)).toBe(throughout);
    expect(report.advice.map(({ id }) => id)).toEqual(['run-gateway-flag-test']);
  });
});

describe('reason codes of 5.0', () => {
  it.each([0x80, 0x84, 0x86, 0x87, 0x88, 0x9f])('gives code %i as a refusal', async (code) => {
    const report = await against(answering(...connack5(code)), { mqttVersion: '5' });
    expect(report.verdict).toMatchObject({ id: 'refused', connack: { protocol: '5', code } });
    expect(exitCodeOf(report.verdict!)).toBe(6);
    expect(outcomes(report)).toBe(untilConnack);
  });

  it('keeps the properties by their names', async () => {
    // reason string "no", server keep alive 60, user property site = A
    const properties = [0x1f, 0, 2, ...text('no'), 0x13, 0, 60, 0x26, 0, 4, ...text('site'), 0, 1, ...text('A')];
    const body = [0x00, 0x86, properties.length, ...properties];
    const report = await against(answering(0x20, body.length, ...body), { mqttVersion: '5' });
    expect(report.connack?.properties).toEqual({ reasonString: 'no', serverKeepAlive: 60, 'userProperty.site': 'A' });
  });

  it('takes the answer of a broker that only knows 3.1.1 for what it is', async () => {
    const report = await against(answering(...connack311(1)), { mqttVersion: '5' });
    expect(report.verdict).toMatchObject({ id: 'refused', connack: { protocol: '3.1.1', code: 1 } });
    expect(exitCodeOf(report.verdict!)).toBe(1);
  });

  it('takes the answer of a broker that only knows 5.0 for what it is', async () => {
    const report = await against(answering(...connack5(0x84)));
    expect(report.verdict).toMatchObject({ id: 'refused', connack: { protocol: '5', code: 0x84 } });
  });

  it('accepts in 5.0', async () => {
    const report = await against(answering(...connack5(0)), { mqttVersion: '5' });
    expect(report.verdict).toMatchObject({ id: 'accepted', connack: { protocol: '5', code: 0, properties: {} } });
  });

  it('knows the other client from code 0x8E right after the CONNACK', async () => {
    const report = await against(answering(...connack5(0), 0xe0, 0x02, 0x8e, 0x00), { mqttVersion: '5' });
    expect(report.verdict).toMatchObject({ id: 'contested', evictions: 1 });
    expect(exitCodeOf(report.verdict!)).toBe(18);
    expect(report.steps.at(-1)).toMatchObject({ outcome: 'failed', finding: '0x8E' });
  });
});

describe('no CONNACK', () => {
  const cases: readonly (readonly [name: string, script: Script, verdict: object])[] = [
    ['silence', () => undefined, { id: 'no-connack', received: 'nothing' }],
    [
      'a CONNACK without flags and code',
      answering(0x20, 0x00),
      { id: 'no-connack', received: 'malformed', bytes: '2000' },
    ],
    ['a CONNACK without a code', answering(0x20, 0x01, 0x00), { id: 'no-connack', received: 'malformed' }],
    [
      'reserved bits in the CONNACK flags',
      answering(0x20, 0x02, 0x02, 0x00),
      { id: 'no-connack', received: 'malformed' },
    ],
    [
      'a length that never ends',
      answering(0x20, 0xff, 0xff, 0xff, 0xff, 0x01),
      { id: 'no-connack', received: 'malformed' },
    ],
    [
      'half a CONNACK, then silence',
      answering(0x20, 0x02, 0x00),
      { id: 'no-connack', received: 'incomplete', bytes: '200200' },
    ],
    // The platform must not speak before its CONNACK; a parser would hand this on as a message.
    ['a PUBLISH instead', answering(0x30, 0x04, 0x00, 0x01, 0x61, 0x31), { id: 'no-connack', received: 'malformed' }],
  ];
  it.each(cases)('tells %s', async (_name, script, verdict) => {
    const report = await against(script, { connackTimeoutMs: 500 });
    expect(report.verdict).toMatchObject(verdict);
    expect(exitCodeOf(report.verdict!)).toBe(15);
    expect(outcomes(report)).toBe(untilConnack);
  });

  it('ends at the time limit although a byte comes every now and then', async () => {
    // Each byte would start the wait of a naive timer again.
    const script: Script = async ({ next, trickle }) => {
      await next('connect');
      await trickle([0x20, 0x7f, ...Array.from({ length: 40 }, () => 0)], 100);
    };
    const started = performance.now();
    const report = await against(script, { connackTimeoutMs: 800 });
    expect(performance.now() - started).toBeLessThan(1_800);
    expect(report.verdict).toMatchObject({ id: 'no-connack', received: 'incomplete' });
  });

  it('reads a CONNACK that comes one byte at a time', async () => {
    const script: Script = async ({ next, trickle }) => {
      await next('connect');
      await trickle(connack311(5), 40);
    };
    expect((await against(script)).verdict).toMatchObject({ id: 'refused', connack: { code: 5 } });
  });

  it('tells a half CONNACK before a close from a close without a byte', async () => {
    const script: Script = async ({ next, write, close }) => {
      await next('connect');
      write(0x20, 0x02);
      close();
    };
    expect((await against(script)).verdict).toMatchObject({ id: 'no-connack', received: 'incomplete', bytes: '2002' });
  });
});

describe('closed before the CONNACK', () => {
  it.each([
    ['closed', ({ close }: Parameters<Script>[0]) => close()],
    ['reset', ({ reset }: Parameters<Script>[0]) => reset()],
  ] as const)('tells %s', async (how, end) => {
    const report = await against(async (conversation) => {
      await conversation.next('connect');
      end(conversation);
    });
    expect(report.verdict).toMatchObject({ id: 'closed-before-connack', how });
    expect(exitCodeOf(report.verdict!)).toBe(14);
    expect(outcomes(report)).toBe(untilConnack);
  });
});

describe('another service on the port', () => {
  const httpAnswer = 'HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n';
  const webServer =
    (stays: boolean): Script =>
    async ({ next, writeText, close }) => {
      await next('connect');
      writeText(httpAnswer);
      if (!stays) close();
    };
  const cases: readonly (readonly [looksLike: string, name: string, script: Script])[] = [
    ['http', 'a web server that closes', webServer(false)],
    ['http', 'a web server that stays', webServer(true)],
    ['ssh', 'an SSH server that speaks first', ({ writeText }) => writeText('SSH-2.0-OpenSSH_9.2p1 Debian-2\r\n')],
    // Alert, TLS 1.2, fatal, protocol version.
    ['tls', 'a TLS server', answering(0x15, 0x03, 0x03, 0x00, 0x02, 0x02, 0x46)],
    ['other', 'a mail server', ({ writeText }) => writeText('220 mail.example ESMTP ready\r\n')],
    // Begins as a PUBLISH would, and announces 256 MB.
    ['other', 'garbage with a first byte of MQTT', answering(0x30, 0xff, 0xff, 0xff, 0x7f, 0x00)],
    ['other', 'a length that never ends behind such a byte', answering(0x30, 0xff, 0xff, 0xff, 0xff, 0xff)],
    ['other', 'garbage', answering(0xff, 0xfe, 0x00, 0x11, 0x22)],
  ];
  it.each(cases)('says %s for %s', async (looksLike, _name, script) => {
    const report = await against(script);
    expect(report.verdict).toMatchObject({ id: 'not-mqtt', looksLike });
    expect(exitCodeOf(report.verdict!)).toBe(16);
    expect(outcomes(report)).toBe(untilConnack);
  });
});

describe('after CONNACK 0', () => {
  it.each([
    ['closes', ({ close }: Parameters<Script>[0]) => close()],
    ['resets', ({ reset }: Parameters<Script>[0]) => reset()],
  ] as const)('is no success when the broker %s within the survival time', async (_name, end) => {
    const report = await against(async (conversation) => {
      await conversation.next('connect');
      conversation.write(...connack311(0));
      setTimeout(() => end(conversation), 30);
    });
    expect(report.verdict).toMatchObject({ id: 'dropped-after-connack', connack: { code: 0 } });
    expect(exitCodeOf(report.verdict!)).toBe(17);
    expect(outcomes(report)).toBe(dropped);
    expect(report.advice[0]?.id).toBe('token-used-elsewhere');
    expect(broker?.received('connect')).toHaveLength(1);
  });

  it('leaves with a DISCONNECT when all is well', async () => {
    await against(healthy);
    await expect.poll(() => broker?.received('disconnect').length).toBe(1);
  });
});
