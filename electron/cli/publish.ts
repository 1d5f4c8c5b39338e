/** `gatescope publish`: connects, publishes at QoS 1, and says what became of it. Nothing is sent a second time by itself. */
import { type ConnectionState } from '../../protocol/connection.ts';
import { exitCodeOf } from '../../protocol/diagnosis.ts';
import { platformVersions } from '../../protocol/practice.ts';
import { publishExitCodes } from '../../protocol/publish-outcome.ts';
import { isOutcome } from '../mqtt/link-publishes.ts';
import { createSession, type Session } from '../mqtt/session.ts';
import { type Command, type Io } from './command.ts';
import { connectOptions, connectOptionsHelp, readConnectArguments, wrongUseOf } from './connect-options.ts';
import { printStepsOnce } from './diagnose.ts';
import { readLike } from './like-option.ts';
import { holdBack } from './lint-gate.ts';
import { messageOptions, readMessage, type Message } from './message-option.ts';
import { isEnded, outcomeLines, publishJson, summaryLine, type EndedRecord } from './publish-output.ts';
import { reportJson } from './report-json.ts';
import { verdictLines } from './report-text.ts';
import { createWatch, type Watch } from './watch.ts';

const stoppedExitCode = 130;
/** The link was lost between two publishes, each of which had ended well: as `dropped-after-connack` of `diagnose`. */
const lostBetweenExitCode = 17;
/** Publishes on the way without a PUBACK; the platform allows 100 and answers in milliseconds. */
const windowSize = 20;

export const publish: Command = {
  name: 'publish',
  summary: { zh: '发布消息（QoS 1）并报告结果', en: 'connects, publishes once at QoS 1, reports the outcome' },
  help: {
    zh: `用法: gatescope publish <broker> --topic T --file F [选项]

连接后以 QoS 1 发布文件内容，并说明结果：是否收到 PUBACK、连接是否随后被关闭。
消息按原样发送（UTF-8），不会自动重发。

  --topic T            主题，例如 v1/gateway/telemetry
  --file F             消息内容；- 从标准输入读
  --repeat N           发布 N 次
  --every 1s           两次之间的间隔（默认 1s）
  --like 版本          发送前按这个平台版本检查，例如 3.6.4；默认 ${platformVersions[0]}
  --anyway             检查说平台会断开连接时，也照样发送

${connectOptionsHelp.zh}

退出码: 0 已确认且连接保持；30 无 PUBACK；31 未确认即关闭；32 确认后即关闭；33 被拒绝（MQTT 5）；34 检查未通过，没有发送；
连接失败时与 diagnose 相同；64 命令用法错误
例: gatescope publish mqtt://10.20.0.8 --token-file t.txt --topic v1/gateway/telemetry --file heartbeat.json`,
    en: `Usage: gatescope publish <broker> --topic T --file F [options]

Connects, publishes the file at QoS 1, and says what became of it: whether a PUBACK came, whether the link lived on.
The message is sent as it stands (UTF-8) and never again by itself.

  --topic T            topic name: v1/gateway/telemetry
  --file F             the message; - reads standard input
  --repeat N           publish N times
  --every 1s           time between two (1s by default)
  --like VERSION       what it is checked against before it is sent, such as 3.6.4; ${platformVersions[0]} by default
  --anyway             sends it although the check says that the platform would close the connection

${connectOptionsHelp.en}

Exit codes: 0 acknowledged, link alive; 30 no PUBACK; 31 closed without PUBACK; 32 PUBACK, then closed; 33 rejected (MQTT 5);
34 not sent, the check says no; as diagnose where there was no connection; 64 wrong use
Example: gatescope publish mqtt://10.20.0.8 --token-file t.txt --topic v1/gateway/telemetry --file heartbeat.json`,
  },
  options: { ...connectOptions, ...messageOptions, like: { type: 'string' }, anyway: { type: 'boolean' } },

  run: async (parsed, io) => {
    const message = await readMessage(parsed, io);
    const { settings, token } = await readConnectArguments(parsed, io);
    const json = parsed.values['json'] === true;
    const held = holdBack(
      { ...message, mqttVersion: settings.mqttVersion, like: readLike(parsed.values['like'], settings.mqttVersion) },
      parsed.values['anyway'] === true,
      json,
      io,
    );
    if (held !== undefined) return held;
    const printSteps = json ? () => undefined : printStepsOnce(io);
    const watch = createWatch(io.signal);
    const session = createSession({
      onState: (state) => {
        if (state.phase === 'connecting') printSteps(state);
        else if ('report' in state) printSteps(state.report);
        watch.changed();
      },
      onPublish: watch.changed,
      onTotals: () => undefined,
      // Nothing of the token is shown here.
      fingerprint: () => '',
    });
    try {
      const begun = session.connect(settings, token);
      if (!begun.ok) throw wrongUseOf(begun.failure);
      await watch.until(() => session.state().phase !== 'connecting');
      const state = session.state();
      if (state.phase !== 'connected') return noConnection(state, json, io);
      const ended = await publishAll(session, message, watch, io, json);
      const telling = ended.find((record) => record.state.id !== 'acked') ?? ended.at(-1);
      if (telling === undefined) return stoppedExitCode;
      const exitCode = exitCodeFor(telling, ended.length === message.repeat, io.signal.aborted);
      if (json) io.out(`${JSON.stringify(publishJson(ended, telling, state.report.connack, exitCode))}\n`);
      else if (message.repeat > 1) io.out(`${summaryLine(ended, message.repeat, io.language)}\n`);
      return exitCode;
    } finally {
      await session.close();
    }
  },
};

const exitCodeFor = (telling: EndedRecord, isAllSent: boolean, isStopped: boolean): number => {
  const exitCode = publishExitCodes[telling.state.id];
  if (exitCode !== 0 || isAllSent) return exitCode;
  return isStopped ? stoppedExitCode : lostBetweenExitCode;
};

/** All that left, in order of sending. Ends with the link: what was lost once is not sent into the next one. */
const publishAll = async (
  session: Session,
  { topic, payload, repeat, everyMs }: Message,
  watch: Watch,
  io: Io,
  json: boolean,
): Promise<readonly EndedRecord[]> => {
  const results: ReturnType<Session['publish']>[] = [];
  const isConnected = (): boolean => session.state().phase === 'connected';
  const isFull = (): boolean =>
    session.publishes().filter(({ state: { id } }) => id === 'sending' || id === 'sent').length >= windowSize;
  for (let n = 1; n <= repeat; n += 1) {
    await watch.until(() => !isFull() || !isConnected());
    if (io.signal.aborted || !isConnected()) break;
    const result = session.publish({ topic, payload });
    results.push(result);
    void result.then((ended) => {
      if (!json && ended.ok && isEnded(ended.value)) io.out(`${outcomeLines(ended.value, io.language).join('\n')}\n`);
    });
    if (n < repeat) await watch.until(() => !isConnected(), everyMs);
  }
  // On a stop nobody waits for what is still missing: it ends as what it is.
  await watch.until(() => session.publishes().every(({ state }) => isOutcome(state)));
  if (io.signal.aborted) session.disconnect();
  const ended = await Promise.all(results);
  const wrong = ended.find((result) => !result.ok);
  if (wrong?.ok === false && wrong.failure.kind !== 'not-connected') throw wrongUseOf(wrong.failure);
  return ended.flatMap((result) => (result.ok && isEnded(result.value) ? [result.value] : []));
};

const noConnection = (state: ConnectionState, json: boolean, io: Io): number => {
  if (!('report' in state) || state.report.verdict === undefined) return stoppedExitCode;
  if (json) io.out(`${JSON.stringify(reportJson(state.report))}\n`);
  else io.out(`\n${verdictLines(state.report, io.language).join('\n')}\n`);
  return exitCodeOf(state.report.verdict);
};
