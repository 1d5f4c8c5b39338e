/** `gatescope practice`: the practice platform on loopback. Owns its options; the platform is `electron/practice/`. */
import { faultIds, faultRow, type FaultId, type FaultSetting, parseFault } from '../../protocol/practice-faults.ts';
import {
  platformVersions,
  practiceGatewayToken,
  type PlatformVersion,
  type PracticeEvent,
} from '../../protocol/practice.ts';
import { type Language } from '../../protocol/settings.ts';
import { failureText, wordsOf } from '../../protocol/words/index.ts';
import { createPracticePlatform, type ListenAddress } from '../practice/platform.ts';
import { mayListen } from '../practice/reachable.ts';
import { type Command, type OptionValue, wrongUse } from './command.ts';
import { eventJson, eventLine, readyLine } from './practice-text.ts';
import { escapeForTerminal } from './terminal-text.ts';
import { alignColumns } from './text-table.ts';

/** `core-down[=ms]`, `refuse[=code]`, `no-puback`. */
const faultForm = (id: FaultId): string => {
  const { is } = faultRow(id).value;
  return is === 'none' ? id : `${id}[=${is}]`;
};
const faultForms = faultIds.map(faultForm);
const faultHelp = (language: Language): string =>
  alignColumns(faultIds.map((id) => [`      ${faultForm(id)}`, wordsOf(language).practiceFault[id].does])).join('\n');

/** sysexits EX_UNAVAILABLE. */
const unavailableExitCode = 69;

export const practice: Command = {
  name: 'practice',
  summary: { zh: '这台电脑上的练习平台', en: 'the practice platform, on this machine' },
  help: {
    zh: `用法: gatescope practice [--listen 主机:端口] [--like 版本] [选项]

在本机模拟一个 ThingsBoard 兼容平台：接受令牌、应答网关的发布、按默认规则转换并保存数据（只在内存里）。
每个事件一行：CONNACK、存储、丢弃、关闭，并注明所依据的规则。

  --listen 主机:端口     默认 127.0.0.1:0（端口由系统挑选）；不加 --allow-lan 只能是本机回环地址
  --allow-lan            允许监听网络地址，例如 0.0.0.0:1883：网络里的任何人都能连接
  --like 版本            ${platformVersions.join(', ')}；默认 ${platformVersions[0]}
  --gateway-token T      网关的令牌，可多次给出；都不给时为 ${practiceGatewayToken}
  --device-token T       普通设备（不是网关）的令牌，可多次给出
  --fault F              故意出错，可多次给出:
${faultHelp('zh')}
  --json                 每行一个 JSON 事件

退出码: 0 正常结束（Ctrl-C）；69 无法监听；64 命令用法错误
例: gatescope practice --listen 127.0.0.1:1883 --device-token A1 --fault core-down=3000`,
    en: `Usage: gatescope practice [--listen HOST:PORT] [--like VERSION] [options]

Stands in for a ThingsBoard-compatible platform on this machine: accepts tokens, answers what gateways publish, casts and
keeps the values as a default platform would (in memory only). One line an event: CONNACK, stored, dropped, closed, with
the rule behind it.

  --listen HOST:PORT     127.0.0.1:0 by default (the system picks the port); loopback only without --allow-lan
  --allow-lan            also addresses of the network, such as 0.0.0.0:1883: anyone in it can connect
  --like VERSION         ${platformVersions.join(', ')}; ${platformVersions[0]} by default
  --gateway-token T      token of a gateway, repeatable; without any token ${practiceGatewayToken}
  --device-token T       token of a plain device that is no gateway, repeatable
  --fault F              fails on purpose, repeatable:
${faultHelp('en')}
  --json                 one JSON event a line

Exit codes: 0 ended as asked (Ctrl-C); 69 cannot listen; 64 wrong use
Example: gatescope practice --listen 127.0.0.1:1883 --device-token A1 --fault core-down=3000`,
  },
  options: {
    listen: { type: 'string' },
    'allow-lan': { type: 'boolean' },
    like: { type: 'string' },
    'gateway-token': { type: 'string', multiple: true },
    'device-token': { type: 'string', multiple: true },
    fault: { type: 'string', multiple: true },
    json: { type: 'boolean' },
  },

  run: async ({ values, positionals }, io) => {
    if (positionals.length > 0) {
      throw wrongUse({ zh: 'practice 不接受位置参数。', en: 'practice takes no arguments, only options.' });
    }
    const at = readListen(values['listen'], values['allow-lan'] === true);
    const json = values['json'] === true;
    const tell = (event: PracticeEvent): void => io.out(`${json ? eventJson(event) : eventLine(event, io.language)}\n`);
    const platform = createPracticePlatform({
      gatewayTokens: readTokens(values['gateway-token']),
      deviceTokens: readTokens(values['device-token']),
      like: readVersion(values['like']),
      faults: textsOf(values['fault']).map(readFault),
      onEvent: tell,
    });
    const started = await platform.start(at);
    if (!started.ok) {
      io.err(`${failureText(started.failure, io.language)}\n`);
      return unavailableExitCode;
    }
    // An open port is said in every mode.
    const state = platform.state();
    if (!json || 'lanUrls' in state) io.err(`${readyLine(state, io.language)}\n`);
    await stopAsked(io.signal);
    await platform.stop();
    return 0;
  },
};

const stopAsked = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });

const textsOf = (option: OptionValue): readonly string[] =>
  [option].flat().filter((value): value is string => typeof value === 'string');

/** `HOST:PORT`, an IPv6 address in brackets. */
const readListen = (option: OptionValue, allowLan: boolean): ListenAddress => {
  const text = typeof option === 'string' ? option : '127.0.0.1:0';
  const shown = escapeForTerminal(text);
  const [, bracketed, plain, digits = ''] = /^(?:\[([^\]]*)\]|([^:]*)):(\d{1,5})$/.exec(text) ?? [];
  const host = bracketed ?? plain;
  const port = Number(digits);
  if (host === undefined || host === '' || port > 65_535) {
    throw wrongUse({
      zh: `--listen 应写成 主机:端口，例如 127.0.0.1:1883；“${shown}”不是。`,
      en: `--listen takes HOST:PORT, such as 127.0.0.1:1883; "${shown}" is not that.`,
    });
  }
  if (mayListen(host, allowLan)) return { host, port, allowLan };
  throw wrongUse(
    allowLan
      ? {
          zh: `--listen 应写 IP 地址或 localhost，例如 0.0.0.0:1883；“${shown}”不是。`,
          en: `--listen takes an IP address or localhost, such as 0.0.0.0:1883; "${shown}" is neither.`,
        }
      : {
          zh: `不加 --allow-lan，练习平台只在本机回环地址上监听（127.0.0.1、[::1]、localhost），不能是“${shown}”。`,
          en: `Without --allow-lan the practice platform listens on loopback only (127.0.0.1, [::1], localhost), not on "${shown}".`,
        },
  );
};

const readTokens = (option: OptionValue): readonly string[] => {
  const tokens = textsOf(option);
  if (!tokens.includes('')) return tokens;
  throw wrongUse({ zh: '令牌不能为空。', en: 'A token must not be empty.' });
};

const readVersion = (option: OptionValue): PlatformVersion => {
  if (option === undefined) return platformVersions[0];
  const found = platformVersions.find((version) => version === option);
  if (found !== undefined) return found;
  throw wrongUse({
    zh: `--like 应为 ${platformVersions.join('、')} 之一。`,
    en: `--like takes one of ${platformVersions.join(', ')}.`,
  });
};

const readFault = (text: string): FaultSetting => {
  const fault = parseFault(text);
  if (fault !== undefined) return fault;
  throw wrongUse({
    zh: `没有“${escapeForTerminal(text)}”这种故障。可用: ${faultForms.join('、')}。`,
    en: `There is no fault "${escapeForTerminal(text)}". There are: ${faultForms.join(', ')}.`,
  });
};
