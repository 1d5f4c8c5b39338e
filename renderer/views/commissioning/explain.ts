/** From the connection's state to what the hero shows. Pure; the sentences come from the shared words. */
import { connackTable } from '../../../protocol/codes/lookup.ts';
import { type ConnectionState } from '../../../protocol/connection.ts';
import {
  exitCodeOf,
  type Connack,
  type Step,
  type StepId,
  type Verdict,
  type VerdictId,
} from '../../../protocol/diagnosis.ts';
import { type Language } from '../../../protocol/settings.ts';
import { linkLossCode, verdictCode } from '../../../protocol/verdict-code.ts';
import {
  codeText,
  type CodeText,
  lossText,
  stepFacts,
  verdictText,
  wordsOf,
  type Words,
} from '../../../protocol/words/index.ts';
import { codeHex, milliseconds } from '../../design/format.ts';
import { type useWords } from '../../i18n.ts';

export type Hero = {
  readonly tone: 'ok' | 'bad' | 'warn' | 'quiet';
  readonly numeral: string;
  readonly name: string;
  readonly latinName: string;
  readonly verdictId?: VerdictId;
  /** Without brackets, for the telephone. */
  readonly shortCode?: string;
  readonly meaning: string;
  readonly notes?: readonly { readonly term: string; readonly text: string }[];
  readonly connack?: Connack;
  readonly codeAt?: number;
  readonly received?: string;
};

type Say = ReturnType<typeof useWords>['t'];

/** Undefined while nothing was tried: then the screen teaches instead. `now`: wall clock, ms. */
export const explain = (
  state: ConnectionState,
  words: Words,
  language: Language,
  t: Say,
  now: number,
): Hero | undefined => {
  switch (state.phase) {
    case 'disconnected':
      return undefined;
    case 'connecting':
      return { ...inProgress(state.steps, words, t), meaning: t('commissioning.connectingText') };
    case 'connected':
    case 'refused':
    case 'failed':
      return named(state.report.verdict, heroOf(state.report.verdict, state.report.connack, language, t));
    case 'waiting':
      return {
        tone: 'warn',
        numeral: '···',
        name: t('commissioning.waitingTitle', {
          attempt: state.attempt,
          seconds: Math.max(0, Math.ceil((state.retryAt - now) / 1000)),
        }),
        latinName: state.lost.detail ?? '',
        meaning: lossText(state.lost, language),
        ...(state.report.verdict === undefined ? {} : { verdictId: state.report.verdict.id }),
        shortCode: linkLossCode(state.lost),
      };
    case 'contested': {
      const text = state.report.verdict === undefined ? undefined : verdictText(state.report.verdict, language);
      return named(state.report.verdict, {
        tone: 'warn',
        numeral: '2×',
        name: t('commissioning.contestedTitle'),
        latinName:
          state.lost.reasonCode === undefined ? '' : `DISCONNECT 0x${state.lost.reasonCode.toString(16).toUpperCase()}`,
        meaning: text?.meaning ?? lossText(state.lost, language),
      });
    }
  }
};

const named = (verdict: Verdict | undefined, hero: Hero | undefined): Hero | undefined =>
  hero === undefined || verdict === undefined
    ? hero
    : { ...hero, verdictId: verdict.id, shortCode: verdictCode(verdict) };

const inProgress = (steps: readonly Step[], words: Words, t: Say): Omit<Hero, 'meaning'> => {
  const running = steps.find(({ outcome }) => outcome === 'running');
  return {
    tone: 'quiet',
    numeral: '···',
    name: t('commissioning.connectingTitle'),
    latinName: running === undefined ? '' : words.step[running.id],
  };
};

const heroOf = (
  verdict: Verdict | undefined,
  connack: Connack | undefined,
  language: Language,
  t: Say,
): Hero | undefined => {
  if (connack !== undefined && (verdict === undefined || verdict.id === 'accepted' || verdict.id === 'refused'))
    return connackHero(connack, language, t);
  if (verdict === undefined) return undefined;
  const { name, meaning } = verdictText(verdict, language);
  return {
    ...leadOf(verdict, t),
    name,
    latinName: detailOf(verdict),
    meaning,
    ...('bytes' in verdict ? { received: verdict.bytes } : {}),
    ...(connack === undefined ? {} : { connack, codeAt: codeAtOf(connack) }),
  };
};

/** Without a CONNACK the big thing is the layer at which it ended. */
const leadOf = (verdict: Verdict, t: Say): Pick<Hero, 'tone' | 'numeral'> => {
  if (verdict.id === 'stopped') return { tone: 'quiet', numeral: '–' };
  if (verdict.id === 'dropped-after-connack') return { tone: 'warn', numeral: '0' };
  return { tone: 'bad', numeral: t(`commissioning.layer.${layerOf(verdict)}`) };
};

const connackHero = (connack: Connack, language: Language, t: Say): Hero => {
  const table = connackTable(connack.protocol);
  const { tone, meaning, onThisPlatform, vendor, name } = codeText(table, connack.code, language);
  const heading = wordsOf(language).verdict[connack.code === 0 ? 'accepted' : 'refused'].name;
  return {
    tone,
    numeral: codeHex(connack),
    name: heading,
    // `Accepted accepted` says it twice.
    latinName: [
      ...(heading.toLowerCase() === name ? [] : [name]),
      connack.protocol === '5' ? connack.code : connack.hex,
    ].join(' · '),
    // What it means here comes first: the standard's sentence alone has sent many an engineer to the wrong place.
    meaning: onThisPlatform,
    notes: [
      { term: t('commissioning.inTheStandard'), text: meaning },
      ...(vendor === undefined
        ? []
        : [
            {
              term: t('commissioning.vendorSays'),
              text: vendorText(vendor),
            },
          ]),
    ],
    connack,
    codeAt: codeAtOf(connack),
  };
};

/** The vendor's words letter for letter, then ours: never mixed. */
const vendorText = ({ title, text, rendering, caution }: NonNullable<CodeText['vendor']>): string =>
  `“${title}：${text}”${rendering === undefined ? '' : ` (${rendering})`} ${caution}`;

/** The code is the second byte of the variable header, behind a remaining length of one to four bytes [MQTT-3.2]. */
const codeAtOf = ({ bytes }: Connack): number => {
  let at = 1;
  while (Number.parseInt(bytes.slice(at * 2, at * 2 + 2), 16) >= 0x80 && at < 4) at += 1;
  return at + 2;
};

const layers: Record<StepId, 'host' | 'tcp' | 'tls' | 'mqtt'> = {
  'resolve-host': 'host',
  'open-tcp': 'tcp',
  'negotiate-tls': 'tls',
  'send-connect': 'mqtt',
  'await-connack': 'mqtt',
  survive: 'mqtt',
};

const layerOf = (verdict: Verdict): 'host' | 'tcp' | 'tls' | 'mqtt' => {
  switch (verdict.id) {
    case 'host-not-found':
      return layers['resolve-host'];
    case 'port-refused':
    case 'port-timeout':
      return layers['open-tcp'];
    case 'tls-rejected':
      return layers['negotiate-tls'];
    default:
      return layers['await-connack'];
  }
};

const detailOf = (verdict: Verdict): string => {
  switch (verdict.id) {
    case 'host-not-found':
    case 'tls-rejected':
      return verdict.detail;
    case 'port-refused':
      return 'ECONNREFUSED';
    case 'closed-before-connack':
      return verdict.how === 'reset' ? 'TCP RST' : 'TCP FIN';
    default:
      return '';
  }
};

/** For the clipboard and the person at the other end of the line: ids, codes, bytes and versions, no token. */
export const technicalDetails = (state: ConnectionState, version: string): string => {
  if (!('report' in state)) return '';
  const { report, target } = state;
  const { verdict, connack } = report;
  return [
    `Gatescope ${version}`,
    `${target.url} MQTT ${target.mqttVersion} client ${target.clientIdentifier} token ${target.token.fingerprint}`,
    ...(verdict === undefined ? [] : [`verdict ${verdict.id} [${verdictCode(verdict)}] exit ${exitCodeOf(verdict)}`]),
    ...(connack === undefined
      ? []
      : [
          `CONNACK ${connack.code} ${connack.hex} ${connack.name} bytes ${connack.bytes} after ${milliseconds(connack.latencyMs)} ms`,
        ]),
    ...report.steps.flatMap((step) => [
      `${step.id} ${step.outcome}${step.ms === undefined ? '' : ` ${milliseconds(step.ms)} ms`}${step.finding === undefined ? '' : ` ${step.finding}`}`,
      ...stepFacts(step, 'en').map(({ term, text }) => `  ${term}: ${text}`),
      ...(step.bytes === undefined ? [] : [`  ${step.bytes}`]),
    ]),
    ...(report.advice.length === 0
      ? []
      : [`advice ${report.advice.map(({ id, ruledOut }) => (ruledOut === true ? `(${id})` : id)).join(' ')}`]),
  ].join('\n');
};
