/** `gatescope check`: what the platform would make of a message, told before anything is sent. No network. */
import { checkExitCodes, checkVerdictOf } from '../../protocol/lint/check-verdict.ts';
import { lintPayload, type LintContext } from '../../protocol/lint/lint.ts';
import { predictStored } from '../../protocol/lint/prediction.ts';
import { platformVersions } from '../../protocol/practice.ts';
import { checkJson, checkText } from './check-text.ts';
import { type Command, type OptionValue, wrongUse } from './command.ts';
import { readMqttVersion } from './connect-options.ts';
import { readLike } from './like-option.ts';
import { readPayload } from './message-option.ts';

export const check: Command = {
  name: 'check',
  summary: {
    zh: '对照平台规则检查消息，不连接网络',
    en: "lints a payload against the platform's contract; no network",
  },
  help: {
    zh: `用法: gatescope check --topic T [选项] <文件 | ->

说明默认设置的 ThingsBoard 会怎样处理这条消息：保存、保存但内容会变、不保存、断开连接。每处问题给出行和列。

  --topic T        主题，例如 v1/gateway/telemetry
  --like 版本      平台版本，例如 3.6.4；默认 ${platformVersions[0]}
  --mqtt 3.1.1|5   MQTT 版本，默认 3.1.1
  --qos 0|1|2      默认 1
  --retain         发布时带 RETAIN
  --values         列出平台会保存的每个值
  --json           只输出一个 JSON 对象: {"verdict", "findings"}
  -                从标准输入读取

退出码: 0 会保存；40 会保存，但内容会变；41 不会保存，或只保存一部分；42 会断开连接；43 不是 JSON；64 命令用法错误
例: gatescope check --topic v1/gateway/telemetry --like 3.2 heartbeat.json`,
    en: `Usage: gatescope check --topic T [options] <file | ->

Says what a default ThingsBoard would make of this message: stored, stored altered, not stored, or the end of the
connection. Each finding has its line and column.

  --topic T        topic name: v1/gateway/telemetry
  --like VERSION   the platform's version, such as 3.6.4; ${platformVersions[0]} by default
  --mqtt 3.1.1|5   MQTT version, 3.1.1 by default
  --qos 0|1|2      1 by default
  --retain         published with RETAIN
  --values         lists each value that the platform would keep
  --json           prints one JSON object and nothing else: {"verdict", "findings"}
  -                read standard input

Exit codes: 0 stored; 40 stored but altered; 41 silently dropped, all or a part; 42 cuts the link; 43 not JSON; 64 wrong use
Example: gatescope check --topic v1/gateway/telemetry --like 3.2 heartbeat.json`,
  },
  options: {
    topic: { type: 'string' },
    like: { type: 'string' },
    mqtt: { type: 'string' },
    qos: { type: 'string' },
    retain: { type: 'boolean' },
    values: { type: 'boolean' },
    json: { type: 'boolean' },
  },

  run: async ({ values, positionals }, io) => {
    const [file, ...more] = positionals;
    const { topic } = values;
    if (typeof topic !== 'string' || topic === '' || file === undefined || more.length > 0) {
      throw wrongUse({
        zh: '需要 --topic 和一个文件（- 为标准输入）。',
        en: '--topic and one file are needed (- is standard input).',
      });
    }
    const mqttVersion = readMqttVersion(values['mqtt']);
    const context: LintContext = {
      topic,
      mqttVersion,
      like: readLike(values['like'], mqttVersion),
      qos: readQos(values['qos']),
      retain: values['retain'] === true,
      nowAt: Date.now(),
    };
    const text = await readPayload(file, io);
    const report = lintPayload(text, context);
    const stored = values['values'] === true ? predictStored(text, context) : undefined;
    if (values['json'] === true) io.out(`${JSON.stringify(checkJson(report, stored))}\n`);
    else io.out(`${checkText(report, { text, file, stored, language: io.language })}\n`);
    return checkExitCodes[checkVerdictOf(report)];
  },
};

const readQos = (value: OptionValue): 0 | 1 | 2 => {
  const qos = ([0, 1, 2] as const).find((known) => String(known) === (value ?? '1'));
  if (qos === undefined) throw wrongUse({ zh: '--qos 应为 0、1 或 2。', en: '--qos takes 0, 1 or 2.' });
  return qos;
};
