// `gatescope publish` as scripts see it.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { jsonOf, runGatescope } from '../../support/gatescope-run.ts';
import {
  connack311,
  connack5,
  healthy,
  identifierBytes,
  startScriptedBroker,
  type Script,
  type ScriptedBroker,
} from '../../support/scripted-broker.ts';

const env = { GATESCOPE_TOKEN: 'GP1109N12345678' };
const payload = '{"WG12345678":[{"ts":1609145640724,"values":{"boxSta":"0"}}]}\n';
let folder: string;
let file: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'gatescope-cli-'));
  file = join(folder, 'message.json');
  writeFileSync(file, payload);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let broker: ScriptedBroker | undefined;
const start = async (script: Script): Promise<ScriptedBroker> => (broker = await startScriptedBroker(script));
afterEach(async () => {
  await broker?.close();
  broker = undefined;
});
const publishTo = (url: string, ...more: readonly string[]): ReturnType<typeof runGatescope> =>
  runGatescope(['publish', url, '--topic', 'v1/gateway/telemetry', '--file', file, ...more], { env });

const afterConnack =
  (then: (conversation: Parameters<Script>[0]) => Promise<void>, connack: readonly number[] = connack311(0)): Script =>
  async (conversation) => {
    await conversation.next('connect');
    conversation.write(...connack);
    await then(conversation);
  };

describe('the exit code and the outcome', () => {
  it('are 0 and acked when the PUBACK comes and the link lives on; the file goes out byte for byte', async () => {
    const { url, received } = await start(healthy);
    const run = await publishTo(url, '--json');
    expect(run.code).toBe(0);
    expect(jsonOf(run)).toMatchObject({
      outcome: 'acked',
      exitCode: 0,
      topic: 'v1/gateway/telemetry',
      lengthBytes: payload.length,
      latencyMs: expect.any(Number) as number,
      connack: { code: 0 },
      publishes: [{ n: 1, outcome: 'acked' }],
    });
    expect(Buffer.from(received('publish')[0]!.bytes).toString('utf8').endsWith(payload)).toBe(true);
    expect(received('publish')).toHaveLength(1);
    expect(received('disconnect')).toHaveLength(1);
  });

  const faults: readonly (readonly [outcome: string, exitCode: number, script: Script, more: readonly string[]])[] = [
    [
      'no-ack',
      30,
      afterConnack(async ({ next }) => {
        await next('publish');
      }),
      [],
    ],
    [
      'closed-without-ack',
      31,
      afterConnack(async ({ next, close }) => {
        await next('publish');
        close();
      }),
      [],
    ],
    [
      'acked-then-closed',
      32,
      afterConnack(async ({ next, write, close }) => {
        write(0x40, 0x02, ...identifierBytes(await next('publish')));
        close();
      }),
      [],
    ],
    [
      'rejected',
      33,
      afterConnack(
        async ({ next, write }) => write(0x40, 0x03, ...identifierBytes(await next('publish')), 0x83),
        connack5(0),
      ),
      ['--mqtt', '5'],
    ],
  ];
  it.each(faults)('are %s and %i', async (outcome, exitCode, script, more) => {
    const { url, received } = await start(script);
    const run = await publishTo(url, '--json', ...more);
    expect(run.code).toBe(exitCode);
    expect(jsonOf(run)).toMatchObject({ outcome, exitCode });
    expect(received('publish')).toHaveLength(1);
    expect(received('connect')).toHaveLength(1);
  });

  it('are those of diagnose when there is no connection', async () => {
    const { url, received } = await start(async ({ next, write, close }) => {
      await next('connect');
      write(...connack311(4));
      close();
    });
    const run = await publishTo(url, '--json');
    expect(run.code).toBe(4);
    expect(jsonOf(run)).toMatchObject({ verdict: 'refused', exitCode: 4, connack: { code: 4 } });
    expect(received('publish')).toHaveLength(0);
  });
});

describe('a message that would end the connection', () => {
  const telemetryTo = (url: string, input: string, ...more: readonly string[]) =>
    runGatescope(['publish', url, '--topic', 'v1/gateway/telemetry', '--file', '-', ...more], { env, input });

  it('is not sent, and nobody is connected to', async () => {
    const { url, received } = await start(healthy);
    const run = await telemetryTo(url, '{"WG1":[{"ts":"","values":{"k":1}}]}', '--json');
    expect(run.code).toBe(34);
    expect(jsonOf(run)).toEqual({
      outcome: 'blocked-by-lint',
      exitCode: 34,
      topic: 'v1/gateway/telemetry',
      lengthBytes: 36,
      findings: [{ rule: 'ts-unreadable', verdict: 'cuts-the-link', path: 'WG1.0.ts', line: 1, column: 15 }],
    });
    expect(received('connect')).toHaveLength(0);
  });

  it('says why to people, with the way to send it', async () => {
    const { code, out } = await telemetryTo('127.0.0.1:1', '{"WG1":[');
    expect(code).toBe(34);
    expect(out).toContain('[json-syntax]');
    expect(out).toContain('--anyway');
  });

  it('is sent with --anyway, byte for byte', async () => {
    const { url, received } = await start(healthy);
    const { code } = await telemetryTo(url, '{"WG1":[', '--anyway');
    expect(code).toBe(0);
    expect(Buffer.from(received('publish')[0]!.bytes).toString('utf8').endsWith('{"WG1":[')).toBe(true);
  });

  it('is sent where that version of the platform would live with it', async () => {
    const { url, received } = await start(healthy);
    const { code, err } = await telemetryTo(url, '{}', '--like', '3.6');
    expect(code).toBe(0);
    expect(received('publish')).toHaveLength(1);
    expect(err).toContain('gatescope check');
  });
});

describe('several publishes', () => {
  it('leave one after the other, each with its own answer', async () => {
    const { url, received } = await start(healthy);
    const run = await publishTo(url, '--repeat', '5', '--every', '20ms', '--json');
    expect(run.code).toBe(0);
    expect(received('publish')).toHaveLength(5);
    expect((jsonOf(run)['publishes'] as { outcome: string }[]).map(({ outcome }) => outcome)).toEqual(
      Array(5).fill('acked'),
    );
  });

  it('end with the link: what was lost is not sent into the next one', async () => {
    const { url, received } = await start(
      afterConnack(async ({ next, write, close }) => {
        write(0x40, 0x02, ...identifierBytes(await next('publish')));
        await next('publish');
        close();
      }),
    );
    const run = await publishTo(url, '--repeat', '50', '--every', '10ms', '--json');
    expect([31, 32]).toContain(run.code);
    expect(received('connect')).toHaveLength(1);
    expect(received('publish').length).toBeLessThan(50);
  });

  it('end on a stop, with what had been sent', async () => {
    const { url, received } = await start(healthy);
    const stop = new AbortController();
    setTimeout(() => stop.abort(), 400);
    const run = await runGatescope(
      ['publish', url, '--topic', 't', '--file', file, '--repeat', '1000', '--every', '50ms', '--json'],
      { env, signal: stop.signal },
    );
    expect(received('publish').length).toBeLessThan(20);
    // All that was sent went well, but not all was sent.
    expect(run.code).toBe(130);
    expect(jsonOf(run)).toMatchObject({ outcome: 'acked', exitCode: 130 });
  });
});

describe('wrong use', () => {
  it.each([
    ['no topic', ['--file', '-']],
    ['no file', ['--topic', 't']],
    ['a file that is not there', ['--topic', 't', '--file', '/nowhere/x.json']],
    ['nothing to repeat', ['--topic', 't', '--file', '-', '--repeat', '0']],
    ['token and message both from standard input', ['--topic', 't', '--file', '-', '--token-file', '-']],
  ])('ends with 64: %s', async (_name, args) => {
    const { code, out } = await runGatescope(['publish', '127.0.0.1:1', ...args], { env, input: '{}' });
    expect(code).toBe(64);
    expect(out).toBe('');
  });

  it.each(['v1/#', 'v1/+/a', '', 'v1/gateway/\ttelemetry', 'a\u007f', 'a'.repeat(65_536)])(
    'ends with 64 for the topic %j before a socket is opened: the session of a live gateway stays',
    async (topic) => {
      const { url, received } = await start(healthy);
      const { code, err } = await runGatescope(['publish', url, '--topic', topic, '--file', file], { env });
      expect(code).toBe(64);
      expect(err).toContain('[TOPIC-FORM]');
      expect(err).not.toContain('\t');
      expect(received('connect')).toHaveLength(0);
    },
  );

  it('ends with 64 for bytes that are no UTF-8: they would be changed on the way', async () => {
    const broken = join(folder, 'broken');
    writeFileSync(broken, Buffer.from([0x7b, 0xff, 0x7d]));
    expect((await runGatescope(['publish', '127.0.0.1:1', '--topic', 't', '--file', broken], { env })).code).toBe(64);
  });
});

it('takes the message from standard input', async () => {
  const { url, received } = await start(healthy);
  const { code } = await runGatescope(['publish', url, '--topic', 't', '--file', '-'], { env, input: '{"a":1}' });
  expect(code).toBe(0);
  expect(Buffer.from(received('publish')[0]!.bytes).toString('utf8').endsWith('{"a":1}')).toBe(true);
});
