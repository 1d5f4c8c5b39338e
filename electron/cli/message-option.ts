/** The message of a publish: a file or standard input, taken byte for byte. */
import { isUtf8 } from 'node:buffer';
import { open } from 'node:fs/promises';
import { isPublishableTopic } from '../../protocol/packet/topic-name.ts';
import { wrongUse, type Io, type ParsedArguments } from './command.ts';
import { wrongUseOf } from './connect-options.ts';
import { readDurationMs } from './duration.ts';
import { escapeForTerminal } from './terminal-text.ts';
import { tokenFromInput } from './token-option.ts';

export type Message = {
  readonly topic: string;
  readonly payload: string;
  /** Where it was read from; `-` is standard input. */
  readonly file: string;
  readonly repeat: number;
  readonly everyMs: number;
};

/** The same as the contract's: what the window may publish, the command line may. */
const payloadLimitBytes = 1_048_576;
const longestRepeat = 1_000_000;

export const messageOptions = {
  topic: { type: 'string' },
  file: { type: 'string' },
  repeat: { type: 'string' },
  every: { type: 'string' },
} as const;

/** Throws wrong use. */
export const readMessage = async (parsed: ParsedArguments, io: Io): Promise<Message> => {
  const { topic, file, repeat, every } = parsed.values;
  if (typeof topic !== 'string' || typeof file !== 'string') {
    throw wrongUse({ zh: '需要 --topic 和 --file。', en: '--topic and --file are needed.' });
  }
  // Known before a socket is opened: connecting alone throws off the gateway that uses this token (facts A2).
  if (!isPublishableTopic(topic)) throw wrongUseOf({ kind: 'topic-form', topic: escapeForTerminal(topic) });
  if (file === '-' && tokenFromInput(parsed)) {
    throw wrongUse({
      zh: '令牌和消息不能都从标准输入读。',
      en: 'Token and message cannot both come from standard input.',
    });
  }
  return {
    topic,
    payload: await readPayload(file, io),
    file,
    repeat: readCount(repeat),
    everyMs: readDurationMs('every', every, 1_000),
  };
};

/** `-` is standard input. Throws wrong use where it cannot be read, is too large or is no UTF-8. */
export const readPayload = async (file: string, io: Io): Promise<string> => {
  const bytes = file === '-' ? await readInput(io) : await readUpToLimit(file);
  if (bytes.length > payloadLimitBytes) {
    throw wrongUseOf({ kind: 'payload-too-large', lengthBytes: bytes.length, limitBytes: payloadLimitBytes });
  }
  // Anything else would be changed on the way: one broken byte becomes three others.
  if (!isUtf8(bytes)) throw wrongUse({ zh: '消息不是 UTF-8 文本。', en: 'The message is not UTF-8 text.' });
  return bytes.toString('utf8');
};

const readCount = (value: ParsedArguments['values'][string]): number => {
  if (value === undefined) return 1;
  const count = typeof value === 'string' && /^\d{1,7}$/u.test(value) ? Number(value) : 0;
  if (count >= 1 && count <= longestRepeat) return count;
  throw wrongUse({
    zh: `--repeat 应为 1 到 ${longestRepeat} 的整数。`,
    en: `--repeat takes a whole number from 1 to ${longestRepeat}.`,
  });
};

const readInput = async (io: Io): Promise<Buffer> => {
  try {
    return await io.readInput(payloadLimitBytes);
  } catch {
    throw wrongUse({
      zh: '标准输入读取失败，或超过 1 MiB。',
      en: 'Standard input cannot be read or is larger than 1 MiB.',
    });
  }
};

/** One byte more than the limit is enough to know that it is too much, whatever the file's size. */
const readUpToLimit = async (file: string): Promise<Buffer> => {
  const space = Buffer.alloc(payloadLimitBytes + 1);
  try {
    const handle = await open(file);
    try {
      let filled = 0;
      while (filled < space.length) {
        const { bytesRead } = await handle.read(space, filled, space.length - filled, null);
        if (bytesRead === 0) break;
        filled += bytesRead;
      }
      return space.subarray(0, filled);
    } finally {
      await handle.close();
    }
  } catch {
    const shown = escapeForTerminal(file);
    throw wrongUse({ zh: `读不到文件“${shown}”。`, en: `The file "${shown}" cannot be read.` });
  }
};
