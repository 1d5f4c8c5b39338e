/** What the practice platform tells, as lines for people. Rules are named by what they are about, with their number. */
import { type PracticeEvent, type PracticeState } from '../../protocol/practice.ts';
import { type Language } from '../../protocol/settings.ts';
import { type FaultId } from '../practice/faults.ts';
import { practiceGatewayToken } from '../practice/token-book.ts';
import { escapeForTerminal } from './terminal-text.ts';

export const eventLine = (event: PracticeEvent, language: Language): string => {
  // Scripts wait for exactly these words, in every language.
  if (event.event === 'listening') return `listening on ${event.url}`;
  const say = phrases[language];
  const rule = (why: number): string => {
    const about = say.rules[why];
    return `[H${why}${about === undefined ? '' : ` ${about}`}]`;
  };
  const from = `#${event.connection}`;
  switch (event.event) {
    case 'connack': {
      const code = event.protocol === '5' ? `0x${event.code.toString(16).padStart(2, '0')}` : String(event.code);
      const answer = `${from} CONNACK ${code} (MQTT ${event.protocol})`;
      return event.token === undefined ? `${answer} ${rule(event.why)}` : `${answer} ${say.tokens[event.token]}`;
    }
    case 'stored': {
      const { node, ts, key, value, type } = event;
      return `${from} ${say.stored} ${escapeForTerminal(node)} ${ts} ${escapeForTerminal(key)} = ${shortened(value)} (${type})`;
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

export const faultText = (id: FaultId, language: Language): string => faultTexts[id][language];

/** How to get in. A token that came on the command line is not repeated: it may be a real one. */
export const readyLine = (state: PracticeState, language: Language): string => {
  if (state.phase === 'stopped') return '';
  const count = (kind: 'gateway' | 'device'): number => state.tokens.filter((token) => token.kind === kind).length;
  const ours = state.tokens.length === 1 && state.tokens[0]?.token === practiceGatewayToken;
  return phrases[language].ready(
    state.like,
    ours ? practiceGatewayToken : undefined,
    count('gateway'),
    count('device'),
  );
};

const faultTexts: Readonly<Record<FaultId, Readonly<Record<Language, string>>>> = {
  'core-down': {
    zh: '后台不应答：到时限（默认 10000）才回代码 3',
    en: 'no back end: code 3 after its time limit (10000)',
  },
  'rate-limited': { zh: '令牌正确，但立即回代码 3', en: 'code 3 at once for a token that is right' },
  'address-blocked': { zh: '接受 TCP 后立即关闭，不说任何话', en: 'TCP accepted, closed with nothing said' },
  refuse: { zh: '每次 CONNECT 都回这个代码（默认 5）', en: 'this code for every CONNECT (5)' },
  evict: { zh: '连接成功后过一会儿被挤掉（默认 1000）', en: 'taken over so long after CONNACK 0 (1000)' },
  'no-puback': { zh: '照常保存，但从不确认', en: 'stored, never acknowledged' },
  'ack-on-validation-error': { zh: '内容有错也确认，不保存', en: 'broken payloads acknowledged, not stored' },
  'close-on-publish': { zh: '收到发布就关闭，不确认', en: 'closes on a publish, no PUBACK' },
  'puback-then-close': { zh: '先确认再关闭，不保存', en: 'PUBACK, then closed; nothing stored' },
  'publish-rate-limited': { zh: '每条消息都超出限额', en: 'every publish is one too many' },
  slow: { zh: '每个应答都推迟（默认 2000）', en: 'every answer so much later (2000)' },
  'half-open': { zh: '连接成功后不再应答，也不关闭', en: 'after CONNACK 0 no answer and no close' },
};

type Phrases = {
  readonly ready: (like: string, token: string | undefined, gateways: number, devices: number) => string;
  readonly tokens: Readonly<Record<'gateway' | 'device', string>>;
  readonly stored: string;
  readonly dropped: string;
  readonly closed: string;
  readonly left: string;
  readonly rules: Readonly<Record<number, string>>;
};

const phrases: Readonly<Record<Language, Phrases>> = {
  zh: {
    ready: (like, token, gateways, devices) =>
      token === undefined
        ? `按 ThingsBoard ${like} 应答；网关令牌 ${gateways} 个，普通设备令牌 ${devices} 个。Ctrl-C 结束。`
        : `按 ThingsBoard ${like} 应答；网关令牌 ${token}，其他令牌一律拒绝。Ctrl-C 结束。`,
    tokens: { gateway: '网关', device: '普通设备（不是网关）' },
    stored: '已存储',
    dropped: '未存储',
    closed: '平台关闭连接',
    left: '客户端断开',
    rules: {
      2: '令牌不认识',
      3: '没有令牌',
      4: '后台或限流',
      5: '不是 MQTT，或版本不支持',
      6: '长时间没有数据',
      8: '同一令牌在别处连接',
      9: 'CONNACK 之前发得太多',
      10: '设备没有勾选“是否网关”',
      14: 'JSON 有错',
      15: '内容不是 JSON 对象',
      16: '没有设备名',
      17: '设备的值形式不对',
      18: '设备下没有数据',
      19: 'ts 或 values 不能用',
      24: '键为空、过长或含标记',
      25: '超过 65536 字节',
      26: '主题不认识或含通配符',
      31: '消息太多',
      32: '凭据已更换',
    },
  },
  en: {
    ready: (like, token, gateways, devices) =>
      token === undefined
        ? `Answers like ThingsBoard ${like}; tokens: ${gateways} of gateways, ${devices} of plain devices. Ctrl-C ends it.`
        : `Answers like ThingsBoard ${like}; the gateway's token is ${token}, all others are refused. Ctrl-C ends it.`,
    tokens: { gateway: 'gateway', device: 'plain device, not a gateway' },
    stored: 'stored',
    dropped: 'dropped',
    closed: 'closed by the platform',
    left: 'left',
    rules: {
      2: 'unknown token',
      3: 'no token',
      4: 'back end or rate limit',
      5: 'not MQTT, or a version it does not speak',
      6: 'nothing came for too long',
      8: 'same token connected elsewhere',
      9: 'too much before the CONNACK',
      10: 'device is not flagged "Is gateway"',
      14: 'broken JSON',
      15: 'not a JSON object',
      16: 'no device name',
      17: "a device's value has the wrong form",
      18: 'a device without records',
      19: 'ts or values of no use',
      24: 'key empty, too long or with markup',
      25: 'over 65536 bytes',
      26: 'unknown topic, or one with a wildcard',
      31: 'too many messages',
      32: 'credentials were changed',
    },
  },
};
