/**
 * From arguments to an exit code: picks the command and the language, checks the options, turns wrong use into a sentence
 * and 64. Touches no process, so that a test can run it.
 */
import { parseArgs } from 'node:util';
import { isWrongUse, usageExitCode, type Command, type Io } from './command.ts';
import { optionProblem } from './option-problem.ts';
import { escapeForTerminal } from './terminal-text.ts';
import { alignColumns } from './text-table.ts';

export type CommandTable = Readonly<Record<string, () => Promise<Command>>>;
export type World = Omit<Io, 'language'> & { readonly version: string };

/** sysexits EX_SOFTWARE: something broke that nobody foresaw. */
const brokenExitCode = 70;

const globalOptions = {
  help: { type: 'boolean', short: 'h' },
  lang: { type: 'string' },
} as const;

export const runCommandLine = async (
  args: readonly string[],
  world: World,
  commands: CommandTable,
): Promise<number> => {
  const { language: asked, rest } = takeLanguage(args);
  const io: Io = { ...world, language: asked ?? systemLanguage(world.env) };
  const [name, ...commandArgs] = rest;
  const phrase = phrases[io.language];
  if (asked === undefined && args.some((arg) => arg === '--lang' || arg.startsWith('--lang='))) {
    io.err(`${phrase.language}\n`);
    return usageExitCode;
  }
  if (name === '--version' || name === '-V') {
    io.out(`gatescope ${world.version}\n`);
    return 0;
  }
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    (name === undefined ? io.err : io.out)(await overview(commands, io.language));
    return name === undefined ? usageExitCode : 0;
  }
  const load = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (load === undefined) {
    io.err(`${phrase.unknown(escapeForTerminal(name))}\n`);
    return usageExitCode;
  }
  return runCommand(await load(), commandArgs, io);
};

const runCommand = async (command: Command, args: readonly string[], io: Io): Promise<number> => {
  const phrase = phrases[io.language];
  const wrong = (text: string): number => {
    io.err(`${text}\n${phrase.seeHelp(command.name)}\n`);
    return usageExitCode;
  };
  let parsed;
  try {
    const options = { ...command.options, ...globalOptions };
    parsed = parseArgs({ args: [...args], options, strict: true, allowPositionals: true });
  } catch (error) {
    return wrong(optionProblem(error, command.options, io.language));
  }
  if (parsed.values.help === true) {
    io.out(`${command.help[io.language]}\n`);
    return 0;
  }
  try {
    return await command.run(parsed, io);
  } catch (thrown) {
    if (isWrongUse(thrown)) return wrong(thrown.wrongUse[io.language]);
    io.err(`${phrase.broken(escapeForTerminal(thrown instanceof Error ? thrown.message : String(thrown)))}\n`);
    return brokenExitCode;
  }
};

/** `--lang` may stand anywhere: it is nobody's own option. `language` stays undefined for a language we do not speak. */
const takeLanguage = (
  args: readonly string[],
): { readonly language: Io['language'] | undefined; readonly rest: readonly string[] } => {
  const at = args.findIndex((arg) => arg === '--lang' || arg.startsWith('--lang='));
  if (at < 0) return { language: undefined, rest: args };
  const separate = args[at] === '--lang';
  const value = separate ? args[at + 1] : args[at]?.slice('--lang='.length);
  const rest = [...args.slice(0, at), ...args.slice(at + (separate ? 2 : 1))];
  return { language: value === 'zh' || value === 'en' ? value : undefined, rest };
};

/** POSIX order. Anything that is not Chinese gets English: build servers say `C.UTF-8`. */
const systemLanguage = (env: Io['env']): Io['language'] => {
  const locale = [env['LC_ALL'], env['LC_MESSAGES'], env['LANG']].find((value) => value !== undefined && value !== '');
  return locale?.toLowerCase().startsWith('zh') === true ? 'zh' : 'en';
};

const overview = async (commands: CommandTable, language: Io['language']): Promise<string> => {
  const loaded = await Promise.all(Object.values(commands).map((load) => load()));
  const { usage, footer } = phrases[language];
  const rows = alignColumns(loaded.map(({ name, summary }) => [`  ${name}`, summary[language]]));
  return `${usage}\n\n${rows.join('\n')}\n\n${footer}\n`;
};

const phrases = {
  zh: {
    usage: '用法: gatescope <命令> [选项]\n\n面向 ThingsBoard 兼容平台的 MQTT 网关诊断工具。',
    footer: '  --lang zh|en   语言（默认随系统）\n  --version      版本\n\n各命令的说明: gatescope <命令> --help',
    unknown: (name: string) => `没有“${name}”这个命令。gatescope --help 列出全部命令。`,
    seeHelp: (name: string) => `用法见 gatescope ${name} --help`,
    language: '--lang 应为 zh 或 en。',
    broken: (message: string) => `程序内部出错: ${message} [INTERNAL]`,
  },
  en: {
    usage: 'Usage: gatescope <command> [options]\n\nDiagnoses MQTT gateways on a ThingsBoard-compatible platform.',
    footer:
      "  --lang zh|en   language (by default the system's)\n  --version      version\n\nEach command explains itself: gatescope <command> --help",
    unknown: (name: string) => `There is no command "${name}". gatescope --help lists them all.`,
    seeHelp: (name: string) => `See gatescope ${name} --help`,
    language: '--lang takes zh or en.',
    broken: (message: string) => `Something broke inside the program: ${message} [INTERNAL]`,
  },
} as const;
