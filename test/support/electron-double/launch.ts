/** Starts a built main process under the double, from a test, and listens to what becomes of it. */
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { type Asked, type Question, type Records, type Told } from './parent.ts';

export type LaunchOptions = {
  /** The built main process; its folder's neighbours are the built preload and window. */
  readonly main: string;
  readonly env: Readonly<Record<string, string>>;
  readonly args?: readonly string[];
};

export type Launched = {
  /** Of Chromium's DevTools, once the page has loaded; rejects if the program ends before. */
  readonly opened: Promise<string>;
  /** The exit code, once Chromium has gone too. */
  readonly ended: Promise<number>;
  readonly problems: string[];
  /** What the program wrote on standard output and standard error. */
  readonly said: () => string;
  records(): Promise<Records>;
  ask(question: Question): Promise<unknown>;
  /** Asks the program to quit, and ends it if it does not within 8 s. */
  close(): Promise<void>;
};

const here = (name: string): string => fileURLToPath(new URL(name, import.meta.url));
const patienceMs = 8_000;

export const launchDouble = ({ main, env, args = [] }: LaunchOptions): Launched => {
  const child = fork(here('run.ts'), [main, ...args], {
    // Not the variables of the test runner: the program must see what it sees at an engineer's.
    env: {
      PATH: process.env['PATH'],
      HOME: process.env['HOME'],
      GATESCOPE_CHROMIUM: process.env['GATESCOPE_CHROMIUM'] ?? '',
      ...env,
    },
    execArgv: ['--import', new URL('register.mjs', import.meta.url).href],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });

  let said = '';
  const hear = (chunk: Buffer): void => void (said += chunk.toString());
  child.stdout?.on('data', hear);
  child.stderr?.on('data', hear);

  const problems: string[] = [];
  const answers = new Map<number, (value: unknown) => void>();
  let lastAsk = 0;
  const ended = new Promise<number>((resolve) => child.once('exit', (code) => resolve(code ?? -1)));
  const opened = new Promise<string>((resolve, reject) => {
    child.on('message', (told: Told) => {
      if (told.told === 'opened') resolve(told.endpoint);
      else if (told.told === 'problem') problems.push(told.text);
      else {
        answers.get(told.ask)?.(told.value);
        answers.delete(told.ask);
      }
    });
    void ended.then((code) =>
      reject(new Error(`the program ended (${code}) before its page was there:\n${said}${problems.join('\n')}`)),
    );
  });
  // Whoever does not wait for the page still hears of its end by `ended`.
  opened.catch(() => undefined);

  const ask = (question: Question): Promise<unknown> =>
    new Promise((resolve) => {
      const asked: Asked = { ask: ++lastAsk, question };
      answers.set(asked.ask, resolve);
      child.send(asked, (error) => error && resolve(undefined));
      void ended.then(() => resolve(undefined));
    });

  return {
    opened,
    ended,
    problems,
    said: () => said,
    ask,
    records: async () => (await ask('records')) as Records,
    close: async () => {
      void ask('quit');
      const tooLong = setTimeout(() => child.kill('SIGTERM'), patienceMs);
      await ended;
      clearTimeout(tooLong);
    },
  };
};
