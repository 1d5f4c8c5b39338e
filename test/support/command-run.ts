/** Runs a command of the command line without a process: what it printed, and its exit code as the entry would give it. */
import { parseArgs } from 'node:util';
import { type Command, type Io, isWrongUse, usageExitCode } from '../../electron/cli/command.ts';

export type CommandRun = { readonly code: number; readonly out: string; readonly err: string };

export const runCommand = async (
  command: Command,
  args: readonly string[],
  { input = '', language = 'en' }: { readonly input?: string; readonly language?: Io['language'] } = {},
): Promise<CommandRun> => {
  let out = '';
  let err = '';
  const io: Io = {
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
    readInput: (limitBytes) => {
      const bytes = Buffer.from(input);
      return bytes.length > limitBytes ? Promise.reject(new Error('too large')) : Promise.resolve(bytes);
    },
    env: {},
    signal: new AbortController().signal,
    language,
  };
  const { values, positionals } = parseArgs({ args: [...args], options: command.options, allowPositionals: true });
  try {
    const code = await command.run({ values, positionals }, io);
    return { code, out, err };
  } catch (thrown) {
    if (!isWrongUse(thrown)) throw thrown;
    return { code: usageExitCode, out, err: err + thrown.wrongUse[language] };
  }
};
