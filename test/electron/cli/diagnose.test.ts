// `gatescope diagnose` as scripts see it: exit code, JSON, and what goes where.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { jsonOf, runGatescope } from '../../support/gatescope-run.ts';
import {
  connack311,
  connack5,
  healthy,
  startScriptedBroker,
  type Script,
  type ScriptedBroker,
} from '../../support/scripted-broker.ts';

const token = 'GP1109N12345678';
const env = { GATESCOPE_TOKEN: token };
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'gatescope-cli-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let broker: ScriptedBroker | undefined;
const start = async (script: Script): Promise<ScriptedBroker> => (broker = await startScriptedBroker(script));
afterEach(async () => {
  await broker?.close();
  broker = undefined;
});
const refusing =
  (connack: readonly number[]): Script =>
  async ({ next, write, close }) => {
    await next('connect');
    write(...connack);
    close();
  };

describe('the exit code', () => {
  it.each([1, 2, 3, 4, 5])('is the return code %i', async (code) => {
    const { url } = await start(refusing(connack311(code)));
    const run = await runGatescope(['diagnose', url, '--json'], { env });
    expect(run.code).toBe(code);
    expect(jsonOf(run)).toMatchObject({ verdict: 'refused', exitCode: code, connack: { code } });
  });

  it('is 6 for a reason code of 5.0', async () => {
    const { url } = await start(refusing(connack5(0x86)));
    const run = await runGatescope(['diagnose', url, '--mqtt', '5', '--json'], { env });
    expect(run.code).toBe(6);
    expect(jsonOf(run)).toMatchObject({ connack: { protocol: '5', code: 0x86, hex: '0x86' } });
  });

  it('is 0 when the link survives', async () => {
    const { url } = await start(healthy);
    expect((await runGatescope(['diagnose', url, '--survive', '100ms'], { env })).code).toBe(0);
  });

  it('is 15 within the time limit when nothing comes', async () => {
    const { url } = await start(() => undefined);
    const started = performance.now();
    const run = await runGatescope(['diagnose', url, '--timeout', '300ms', '--json'], { env });
    expect(performance.now() - started).toBeLessThan(1_300);
    expect(run.code).toBe(15);
    expect(jsonOf(run)).toMatchObject({ verdict: 'no-connack', received: 'nothing' });
  });

  it('is 16 for a web server, and the JSON says what it looks like', async () => {
    const { url } = await start(async ({ next, writeText, close }) => {
      await next('connect');
      writeText('HTTP/1.1 400 Bad Request\r\n\r\n');
      close();
    });
    const run = await runGatescope(['diagnose', url, '--json'], { env });
    expect(run.code).toBe(16);
    expect(jsonOf(run)).toMatchObject({ verdict: 'not-mqtt', looksLike: 'http' });
  });

  it('is 130 after a stop', async () => {
    const { url } = await start(() => undefined);
    const stop = new AbortController();
    setTimeout(() => stop.abort(), 100);
    expect((await runGatescope(['diagnose', url], { env, signal: stop.signal })).code).toBe(130);
  });
});

describe('the JSON', () => {
  it('has the form that scripts rely on', async () => {
    const { url } = await start(refusing(connack311(5)));
    const json = jsonOf(await runGatescope(['diagnose', url, '--json'], { env }));
    expect(Object.keys(json)).toEqual(['verdict', 'exitCode', 'shortCode', 'connack', 'advice', 'steps']);
    expect(json['connack']).toEqual({
      protocol: '3.1.1',
      code: 5,
      hex: '0x05',
      name: 'not authorized',
      sessionPresent: false,
      bytes: '20020005',
      latencyMs: expect.any(Number) as number,
    });
    expect((json['advice'] as { id: string }[])[0]).toEqual({ id: 'token-unknown' });
    expect((json['steps'] as { id: string; outcome: string }[]).map(({ id, outcome }) => `${id} ${outcome}`)).toEqual([
      'resolve-host passed',
      'open-tcp passed',
      'negotiate-tls not-used',
      'send-connect passed',
      'await-connack failed',
      'survive skipped',
    ]);
  });

  it('is all there is on standard output, in either language', async () => {
    const { url } = await start(refusing(connack311(4)));
    for (const language of ['zh', 'en']) {
      const run = await runGatescope(['--lang', language, 'diagnose', url, '--json'], { env });
      expect(run.out.endsWith('\n')).toBe(true);
      expect(run.out.trimEnd()).not.toContain('\n');
    }
  });
});

describe('the text', () => {
  it.each(['zh', 'en'])('names the code, the verdict and the steps (%s)', async (language) => {
    const { url } = await start(refusing(connack311(5)));
    const { out, err } = await runGatescope(['diagnose', url, '--lang', language], { env });
    expect(out).toContain('0x05');
    expect(out).toContain('[refused, ');
    expect(out.match(/CONNACK/gu)?.length).toBeGreaterThan(1);
    // One session per token: said before connecting, never on standard output.
    expect(err.split('\n')[0]).not.toBe('');
    expect(out).not.toContain(err.split('\n')[0]);
  });

  it.each([
    ['no-connack', [0x20, 0x02, 0x00], '20 02 00\n'],
    ['not-mqtt', [0x30, 0xff, 0xff, 0xff, 0x7f], '30 FF FF FF 7F\n'],
    ['not-mqtt', Array.from({ length: 30 }, () => 0xff), `${Array.from({ length: 24 }, () => 'FF').join(' ')} …\n`],
  ])('shows the bytes that came below the verdict %s, at most 24 of them', async (verdict, bytes, shown) => {
    const { url } = await start(async ({ next, write }) => {
      await next('connect');
      write(...bytes);
    });
    const { out } = await runGatescope(['diagnose', url, '--timeout', '400ms'], { env });
    expect(out.slice(out.indexOf(`[${verdict}, `)).toUpperCase()).toContain(shown.toUpperCase());
  });

  it('lets no control byte of the other side through', async () => {
    const { url } = await start(async ({ next, writeText, close }) => {
      await next('connect');
      writeText('\u001b]0;owned\u0007\u001b[2J');
      close();
    });
    const { out } = await runGatescope(['diagnose', url], { env });
    expect(out).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f]/u);
  });
});

describe('the token', () => {
  const sent = (): string => Buffer.from(broker?.received('connect')[0]?.bytes ?? []).toString('latin1');

  it.each([
    ['from the environment', [], { env }],
    ['from --token', ['--token', token], {}],
    ['from standard input by -', ['-'], { input: `${token}\n` }],
    ['from standard input by --token-file -', ['--token-file', '-'], { input: `${token}\r\n` }],
    ['from --token before the environment', ['--token', token], { env: { GATESCOPE_TOKEN: 'other' } }],
  ] as const)('is taken %s', async (_name, args, world) => {
    const { url } = await start(refusing(connack311(5)));
    const { code, out, err } = await runGatescope(['diagnose', url, ...args], world);
    expect(code).toBe(5);
    expect(sent().endsWith(token)).toBe(true);
    expect(out + err).not.toContain(token);
  });

  it('is taken from a file, without the line break at its end', async () => {
    const file = join(folder, 'token.txt');
    writeFileSync(file, `${token}\n`);
    const { url } = await start(refusing(connack311(5)));
    expect((await runGatescope(['diagnose', url, '--token-file', file])).code).toBe(5);
    expect(sent().endsWith(token)).toBe(true);
  });

  it.each(['a file', 'standard input'])(
    'is taken from %s without the byte order mark of an editor, which is told',
    async (from) => {
      const file = join(folder, 'marked.txt');
      const input = `\ufeff${token}\r\n`;
      writeFileSync(file, input);
      const { url } = await start(refusing(connack311(5)));
      const run = await runGatescope(['diagnose', url, '--token-file', from === 'a file' ? file : '-'], { input });
      expect(run.code).toBe(5);
      // Length prefix of the user name, then the token: nothing before it.
      expect(sent().endsWith(`\0${String.fromCharCode(token.length)}${token}`)).toBe(true);
      expect(run.err).toContain('EF BB BF');
      expect(run.err).not.toContain('\ufeff');
      expect(run.err).not.toContain(token);
    },
  );

  it('with a space in it is sent as it is, and warned of, and named as the first cause', async () => {
    const { url } = await start(refusing(connack311(5)));
    const run = await runGatescope(['diagnose', url, '--json'], { env: { GATESCOPE_TOKEN: `${token} ` } });
    expect(sent().endsWith(`${token} `)).toBe(true);
    expect(run.err.trim().split('\n')).toHaveLength(2);
    expect((jsonOf(run)['advice'] as { id: string }[])[0]).toEqual({ id: 'token-whitespace' });
  });
});

describe('wrong use', () => {
  it.each([
    ['no broker', []],
    ['two brokers', ['a', 'b']],
    ['a broken address', ['mqtt//host']],
    ['a scheme we do not speak', ['ws://host']],
    ['a port out of range', ['host:70000']],
    ['an unknown version', ['host', '--mqtt', '4']],
    ['a duration without a unit', ['host', '--timeout', '15']],
    ['a time limit too long', ['host', '--timeout', '3m']],
    ['a keep alive too short', ['host', '--keep-alive', '1s']],
    ['a certificate without its key', ['host', '--cert', 'c.pem']],
    ['a CA file that is not there', ['mqtts://host', '--ca', '/nowhere/ca.pem']],
    ['two sources of a token', ['host', '--token', 'a', '--token-file', 'b']],
    ['a token file that is not there', ['host', '--token-file', '/nowhere/token']],
    ['a control character in the token', ['host', '--token', 'a\u0007']],
  ])('ends with 64: %s', async (_name, args) => {
    const { code, out, err } = await runGatescope(['diagnose', ...args], {
      env: args.includes('--token-file') ? {} : env,
    });
    expect(code).toBe(64);
    expect(out).toBe('');
    expect(err).not.toBe('');
  });

  it.each(['--ca', '--cert', '--key'])(
    'ends with 64 for %s at an address without TLS: the token does not leave in clear',
    async (option) => {
      const { url, received } = await start(healthy);
      for (const address of [url, url.replace('mqtt://', '')]) {
        const { code, err } = await runGatescope(['diagnose', address, option, join(folder, 'x.pem')], { env });
        expect(code).toBe(64);
        expect(err).toContain('[TLS-UNUSED]');
        expect(err).toContain(option);
      }
      expect(received('connect')).toHaveLength(0);
    },
  );

  it.each([
    ['127.0.0.1:8883', true],
    ['mqtt://127.0.0.1:8883', true],
    ['mqtts://127.0.0.1:8883', false],
    ['mqtt://127.0.0.1:1', false],
  ])('of the port of TLS is warned of before anything is connected: %s %s', async (address, warned) => {
    // Stopped from the start: no socket is needed for the warning.
    const { err } = await runGatescope(['diagnose', address], { env, signal: AbortSignal.abort() });
    expect(err.includes('[TLS-PORT]')).toBe(warned);
  });

  it('ends with 64 without a token', async () => {
    expect((await runGatescope(['diagnose', 'host'])).code).toBe(64);
  });

  it('never quotes a password in an address', async () => {
    const { code, err } = await runGatescope(['diagnose', 'mqtt://me:hunter2@host'], { env });
    expect(code).toBe(64);
    expect(err).not.toContain('hunter2');
  });
});
