import { describe, expect, it } from 'vitest';
import { runCommandLine, type CommandTable } from '../../../electron/cli/command-line.ts';
import { wrongUse, type Command } from '../../../electron/cli/command.ts';
import { parseDurationMs } from '../../../electron/cli/duration.ts';

const knock = (run: Command['run']): CommandTable => ({
  knock: () =>
    Promise.resolve({
      name: 'knock',
      summary: { zh: '敲门', en: 'knocks' },
      help: { zh: '用法: gatescope knock', en: 'Usage: gatescope knock' },
      options: { loud: { type: 'boolean' }, times: { type: 'string' } },
      run,
    }),
});

const run = async (
  args: readonly string[],
  command: Command['run'] = () => Promise.resolve(0),
  env: Readonly<Record<string, string>> = {},
): Promise<{ code: number; out: string; err: string }> => {
  let out = '';
  let err = '';
  const code = await runCommandLine(
    args,
    {
      out: (text) => void (out += text),
      err: (text) => void (err += text),
      readInput: () => Promise.resolve(Buffer.alloc(0)),
      env,
      signal: new AbortController().signal,
      version: '1.2.3',
    },
    knock(command),
  );
  return { code, out, err };
};

describe('the command line', () => {
  it.each([
    ['--soft', ['--soft']],
    ['-z', ['-z']],
    ['--times', ['--times']],
    ['--times', ['--times', '--loud']],
    ['--loud', ['--loud=1']],
    ['--\\u{1b}', ['--\u001b[2J']],
  ])('names the wrong option %s in its own words, in both languages', async (option, args) => {
    const nodes = /To specify|argument (?:missing|is ambiguous)|does not take|Unknown option/u;
    for (const language of ['zh', 'en']) {
      const { code, out, err } = await run(['--lang', language, 'knock', ...args]);
      expect([code, out]).toEqual([64, '']);
      const [sentence = ''] = err.split('\n');
      expect(sentence).toContain(option);
      expect(sentence).not.toMatch(nodes);
      expect(/\p{Script=Han}/u.test(sentence)).toBe(language === 'zh');
    }
  });

  it('hands a command its options and gives back its exit code', async () => {
    const { code, out } = await run(['knock', '--loud', '--times=3', 'door'], ({ values, positionals }, io) => {
      io.out(JSON.stringify({ ...values, positionals }));
      return Promise.resolve(17);
    });
    expect(code).toBe(17);
    expect(JSON.parse(out)).toEqual({ loud: true, times: '3', positionals: ['door'] });
  });

  it.each([
    ['no command', []],
    ['an unknown command', ['ring']],
    ['a name that every object has', ['constructor']],
    ['an unknown option', ['knock', '--soft']],
    ['a value that is missing', ['knock', '--times']],
    ['a value too many', ['knock', '--loud=yes']],
    ['a language we do not speak', ['--lang', 'fr', 'knock']],
    ['a language that is missing', ['knock', '--lang']],
  ])('ends with 64 for %s, and says so on standard error only', async (_name, args) => {
    const { code, out, err } = await run(args);
    expect(code).toBe(64);
    expect(out).toBe('');
    expect(err).not.toBe('');
  });

  it('ends with 64 for what a command calls wrong use, in the language of the user', async () => {
    const refuse: Command['run'] = () => {
      throw wrongUse({ zh: '不对', en: 'wrong' });
    };
    expect(await run(['knock'], refuse)).toMatchObject({ code: 64, err: expect.stringContaining('wrong') as string });
    expect(await run(['knock'], refuse, { LANG: 'zh_CN.UTF-8' })).toMatchObject({
      err: expect.stringContaining('不对') as string,
    });
  });

  it('ends with 70 when something breaks, without a stack and without control bytes', async () => {
    const { code, err } = await run(['knock'], () => Promise.reject(new Error('\u001b[31mred')));
    expect(code).toBe(70);
    expect(err).toContain('\\u{1b}[31mred');
    expect(err).not.toContain('at ');
  });

  it('prints help and version on standard output', async () => {
    expect(await run(['--help'])).toMatchObject({ code: 0, out: expect.stringContaining('knocks') as string });
    expect(await run(['knock', '--help'])).toMatchObject({ code: 0, out: 'Usage: gatescope knock\n' });
    expect(await run(['--version'])).toMatchObject({ code: 0, out: 'gatescope 1.2.3\n' });
  });

  it.each([
    [{}, [], 'en'],
    [{ LANG: 'C.UTF-8' }, [], 'en'],
    [{ LANG: 'zh_CN.UTF-8' }, [], 'zh'],
    [{ LANG: 'zh_CN.UTF-8', LC_ALL: 'en_US.UTF-8' }, [], 'en'],
    [{ LANG: 'zh_CN.UTF-8', LC_ALL: '' }, [], 'zh'],
    [{ LANG: 'zh_CN.UTF-8' }, ['--lang', 'en'], 'en'],
    [{}, ['--lang=zh'], 'zh'],
  ])('speaks, with %j and %j, %s', async (env, options, language) => {
    let spoken = '';
    const listen: Command['run'] = (_parsed, io) => {
      spoken = io.language;
      return Promise.resolve(0);
    };
    await run([...options, 'knock'], listen, env);
    expect(spoken).toBe(language);
    await run(['knock', ...options], listen, env);
    expect(spoken).toBe(language);
  });
});

it.each([
  ['500ms', 500],
  ['4s', 4_000],
  ['1m', 60_000],
  ['2h', 7_200_000],
  ['0s', 0],
  ['60', undefined],
  ['', undefined],
  ['1.5s', undefined],
  ['-1s', undefined],
  ['4 s', undefined],
  ['4S', undefined],
])('reads the duration %j as %j ms', (text, ms) => {
  expect(parseDurationMs(text)).toBe(ms);
});
