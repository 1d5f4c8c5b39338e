/** A command run without a process: what it wrote and the code it ended with. */
import { commands } from '../../electron/cli/commands.ts';
import { runCommandLine } from '../../electron/cli/command-line.ts';

export type CommandRun = { readonly code: number; readonly out: string; readonly err: string };

export type CommandWorld = {
  readonly env?: Readonly<Record<string, string>>;
  readonly input?: string;
  readonly signal?: AbortSignal;
};

export const runGatescope = async (args: readonly string[], world: CommandWorld = {}): Promise<CommandRun> => {
  let out = '';
  let err = '';
  const code = await runCommandLine(
    args,
    {
      out: (text) => {
        out += text;
      },
      err: (text) => {
        err += text;
      },
      readInput: (limitBytes) => {
        const bytes = Buffer.from(world.input ?? '');
        return bytes.length > limitBytes ? Promise.reject(new RangeError()) : Promise.resolve(bytes);
      },
      env: world.env ?? {},
      signal: world.signal ?? new AbortController().signal,
      version: '1.2.3',
    },
    commands,
  );
  return { code, out, err };
};

/** The one object of `--json`; throws when anything else was written. */
export const jsonOf = ({ out }: CommandRun): Record<string, unknown> => JSON.parse(out) as Record<string, unknown>;
