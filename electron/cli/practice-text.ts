/** What the practice platform tells, as lines for people. Rules are named by what they are about, with their number. */
import { type PracticeRule } from '../../protocol/practice-rules.ts';
import { isAltered, practiceGatewayToken, type PracticeEvent, type PracticeState } from '../../protocol/practice.ts';
import { type Language } from '../../protocol/settings.ts';
import { wordsOf } from '../../protocol/words/index.ts';
import { escapeForTerminal } from './terminal-text.ts';

export const eventLine = (event: PracticeEvent, language: Language): string => {
  // Scripts wait for exactly these words, in every language.
  if (event.event === 'listening') return `listening on ${event.url}`;
  const say = phrases[language];
  const rule = (why: PracticeRule): string => `[H${why} ${wordsOf(language).practiceRule[why].name}]`;
  const from = `#${event.connection}`;
  switch (event.event) {
    case 'connack': {
      const code = event.protocol === '5' ? `0x${event.code.toString(16).padStart(2, '0')}` : String(event.code);
      const answer = `${from} CONNACK ${code} (MQTT ${event.protocol})`;
      return event.token === undefined ? `${answer} ${rule(event.why)}` : `${answer} ${say.tokens[event.token]}`;
    }
    case 'stored': {
      const { node, ts, key, value, type } = event;
      const sent = isAltered(event) ? ` ← ${shortened(event.sentAs ?? '')}` : '';
      return `${from} ${say.stored} ${escapeForTerminal(node)} ${ts} ${escapeForTerminal(key)} = ${shortened(value)} (${type})${sent}`;
    }
    case 'dropped': {
      const node = event.node === undefined ? '' : ` ${escapeForTerminal(event.node)}`;
      return `${from} ${say.dropped} ${escapeForTerminal(event.topic)}${node} ${rule(event.why)}`;
    }
    case 'closed': {
      const code = event.code === undefined ? '' : ` DISCONNECT 0x${event.code.toString(16)}`;
      return `${from} ${say.closed}${code} ${rule(event.why)}`;
    }
    case 'left':
      return `${from} ${say.left}`;
  }
};

/** A JSON value may be 64 KiB; with `--json` it comes whole. */
const longestValueChars = 120;
const shortened = (value: string): string =>
  value.length <= longestValueChars
    ? escapeForTerminal(value)
    : `${escapeForTerminal(value.slice(0, longestValueChars))}… (${value.length})`;

/** What JSON leaves as it is and a terminal would act on: DEL, C1, zero-width and bidi characters. */
const acting = /[\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/g;

export const eventJson = (event: PracticeEvent): string =>
  JSON.stringify(event).replace(acting, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** How to get in. A token that came on the command line is not repeated: it may be a real one. */
export const readyLine = (state: PracticeState, language: Language): string => {
  if (state.phase === 'stopped') return '';
  const count = (kind: 'gateway' | 'device'): number => state.tokens.filter((token) => token.kind === kind).length;
  const ours = state.tokens.length === 1 && state.tokens[0]?.token === practiceGatewayToken;
  const ready = phrases[language].ready(
    state.like,
    ours ? practiceGatewayToken : undefined,
    count('gateway'),
    count('device'),
  );
  return state.lanUrls === undefined ? ready : `${phrases[language].lan(state.lanUrls)}\n${ready}`;
};

type Phrases = {
  readonly lan: (urls: readonly string[]) => string;
  readonly ready: (like: string, token: string | undefined, gateways: number, devices: number) => string;
  readonly tokens: Readonly<Record<'gateway' | 'device', string>>;
  readonly stored: string;
  readonly dropped: string;
  readonly closed: string;
  readonly left: string;
};

const phrases: Readonly<Record<Language, Phrases>> = {
  zh: {
    lan: (urls) =>
      `注意：已对网络开放，网络里的任何人都能连接；这里的令牌不是秘密，不要用真的令牌。\n${
        urls.length === 0 ? '这台电脑现在没有连到任何网络。' : `在网关里填: ${urls.join('  ')}`
      }`,
    ready: (like, token, gateways, devices) =>
      token === undefined
        ? `按 ThingsBoard ${like} 应答；网关令牌 ${gateways} 个，普通设备令牌 ${devices} 个。Ctrl-C 结束。`
        : `按 ThingsBoard ${like} 应答；网关令牌 ${token}，其他令牌一律拒绝。Ctrl-C 结束。`,
    tokens: { gateway: '网关', device: '普通设备（不是网关）' },
    stored: '已存储',
    dropped: '未存储',
    closed: '平台关闭连接',
    left: '客户端断开',
  },
  en: {
    lan: (urls) =>
      `Warning: open to the network. Anyone in it can connect; its tokens are no secret, so use no real ones.\n${
        urls.length === 0 ? 'This computer is in no network just now.' : `Type into the gateway: ${urls.join('  ')}`
      }`,
    ready: (like, token, gateways, devices) =>
      token === undefined
        ? `Answers like ThingsBoard ${like}; tokens: ${gateways} of gateways, ${devices} of plain devices. Ctrl-C ends it.`
        : `Answers like ThingsBoard ${like}; the gateway's token is ${token}, all others are refused. Ctrl-C ends it.`,
    tokens: { gateway: 'gateway', device: 'plain device, not a gateway' },
    stored: 'stored',
    dropped: 'dropped',
    closed: 'closed by the platform',
    left: 'left',
  },
};
