import { parseArgs } from 'node:util';
import { describe, expect, it } from 'vitest';
import { isWrongUse, type Io } from '../../../electron/cli/command.ts';
import { serve } from '../../../electron/cli/serve.ts';

const run = async (args: readonly string[]) => {
  const said: string[] = [];
  const io: Io = {
    out: (text) => said.push(text),
    err: (text) => said.push(text),
    readInput: () => Promise.reject(new Error('nobody types')),
    env: {},
    signal: AbortSignal.abort(),
    language: 'en',
  };
  const parsed = parseArgs({ args: [...args], options: serve.options, allowPositionals: true });
  return { exitCode: await serve.run(parsed, io), said };
};

describe('gatescope serve', () => {
  it.each([
    ['a port that is no number', ['--port', 'http']],
    ['a port beyond the last one', ['--port', '65536']],
    ['a port that only root may use', ['--port', '80']],
    ['an idle time without a unit', ['--idle', '30']],
    ['an idle time that no timer can hold', ['--idle', '10000h']],
    ['an address to listen on', ['0.0.0.0']],
  ])('refuses %s as wrong use', async (_, args) => {
    await expect(run(args)).rejects.toSatisfy(isWrongUse);
  });

  it('says that the window is not built, with the exit code for what is not available', async () => {
    // Run from its source there is no built window beside it.
    const { exitCode, said } = await run(['--no-open', '--idle', '0']);
    expect(exitCode).toBe(69);
    expect(said.join()).toContain('[WINDOW-NOT-BUILT]');
  });
});
