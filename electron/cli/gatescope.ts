#!/usr/bin/env node
/** The entry of the command line: joins the process to `command-line.ts`. Owns streams, signals and the end of the process. */
import { version } from '../version.ts';
import { runCommandLine } from './command-line.ts';
import { commands } from './commands.ts';

const stopping = new AbortController();

/** Commands end their texts with a line break or leave it to the entry; either way a line is whole. */
const line = (text: string): string => (text.endsWith('\n') ? text : `${text}\n`);

const readInput = async (limitBytes: number): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  let lengthBytes = 0;
  for await (const chunk of process.stdin as AsyncIterable<Buffer>) {
    lengthBytes += chunk.length;
    if (lengthBytes > limitBytes) throw new RangeError(`standard input is longer than ${limitBytes} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
};

/** A second signal means it: whatever still hangs is left behind. */
const onSignal = (exitCode: number) => (): void => {
  if (stopping.signal.aborted) process.exit(exitCode);
  stopping.abort();
};
process.on('SIGINT', onSignal(130));
process.on('SIGTERM', onSignal(143));

// `gatescope … | head` closes its end early: that is no error of ours, and nobody is left to read about it.
const onStreamError = (error: NodeJS.ErrnoException): void => {
  if (error.code !== 'EPIPE') throw error;
  stopping.abort();
};
process.stdout.on('error', onStreamError);
process.stderr.on('error', onStreamError);

const exitCode = await runCommandLine(
  process.argv.slice(2),
  {
    out: (text) => void process.stdout.write(line(text)),
    err: (text) => void process.stderr.write(line(text)),
    readInput,
    env: process.env,
    signal: stopping.signal,
    version,
  },
  commands,
);

// A pipe takes its time; ending before it has everything would cut the JSON short.
await new Promise<void>((resolve) => void process.stdout.write('', () => resolve()));
process.exit(exitCode);
