/** `gatescope diagnose`: the steps from a name to a living session, once, with the verdict. Publishes nothing. */
import { exitCodeOf, type Report } from '../../protocol/diagnosis.ts';
import { diagnose as diagnoseBroker } from '../diagnosis/diagnose.ts';
import { clientIdentifierFor } from '../mqtt/client-identifier.ts';
import { systemClock } from '../mqtt/clock.ts';
import { systemNetwork } from '../mqtt/network.ts';
import { createWireCounters } from '../mqtt/wire-counters.ts';
import { type Command, type Io } from './command.ts';
import { connectOptions, connectOptionsHelp, readConnectArguments } from './connect-options.ts';
import { probeOptions, probeOptionsHelp, runDiagnoseProbe } from './diagnose-probe.ts';
import { reportJson } from './report-json.ts';
import { stepDetailLines, stepLine, verdictLines } from './report-text.ts';

export const diagnose: Command = {
  name: 'diagnose',
  summary: { zh: '从域名到会话逐步检查，并给出结论', en: 'the steps from name to survival, with the verdict' },
  help: {
    zh: `用法: gatescope diagnose <broker> [选项]

逐步检查：解析域名、打开 TCP、TLS 握手、发送 CONNECT、等待 CONNACK、连接存活。
只发送一个 CONNECT，不发布任何数据；被拒绝后不重试。

${connectOptionsHelp.zh}
  --survive 3s         CONNACK 0 之后连接要存活多久才算通过
${probeOptionsHelp.zh}

退出码: 0 通过；1-5 CONNACK 返回码（3.1.1）；6 其他拒绝；10 找不到主机；11 端口拒绝；12 端口无应答；
13 TLS 被拒；14 CONNACK 前关闭；15 无 CONNACK；16 不是 MQTT；17 接受后断开；18 令牌被别处占用；64 命令用法错误
例: gatescope diagnose mqtt://10.20.0.8 --token-file token.txt`,
    en: `Usage: gatescope diagnose <broker> [options]

Step by step: resolve the name, open TCP, TLS handshake, send CONNECT, wait for the CONNACK, see the link live.
Sends one CONNECT and publishes nothing; does not try again after a refusal.

${connectOptionsHelp.en}
  --survive 3s         how long the link must live after CONNACK 0
${probeOptionsHelp.en}

Exit codes: 0 accepted; 1-5 the CONNACK return code (3.1.1); 6 any other refusal; 10 host not found; 11 port refused;
12 no answer from the port; 13 TLS rejected; 14 closed before CONNACK; 15 no CONNACK; 16 not MQTT;
17 dropped after CONNACK; 18 token used elsewhere; 64 wrong use
Example: gatescope diagnose mqtt://10.20.0.8 --token-file token.txt`,
  },
  options: { ...connectOptions, ...probeOptions, survive: { type: 'string' } },

  run: async (parsed, io) => {
    if (parsed.values['probe'] !== undefined) return runDiagnoseProbe(parsed, io);
    const { address, settings, token } = await readConnectArguments(parsed, io);
    const json = parsed.values['json'] === true;
    const report = await diagnoseBroker({
      address,
      settings,
      token,
      clientIdentifier: clientIdentifierFor(settings),
      clock: systemClock,
      network: systemNetwork,
      counters: createWireCounters(),
      signal: io.signal,
      onReport: json ? () => undefined : printStepsOnce(io, 'with-details'),
    });
    if (json) io.out(`${JSON.stringify(reportJson(report))}\n`);
    else io.out(`\n${verdictLines(report, io.language).join('\n')}\n`);
    return report.verdict === undefined ? 1 : exitCodeOf(report.verdict);
  },
};

/** Each step as soon as it has ended, in order. */
export const printStepsOnce = (io: Io, how?: 'with-details'): ((report: Pick<Report, 'steps'>) => void) => {
  let printed = 0;
  return ({ steps }) => {
    for (const step of steps.slice(printed)) {
      if (step.outcome === 'waiting' || step.outcome === 'running') return;
      const details = how === undefined ? [] : stepDetailLines(step, io.language);
      io.out(`${[stepLine(step, io.language), ...details].join('\n')}\n`);
      printed += 1;
    }
  };
};
