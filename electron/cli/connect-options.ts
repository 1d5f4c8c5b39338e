/** The options that every connecting command shares, and how they become settings. */
import { readFile } from 'node:fs/promises';
import * as v from 'valibot';
import { defaultPorts, parseBrokerAddress } from '../../protocol/broker-address.ts';
import {
  connectionSettings,
  defaultSettings,
  mqttVersions,
  type BrokerAddress,
  type ConnectionSettings,
} from '../../protocol/connection.ts';
import { type Failure } from '../../protocol/result.ts';
import { failureText } from '../../protocol/words/index.ts';
import { wrongUse, type Command, type Io, type ParsedArguments, type WrongUse } from './command.ts';
import { readDurationMs } from './duration.ts';
import { escapeForTerminal } from './terminal-text.ts';
import { readToken } from './token-option.ts';

export type ConnectArguments = {
  readonly address: BrokerAddress;
  readonly settings: ConnectionSettings;
  readonly token: string;
};

export const connectOptions: Command['options'] = {
  token: { type: 'string' },
  'token-file': { type: 'string' },
  mqtt: { type: 'string' },
  timeout: { type: 'string' },
  ca: { type: 'string' },
  cert: { type: 'string' },
  key: { type: 'string' },
  'client-id': { type: 'string' },
  'keep-alive': { type: 'string' },
  json: { type: 'boolean' },
};

/** For the `--help` of each such command. */
export const connectOptionsHelp = {
  zh: `<broker>             mqtt://主机[:1883]、mqtts://主机[:8883]；只写 主机 或 主机:端口 即 mqtt://

  --token T            访问令牌（本机其他用户能看到）
  --token-file F       从文件读令牌；- 从标准输入读
                       也可用环境变量 GATESCOPE_TOKEN
  --mqtt 3.1.1|5       MQTT 版本，默认 3.1.1
  --timeout 15s        等待 CONNACK 的时限，从开始算起
  --ca FILE            除系统信任的机构外再信任的 CA 证书（PEM）
  --cert FILE --key FILE  客户端证书和私钥（PEM）
  --client-id ID       默认每次随机
  --keep-alive 60s     保活时间
  --json               只输出一个 JSON 对象`,
  en: `<broker>             mqtt://host[:1883], mqtts://host[:8883]; a bare host or host:port means mqtt://

  --token T            access token (other users of this machine can see it)
  --token-file F       reads the token from a file; - reads it from standard input
                       or set GATESCOPE_TOKEN
  --mqtt 3.1.1|5       MQTT version, 3.1.1 by default
  --timeout 15s        how long to wait for the CONNACK, from the start
  --ca FILE            a CA certificate (PEM), trusted besides the system's
  --cert FILE --key FILE  client certificate and its key (PEM)
  --client-id ID       random each time by default
  --keep-alive 60s     keep alive
  --json               prints one JSON object and nothing else`,
} as const;

/** Throws wrong use. Warns, before anything is sent, of what connecting does to a gateway that is running. */
export const readConnectArguments = async (parsed: ParsedArguments, io: Io): Promise<ConnectArguments> => {
  const { values, positionals } = parsed;
  const [broker, ...more] = positionals;
  if (broker === undefined || more.some((extra) => extra !== '-')) {
    throw wrongUse({ zh: '需要一个 broker 地址，而且只要一个。', en: 'Name one broker, and only one.' });
  }
  const address = parseBrokerAddress(broker);
  if (!address.ok) throw wrongUseOf(address.failure);
  checkTlsIsUsed(address.value, values);
  const settings: ConnectionSettings = {
    ...defaultSettings,
    address: broker,
    mqttVersion: readMqttVersion(values['mqtt']),
    clientIdentifier: typeof values['client-id'] === 'string' ? values['client-id'] : '',
    keepAliveSeconds: Math.round(readDurationMs('keep-alive', values['keep-alive'], 60_000) / 1_000),
    connackTimeoutMs: readDurationMs('timeout', values['timeout'], defaultSettings.connackTimeoutMs),
    surviveMs: readDurationMs('survive', values['survive'], defaultSettings.surviveMs),
    ...(await readTls(parsed)),
  };
  checkRanges(settings);
  const token = await readToken(parsed, io);
  if (isPlainOnTlsPort(address.value)) io.err(`${plainOnTlsPort[io.language]}\n`);
  io.err(`${oneSessionPerToken[io.language]}\n`);
  return { address: address.value, settings, token };
};

/** facts A2: the new connection wins, the old one is dropped. */
const oneSessionPerToken = {
  zh: '注意：平台对每个令牌只保留一个会话。正在使用该令牌的网关会被挤下线。',
  en: 'Note: the platform keeps one session per token. A gateway that is using this token will be thrown off.',
} as const;

/** Who names a certificate means TLS: without it the token would leave unencrypted, and nobody would be told. */
const checkTlsIsUsed = ({ scheme }: BrokerAddress, values: ParsedArguments['values']): void => {
  const unused = ['ca', 'cert', 'key'].find((name) => values[name] !== undefined);
  if (scheme === 'mqtts' || unused === undefined) return;
  throw wrongUse({
    zh: `--${unused} 只用于 TLS，而这个地址是不加密的：令牌会以明文发出。没有连接。请写成 mqtts://主机，或去掉 --${unused}。 [TLS-UNUSED]`,
    en: `--${unused} is for TLS, and this address is plain: the token would leave unencrypted. Nothing was connected. Write mqtts://host, or leave --${unused} out. [TLS-UNUSED]`,
  });
};

const isPlainOnTlsPort = ({ scheme, port }: BrokerAddress): boolean => scheme === 'mqtt' && port === defaultPorts.mqtts;

const plainOnTlsPort = {
  zh: '注意：8883 一般是 TLS 端口，而这个地址不加密，令牌以明文发出。若要用 TLS，请写 mqtts://。 [TLS-PORT]',
  en: 'Note: 8883 is usually the port of TLS, and this address is plain: the token leaves unencrypted. For TLS write mqtts://. [TLS-PORT]',
} as const;

export const wrongUseOf = (failure: Failure): WrongUse =>
  wrongUse({ zh: failureText(failure, 'zh'), en: failureText(failure, 'en') });

/** `--mqtt`; 3.1.1 where nothing is said. Throws wrong use. */
export const readMqttVersion = (value: ParsedArguments['values'][string]): ConnectionSettings['mqttVersion'] => {
  if (value === undefined) return defaultSettings.mqttVersion;
  const version = mqttVersions.find((known) => known === value);
  if (version === undefined) throw wrongUse({ zh: '--mqtt 应为 3.1.1 或 5。', en: '--mqtt takes 3.1.1 or 5.' });
  return version;
};

const readTls = async ({ values }: ParsedArguments): Promise<Pick<ConnectionSettings, 'tls'>> => {
  const { ca, cert, key } = values;
  if ((cert === undefined) !== (key === undefined)) {
    throw wrongUse({ zh: '--cert 和 --key 要一起给出。', en: '--cert and --key come together.' });
  }
  if (ca === undefined && cert === undefined) return {};
  return {
    tls: {
      ...(typeof ca === 'string' ? { ca: await readPem(ca) } : {}),
      ...(typeof cert === 'string' ? { certificate: await readPem(cert) } : {}),
      ...(typeof key === 'string' ? { key: await readPem(key) } : {}),
    },
  };
};

const readPem = async (file: string): Promise<string> => {
  const shown = escapeForTerminal(file);
  const text = await readFile(file, 'utf8').catch(() => {
    throw wrongUse({ zh: `读不到文件“${shown}”。`, en: `The file "${shown}" cannot be read.` });
  });
  if (text.includes('-----BEGIN ')) return text;
  throw wrongUse({ zh: `“${shown}”不是 PEM 文件。`, en: `"${shown}" is not a PEM file.` });
};

/** The limits stand in the settings' own check; here they only get their words. */
const ranges = [
  { setting: 'keepAliveSeconds', min: 5, max: 65_535 },
  { setting: 'connackTimeoutMs', min: 100, max: 120_000 },
  { setting: 'surviveMs', min: 0, max: 60_000 },
] as const;

const checkRanges = (settings: ConnectionSettings): void => {
  for (const { setting, min, max } of ranges) {
    if (settings[setting] < min || settings[setting] > max)
      throw wrongUseOf({ kind: 'setting-range', setting, min, max });
  }
  const checked = v.safeParse(connectionSettings, settings);
  if (checked.success) return;
  const place = checked.issues.map((issue) => v.getDotPath(issue) ?? '').join(', ');
  throw wrongUse({ zh: `设置超出允许范围：${place}`, en: `A setting is out of its limits: ${place}` });
};
