/** `gatescope diagnose --probe`: one further question. Without `--yes` it only says what it would do, and does nothing. */
import { parseBrokerAddress } from '../../protocol/broker-address.ts';
import { type ConnectionState } from '../../protocol/connection.ts';
import { exitCodeOf } from '../../protocol/diagnosis.ts';
import { defaultProbeDevice, gatewayWriteMessages, type ProbeResult } from '../../protocol/probe.ts';
import { type Result } from '../../protocol/result.ts';
import { probeText, wordsOf } from '../../protocol/words/index.ts';
import { askV5 } from '../diagnosis/probes/ask-v5.ts';
import { askGatewayFlag, writeGatewayFlag } from '../diagnosis/probes/gateway-flag.ts';
import { probePorts } from '../diagnosis/probes/ports.ts';
import { clientIdentifierFor } from '../mqtt/client-identifier.ts';
import { systemClock } from '../mqtt/clock.ts';
import { systemNetwork } from '../mqtt/network.ts';
import { createSession } from '../mqtt/session.ts';
import { createWireCounters } from '../mqtt/wire-counters.ts';
import { usageExitCode, wrongUse, type Command, type Io, type ParsedArguments } from './command.ts';
import { readConnectArguments, wrongUseOf } from './connect-options.ts';
import { readDurationMs } from './duration.ts';
import { reportJson } from './report-json.ts';
import { verdictLines } from './report-text.ts';
import { escapeForTerminal } from './terminal-text.ts';
import { createWatch } from './watch.ts';

export const probeOptions: Command['options'] = {
  probe: { type: 'string' },
  yes: { type: 'boolean' },
  write: { type: 'boolean' },
  device: { type: 'string' },
};

export const probeOptionsHelp = {
  zh: `  --probe NAME         只做一项进一步检查：gateway-flag、ask-v5 或 ports；不带 --yes 只说明会做什么
  --yes                同意执行
  --write              gateway-flag 改用两次发布来判断：会写入数据
  --device NAME        网关遥测里的设备名，默认 ${defaultProbeDevice(undefined)}`,
  en: `  --probe NAME         one further question only: gateway-flag, ask-v5 or ports; without --yes it says what it would do
  --yes                agrees to it
  --write              gateway-flag by two publishes instead: writes data
  --device NAME        device name in the gateway telemetry, ${defaultProbeDevice(undefined)} by default`,
} as const;

/** No reason to be sure of anything was found. */
const unknownExitCode = 1;

const names = ['gateway-flag', 'ask-v5', 'ports'] as const;

export const runDiagnoseProbe = async (parsed: ParsedArguments, io: Io): Promise<number> => {
  const { probe: asked, yes, write, device: wanted } = parsed.values;
  const name = names.find((known) => known === asked);
  if (name === undefined) {
    throw wrongUse({
      zh: `--probe 应为 ${names.join('、')} 之一。`,
      en: `--probe takes one of ${names.join(', ')}.`,
    });
  }
  const probe = name === 'gateway-flag' && write === true ? 'gateway-write' : name;
  const device = typeof wanted === 'string' && wanted !== '' ? wanted : defaultProbeDevice(undefined);
  if (yes !== true) {
    const { name: title, does, harms, doesNotProve } = wordsOf(io.language).probe[probe];
    const messages = probe === 'gateway-write' ? gatewayWriteMessages(device) : [];
    io.err(
      [
        title,
        does,
        harms,
        doesNotProve,
        ...messages.map(({ topic, payload }) => `  ${topic}  ${escapeForTerminal(payload)}`),
        phrases[io.language].consent,
      ].join('\n'),
    );
    return usageExitCode;
  }
  switch (probe) {
    case 'ports':
      return tell(await lookAtPorts(parsed, io), parsed, io);
    case 'ask-v5':
      return tell(await askWhy(parsed, io), parsed, io);
    case 'gateway-flag':
    case 'gateway-write':
      return lookForFlag(probe, device, parsed, io);
  }
};

const lookAtPorts = async ({ values, positionals }: ParsedArguments, io: Io): Promise<ProbeResult> => {
  const [broker, ...more] = positionals;
  if (broker === undefined || more.length > 0) {
    throw wrongUse({ zh: '需要一个 broker 地址，而且只要一个。', en: 'Name one broker, and only one.' });
  }
  const address = parseBrokerAddress(broker);
  if (!address.ok) throw wrongUseOf(address.failure);
  const timeoutMs = readDurationMs('timeout', values['timeout'], 5_000);
  return probePorts({ address: address.value, timeoutMs, ...system, signal: io.signal });
};

const askWhy = async (parsed: ParsedArguments, io: Io): Promise<ProbeResult> => {
  const { address, settings, token } = await readConnectArguments(parsed, io);
  const clientIdentifier = clientIdentifierFor(settings);
  const counters = createWireCounters();
  return askV5({ address, settings, token, clientIdentifier, counters, ...system, signal: io.signal });
};

const system = { clock: systemClock, network: systemNetwork } as const;

const lookForFlag = async (
  probe: 'gateway-flag' | 'gateway-write',
  device: string,
  parsed: ParsedArguments,
  io: Io,
): Promise<number> => {
  const { settings, token } = await readConnectArguments(parsed, io);
  const watch = createWatch(io.signal);
  const session = createSession({
    onState: watch.changed,
    onPublish: () => undefined,
    onTotals: () => undefined,
    // Nothing of the token is shown here.
    fingerprint: () => '',
  });
  try {
    const begun = session.connect(settings, token);
    if (!begun.ok) throw wrongUseOf(begun.failure);
    await watch.until(() => session.state().phase !== 'connecting');
    const state = session.state();
    if (state.phase !== 'connected') return noConnection(state, parsed, io);
    const found: Result<ProbeResult> =
      probe === 'gateway-flag' ? await askGatewayFlag(session) : await writeGatewayFlag(session, device);
    if (!found.ok) throw wrongUseOf(found.failure);
    return tell(found.value, parsed, io);
  } finally {
    await session.close();
  }
};

const noConnection = (state: ConnectionState, { values }: ParsedArguments, io: Io): number => {
  if (!('report' in state) || state.report.verdict === undefined) return unknownExitCode;
  if (values['json'] === true) io.out(`${JSON.stringify(reportJson(state.report))}\n`);
  else io.out(`${verdictLines(state.report, io.language).join('\n')}\n`);
  return exitCodeOf(state.report.verdict);
};

const tell = (result: ProbeResult, { values }: ParsedArguments, io: Io): number => {
  if (values['json'] === true) io.out(`${JSON.stringify(jsonOf(result))}\n`);
  else
    io.out(
      `${[...probeText(result, io.language), wordsOf(io.language).probe[result.probe].doesNotProve].map(escapeForTerminal).join('\n')}\n`,
    );
  if (result.probe === 'ask-v5') return result.report.verdict === undefined ? 1 : exitCodeOf(result.report.verdict);
  return 'flag' in result && result.flag === 'unknown' ? unknownExitCode : 0;
};

const jsonOf = (result: ProbeResult): object => {
  if (result.probe !== 'ask-v5') return result;
  const { probe, report, ...rest } = result;
  return { probe, ...rest, ...reportJson(report) };
};

const phrases = {
  zh: { consent: '还没有执行。同意的话，加上 --yes 再运行一次。' },
  en: { consent: 'Nothing was done. To agree to it, run this again with --yes.' },
} as const;
