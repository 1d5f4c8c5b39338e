/**
 * What a command of the command line is. A command gets its arguments and the world as values, so that a test can run it
 * without a process; it returns its exit code and never ends the process itself.
 */
import { type ParseArgsConfig } from 'node:util';

export type Io = {
  /** Results; the line feed is added. With `--json` one object or one object a line, and nothing else. */
  readonly out: (text: string) => void;
  /** Progress, warnings, errors; the line feed is added. */
  readonly err: (text: string) => void;
  /** All of standard input; at most `limitBytes`, else it throws. */
  readonly readInput: (limitBytes: number) => Promise<Buffer>;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Aborted by SIGINT and SIGTERM: close what is open, then return. */
  readonly signal: AbortSignal;
  readonly language: 'zh' | 'en';
};

export type Command = {
  readonly name: string;
  /** One line for the overview. */
  readonly summary: { readonly zh: string; readonly en: string };
  /** Shown by `--help`: synopsis, options, exit codes, an example. */
  readonly help: { readonly zh: string; readonly en: string };
  readonly options: NonNullable<ParseArgsConfig['options']>;
  readonly run: (parsed: ParsedArguments, io: Io) => Promise<number>;
};

export type OptionValue = string | boolean | (string | boolean)[] | undefined;
export type ParsedArguments = {
  readonly values: Readonly<Record<string, OptionValue>>;
  readonly positionals: readonly string[];
};

/** Exit code for wrong use of the command line (sysexits EX_USAGE). */
export const usageExitCode = 64;

/** Thrown by a command for wrong use; the entry prints it with a pointer to `--help` and returns 64. */
export const wrongUse = (text: WrongUse['wrongUse']): WrongUse => Object.assign(new Error(text.en), { wrongUse: text });
export type WrongUse = Error & { readonly wrongUse: { readonly zh: string; readonly en: string } };
export const isWrongUse = (thrown: unknown): thrown is WrongUse => thrown instanceof Error && 'wrongUse' in thrown;
