/** Where a command gets its token from. A token is never printed, and nothing here puts one where others can read it. */
import { readFile } from 'node:fs/promises';
import { checkToken, tokenNotes } from '../../protocol/token.ts';
import { failureText, tokenText } from '../../protocol/words/index.ts';
import { wrongUse, type Io, type ParsedArguments } from './command.ts';
import { escapeForTerminal } from './terminal-text.ts';

const inputLimitBytes = 64 * 1_024;

/** `--token`, `--token-file`, `-` (standard input), else `GATESCOPE_TOKEN`. Warns of what can be seen of it. */
export const readToken = async (parsed: ParsedArguments, io: Io): Promise<string> => {
  const token = await givenToken(parsed, io);
  const checked = checkToken(token);
  if (!checked.ok) {
    throw wrongUse({ zh: failureText(checked.failure, 'zh'), en: failureText(checked.failure, 'en') });
  }
  for (const note of tokenNotes(token)) io.err(`${phrases[io.language].odd(tokenText(note, '', io.language))}\n`);
  return token;
};

/** Whether the token comes from standard input, so that nothing else can. */
export const tokenFromInput = ({ values, positionals }: ParsedArguments): boolean =>
  values['token'] === '-' || values['token-file'] === '-' || positionals.slice(1).includes('-');

const givenToken = async (parsed: ParsedArguments, io: Io): Promise<string> => {
  const { token, 'token-file': file } = parsed.values;
  if (token !== undefined && file !== undefined) {
    throw wrongUse({ zh: '--token 和 --token-file 只能用一个。', en: 'Use either --token or --token-file, not both.' });
  }
  if (tokenFromInput(parsed)) return asMeant(await readStandardInput(io), io);
  if (typeof token === 'string') {
    io.err(`${phrases[io.language].visible}\n`);
    return token;
  }
  if (typeof file === 'string') return asMeant(await readTokenFile(file), io);
  return io.env['GATESCOPE_TOKEN'] ?? '';
};

/**
 * Editors and `echo` end a file with a line break, and some of Windows begin it with a byte order mark: both belong to the
 * file. Any other white space is part of the token, and is warned of.
 */
const asMeant = (text: string, io: Io): string => {
  const marked = text.startsWith('\ufeff');
  if (marked) io.err(`${phrases[io.language].mark}\n`);
  return text.slice(marked ? 1 : 0).replace(/\r?\n$/u, '');
};

const readStandardInput = async (io: Io): Promise<string> => {
  try {
    return (await io.readInput(inputLimitBytes)).toString('utf8');
  } catch {
    throw wrongUse({ zh: '无法从标准输入读取令牌。', en: 'The token cannot be read from standard input.' });
  }
};

const readTokenFile = async (file: string): Promise<string> => {
  try {
    return (await readFile(file)).subarray(0, inputLimitBytes).toString('utf8');
  } catch {
    const shown = escapeForTerminal(file);
    throw wrongUse({ zh: `读不到令牌文件“${shown}”。`, en: `The token file "${shown}" cannot be read.` });
  }
};

const phrases = {
  zh: {
    visible: '注意：写在命令行里的令牌，本机其他用户能看到。改用 --token-file、- 或环境变量 GATESCOPE_TOKEN 更稳妥。',
    mark: '注意：令牌文本开头有字节顺序标记（UTF-8 BOM，EF BB BF），它不属于令牌，已去掉。',
    odd: (found: string) => `注意，令牌照原样发送。${found}`,
  },
  en: {
    visible:
      'Note: other users of this machine can see a token on the command line. --token-file, - or GATESCOPE_TOKEN keep it to yourself.',
    mark: 'Note: the text of the token begins with a byte order mark (UTF-8 BOM, EF BB BF). It is no part of the token and was left out.',
    odd: (found: string) => `Note: the token is sent as it is. ${found}`,
  },
} as const;
