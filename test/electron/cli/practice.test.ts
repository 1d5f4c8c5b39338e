import { networkInterfaces } from 'node:os';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type Io, isWrongUse } from '../../../electron/cli/command.ts';
import { runCommandLine } from '../../../electron/cli/command-line.ts';
import { practice } from '../../../electron/cli/practice.ts';
import { connectPacket, openRaw, publishPacket } from '../practice/raw-client.ts';

type Running = {
  readonly lines: readonly string[];
  readonly errors: readonly string[];
  readonly line: (index: number) => Promise<string>;
  readonly stop: () => void;
  readonly exitCode: Promise<number>;
};

/** The command as the entry runs it, with a signal of our own in place of SIGINT. */
const run = (args: readonly string[], language: Io['language'] = 'en'): Running => {
  const stopping = new AbortController();
  const lines: string[] = [];
  const errors: string[] = [];
  const exitCode = runCommandLine(
    ['practice', ...args, '--lang', language],
    {
      out: (text) => void lines.push(...text.trimEnd().split('\n')),
      err: (text) => void errors.push(text),
      readInput: () => Promise.resolve(Buffer.alloc(0)),
      env: {},
      signal: stopping.signal,
      version: '0.0.0',
    },
    { practice: () => Promise.resolve(practice) },
  );
  const line = async (index: number): Promise<string> => {
    await expect.poll(() => lines[index], { timeout: 10_000 }).toBeDefined();
    return lines[index] ?? '';
  };
  onTestFinished(() => stopping.abort());
  return { lines, errors, line, stop: () => stopping.abort(), exitCode };
};

const portIn = (text: string): number => Number(/:(\d+)/.exec(text.slice(text.indexOf('127.0.0.1')))?.[1]);

describe('gatescope practice', () => {
  it.each(['en', 'zh'] as const)(
    'says where it listens in its first line, and ends cleanly when told to: %s',
    async (language) => {
      const running = run([], language);
      expect(await running.line(0)).toMatch(/^listening on mqtt:\/\/127\.0\.0\.1:\d+$/);
      running.stop();
      expect(await running.exitCode).toBe(0);
    },
  );

  it('ends at once when it was told to before it began', async () => {
    const running = run([]);
    running.stop();
    expect(await running.exitCode).toBe(0);
  });

  it('prints one JSON event a line', async () => {
    const running = run(['--json', '--device-token', 'D1', '--gateway-token', 'G1']);
    const first: unknown = JSON.parse(await running.line(0));
    expect(first).toEqual({ event: 'listening', url: expect.stringMatching(/^mqtt:\/\/127\.0\.0\.1:\d+$/) as string });
    const port = portIn(running.lines[0] ?? '');

    const gateway = await openRaw(port);
    gateway.send(connectPacket({ user: 'G1' }));
    gateway.send(publishPacket('v1/gateway/telemetry', '{"WG1":[{"ts":7,"values":{"SN":"00006500"}}]}'));
    gateway.send(publishPacket('v1/gateway/telemetry', '{'));
    await gateway.untilClosed();
    const refused = await openRaw(port);
    refused.send(connectPacket({ user: 'GP1109N12345678' }));
    await refused.untilClosed();

    await running.line(6);
    expect(running.lines.slice(1).map((line) => JSON.parse(line) as unknown)).toEqual([
      { event: 'connack', connection: 1, protocol: '3.1.1', code: 0, token: 'gateway', why: 1 },
      {
        event: 'stored',
        connection: 1,
        node: 'WG1',
        ts: 7,
        key: 'SN',
        value: '6500',
        type: 'long',
        sentAs: '"00006500"',
      },
      { event: 'dropped', connection: 1, topic: 'v1/gateway/telemetry', why: 14 },
      { event: 'closed', connection: 1, why: 14 },
      { event: 'connack', connection: 2, protocol: '3.1.1', code: 5, why: 2 },
      { event: 'closed', connection: 2, why: 2 },
    ]);
  });

  it('knows the default gateway when no token is given', async () => {
    const running = run(['--like', '3.5.0', '--fault', 'slow=1']);
    const client = await openRaw(portIn(await running.line(0)));
    client.send(connectPacket({ user: 'GP1109N12345678' }));
    expect(await client.packets(1)).toEqual(['20020000']);
    client.socket.destroy();
  });

  it('lets nothing that came in act on the terminal', async () => {
    const hostile = '\u001b]0;x\u0007\u009b31m\u202e';
    const payload = JSON.stringify({ [hostile]: [{ ts: 1, values: { [hostile]: hostile } }] });
    for (const mode of [['--json'], []]) {
      const running = run(mode);
      const client = await openRaw(portIn(await running.line(0)));
      client.send(connectPacket({ user: 'GP1109N12345678' }));
      client.send(publishPacket('v1/gateway/telemetry', payload));
      client.send(publishPacket(hostile, payload, { id: 2 }));
      const stored = await running.line(3);
      client.socket.destroy();
      expect(running.lines.join('')).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202e]/);
      if (mode.length > 0) expect(JSON.parse(stored)).toMatchObject({ event: 'dropped', topic: hostile });
    }
  });

  it.each([
    ['en', /^Warning: open to the network/],
    ['zh', /^注意：已对网络开放/],
  ] as const)('opens to the network only when told twice, and says the risk: %s', async (language, warning) => {
    const running = run(['--listen', '0.0.0.0:0', '--allow-lan', '--json'], language);
    const { url } = JSON.parse(await running.line(0)) as { url: string };
    // What this computer itself connects to stays loopback; the network's addresses are in the warning.
    expect(url).toMatch(/^mqtt:\/\/127\.0\.0\.1:\d+$/);
    await expect.poll(() => running.errors.join('')).toMatch(warning);
    const own = Object.values(networkInterfaces()).flatMap((found) => found ?? []);
    for (const { address } of own.filter(({ family, internal }) => family === 'IPv4' && !internal))
      expect(running.errors.join('')).toContain(`mqtt://${address}:${portIn(url)}`);
  });

  it('takes --allow-lan with loopback for what it is: no warning, no network', async () => {
    const running = run(['--allow-lan']);
    await running.line(0);
    await expect.poll(() => running.errors.join('')).toContain('GP1109N12345678');
    expect(running.errors.join('')).not.toContain('Warning');
  });

  it('says 69 when the port is taken', async () => {
    const one = run([]);
    const two = run(['--listen', `127.0.0.1:${portIn(await one.line(0))}`]);
    expect(await two.exitCode).toBe(69);
  });

  it.each([
    ['an address of the network', ['--listen', '0.0.0.0:1883']],
    ['every address of IPv6', ['--listen', '[::]:1883']],
    ['a name', ['--listen', 'example.org:1883']],
    ['a name, though the network was allowed', ['--listen', 'example.org:1883', '--allow-lan']],
    ['no port', ['--listen', '127.0.0.1']],
    ['a port out of range', ['--listen', '127.0.0.1:65536']],
    ['an unknown version', ['--like', '9.9']],
    ['an unknown fault', ['--fault', 'nothing']],
    ['a fault with a wrong value', ['--fault', 'refuse=0']],
    ['an empty token', ['--gateway-token', '']],
    ['an argument', ['127.0.0.1:1883']],
    ['an unknown option', ['--nothing']],
  ])('says 64 to %s', async (_, args) => {
    expect(await run(args).exitCode).toBe(64);
  });

  it('refuses a network address in both languages, and names loopback', async () => {
    const thrown: unknown = await practice
      .run({ values: { listen: '192.168.1.4:1883' }, positionals: [] }, {} as Io)
      .catch((error: unknown) => error);
    expect(isWrongUse(thrown) && thrown.wrongUse).toEqual({
      zh: expect.stringContaining('127.0.0.1') as string,
      en: expect.stringContaining('127.0.0.1') as string,
    });
  });
});
