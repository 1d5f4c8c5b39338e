/** What is wrong with the options, in our words: Node's own sentences are English only and speak to programmers. */
import { type Command, type Io } from './command.ts';
import { escapeForTerminal } from './terminal-text.ts';

/** `thrown` is what `parseArgs` threw for a command with these options: its code says what, its message quotes which. */
export const optionProblem = (thrown: unknown, options: Command['options'], language: Io['language']): string => {
  const { code, message } = thrown as { readonly code?: unknown; readonly message?: unknown };
  // `Unknown option '--x'. To specify…`, `Option '--file <value>' argument missing`, `Unexpected argument 'x'.`
  const quoted = /'(?:-\w, )?(--?[^'=\s]+)/u.exec(typeof message === 'string' ? message : '')?.[1];
  const option = escapeForTerminal(quoted ?? '');
  const say = phrases[language];
  switch (code) {
    case 'ERR_PARSE_ARGS_UNKNOWN_OPTION':
      return say.unknown(option);
    case 'ERR_PARSE_ARGS_INVALID_OPTION_VALUE':
      return options[option.replace(/^-+/u, '')]?.type === 'boolean' ? say.noValue(option) : say.value(option);
    case 'ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL':
      return say.extra;
    default:
      return say.other;
  }
};

const phrases = {
  zh: {
    unknown: (option: string) => `没有 ${option} 这个选项。`,
    value: (option: string) => `${option} 后面要给一个值；值以“-”开头时写成 ${option}=值。`,
    noValue: (option: string) => `${option} 不带值。`,
    extra: '多了一个参数。',
    other: '选项写法有误。',
  },
  en: {
    unknown: (option: string) => `There is no option ${option}.`,
    value: (option: string) => `${option} takes a value; write ${option}=VALUE where the value begins with "-".`,
    noValue: (option: string) => `${option} takes no value.`,
    extra: 'There is one argument too many.',
    other: 'The options are wrong.',
  },
} as const;
