/** The first answer. A refusal is an answer: the whole CONNACK is kept. Everything else is told apart by what came. */
import { codeHex, codeName, connackTable } from '../../../protocol/codes/lookup.ts';
import { type MqttVersion } from '../../../protocol/connection.ts';
import { type Connack, type Verdict } from '../../../protocol/diagnosis.ts';
import { formatHex } from '../../../protocol/hex.ts';
import { type FramedPacket } from '../../../protocol/packet/framing.ts';
import { propertyRecord } from '../../../protocol/packet/properties.ts';
import { type ConnackDetails } from '../../../protocol/step-details.ts';
import { type Greeting } from '../../mqtt/greeting.ts';
import { type FirstAnswer, type Link } from '../../mqtt/link.ts';
import { isTlsError } from '../errors.ts';
import { rounded, type StepEnd } from '../ladder.ts';
import { type Limits } from '../limits.ts';
import { looksLike } from '../look-alike.ts';

/** To whom the CONNECT went, and in which version. */
type Asked = { readonly host: string; readonly version: MqttVersion };

/** The CONNACK, if one came, is handed to `keep` before the step ends. */
export const awaitConnack = async (
  link: Link,
  connectSentMs: number,
  asked: Asked,
  limits: Limits,
  keep: (connack: Connack) => void,
): Promise<StepEnd<Connack>> => {
  const first = await limits.within(link.firstAnswer);
  if ('cut' in first) {
    const bytes = link.answerBytes();
    if (first.cut === 'stopped') return { verdict: { id: 'stopped' } };
    const shown = bytes.length === 0 ? {} : { bytes: formatHex(bytes) };
    const received = bytes.length === 0 ? 'nothing' : 'incomplete';
    return {
      verdict: { id: 'no-connack', waitedMs: limits.waitedMs(), received, ...shown },
      finding: 'ETIMEDOUT',
      ...shown,
    };
  }
  if (first.came.kind !== 'connack') return withoutConnack(first.came, first.came.nowMs - connectSentMs, asked, limits);
  const connack = connackOf(first.came, first.came.nowMs - connectSentMs);
  keep(connack);
  const facts = { finding: connack.hex, bytes: connack.bytes, details: detailsOf(first.came.packet, connack) };
  return connack.code === 0 ? { passed: connack, ...facts } : { verdict: { id: 'refused', connack }, ...facts };
};

const detailsOf = ({ bytes, headerBytes }: FramedPacket, { properties }: Connack): ConnackDetails => ({
  id: 'await-connack',
  flags: bytes[headerBytes] ?? 0,
  codeAt: headerBytes + 1,
  ...(properties === undefined ? {} : { properties }),
});

const connackOf = ({ connack, packet }: Extract<Greeting, { kind: 'connack' }>, latencyMs: number): Connack => ({
  protocol: connack.version,
  code: connack.code,
  hex: codeHex(connack.code),
  name: codeName(connackTable(connack.version), connack.code),
  sessionPresent: connack.sessionPresent,
  bytes: formatHex(packet.bytes),
  latencyMs: rounded(latencyMs),
  ...(connack.version === '5' ? { properties: propertyRecord(connack.properties) } : {}),
});

const withoutConnack = (
  answer: Exclude<FirstAnswer, { kind: 'connack' }>,
  afterMs: number,
  { host, version }: Asked,
  limits: Limits,
): StepEnd<never> => {
  const bytes = formatHex(answer.bytes);
  const noConnack = (received: 'incomplete' | 'malformed'): Verdict => ({
    id: 'no-connack',
    waitedMs: limits.waitedMs(),
    received,
    bytes,
  });
  switch (answer.kind) {
    case 'malformed':
      return { verdict: noConnack('malformed'), bytes, finding: 'malformed' };
    case 'foreign': {
      const looks = looksLike(answer.bytes, version);
      if (looks === 'mqtt') return { verdict: noConnack('malformed'), bytes, finding: 'malformed' };
      return { verdict: { id: 'not-mqtt', looksLike: looks, bytes }, bytes, finding: looks };
    }
    case 'ended': {
      const { how, detail } = answer;
      if (answer.bytes.length > 0) return { verdict: noConnack('incomplete'), bytes, finding: how };
      if (detail !== undefined && isTlsError(detail)) {
        return { verdict: { id: 'tls-rejected', reason: 'other', detail, host }, finding: detail };
      }
      return { verdict: { id: 'closed-before-connack', afterMs: rounded(afterMs), how }, finding: detail ?? how };
    }
  }
};
