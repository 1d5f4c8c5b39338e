/**
 * What an expert wants to see of a step, as terms with their values: the same lines in the window and in a terminal. Text
 * from outside is escaped and cut here. Owns no layout; bytes are shown beside it, not in it.
 */
import { type Step } from '../diagnosis.ts';
import { type Certificate, type ConnectDetails, type TcpAttempt, type TlsDetails } from '../step-details.ts';
import { foreignText } from './foreign-text.ts';
import { type Words } from './shape.ts';

export type StepFact = {
  readonly term: string;
  readonly text: string;
  /** What made the step fail, or did not work although the step passed. */
  readonly bad?: true;
  /** The term is an address, no word. */
  readonly sign?: true;
  /** Begins a group of facts about one thing. */
  readonly head?: true;
};

const foreignLimit = 256;
const shown = (text: string): string => foreignText(text, foreignLimit);

export const stepFacts = (step: Step, words: Words): readonly StepFact[] => {
  const { details } = step;
  switch (details?.id) {
    case undefined:
      return step.id === 'await-connack' && step.bytes !== undefined
        ? [{ term: words.stepFact.asText, text: printable(step.bytes) }]
        : [];
    case 'resolve-host':
      // An address is nobody's name: no resolver was asked.
      if (details.addresses.length === 1 && details.addresses[0]?.address === details.host)
        return [{ term: shown(details.host), text: words.stepFact.literal, sign: true }];
      return [
        { term: words.stepFact.host, text: shown(details.host) },
        ...([4, 6] as const).map((family) => {
          const found = details.addresses.filter((each) => each.family === family).map(({ address }) => address);
          return { term: `IPv${family}`, text: found.length === 0 ? words.stepFact.none : shown(found.join(', ')) };
        }),
      ];
    case 'open-tcp':
      return details.attempts.map((attempt) => attemptFact(attempt, words));
    case 'negotiate-tls':
      return [
        ...(details.rejected === undefined || step.finding === undefined
          ? []
          : [{ term: words.stepFact.error, text: shown(step.finding), ...bad(true) }]),
        ...tlsFacts(details, words),
      ];
    case 'send-connect':
      return connectFacts(details, words);
    case 'await-connack':
      return [
        { term: words.stepFact.flags, text: `${hex(details.flags)}  Session Present ${details.flags & 1}` },
        ...(step.finding === undefined ? [] : [{ term: words.stepFact.code, text: step.finding }]),
        ...Object.entries(details.properties ?? {}).map(([name, value]): StepFact => ({
          term: shown(name),
          text: shown(String(value)),
          sign: true,
        })),
      ];
  }
};

const attemptFact = ({ address, port, outcome, ms, code, local }: TcpAttempt, words: Words): StepFact => ({
  term: shown(address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`),
  sign: true,
  text: [
    words.tcpOutcome[outcome],
    ...(ms === undefined ? [] : [`${ms.toFixed(1)} ms`]),
    ...(code === undefined ? [] : [code]),
    ...(local === undefined ? [] : [`← ${local}`]),
  ].join(' · '),
  ...(outcome === 'opened' || outcome === 'not-tried' ? {} : { bad: true }),
});

const tlsFacts = ({ serverName, protocol, cipher, chain, rejected }: TlsDetails, words: Words): readonly StepFact[] => [
  ...(serverName === undefined ? [] : [{ term: words.stepFact.serverName, text: shown(serverName) }]),
  ...(protocol === undefined ? [] : [{ term: words.stepFact.protocol, text: shown(protocol) }]),
  ...(cipher === undefined ? [] : [{ term: words.stepFact.cipher, text: shown(cipher) }]),
  ...(chain.length === 0 ? [{ term: words.stepFact.certificate, text: words.stepFact.none }] : []),
  ...chain.flatMap((certificate, i): readonly StepFact[] => {
    const isOwn = i === 0;
    const isLast = i === chain.length - 1;
    const issuerIsBad = (rejected === 'self-signed' && isOwn) || (rejected === 'unknown-ca' && isLast);
    return [
      { term: `${words.stepFact.certificate} ${i + 1}`, text: shown(certificate.subject), head: true },
      { term: words.stepFact.issuer, text: shown(certificate.issuer), ...bad(issuerIsBad) },
      { term: words.stepFact.valid, text: validity(certificate), ...bad(!certificate.isValidNow) },
      ...(certificate.names.length === 0
        ? []
        : [{ term: words.stepFact.names, text: namesOf(certificate), ...bad(rejected === 'wrong-host' && isOwn) }]),
      { term: 'SHA-256', text: certificate.fingerprint },
    ];
  }),
];

const bad = (is: boolean): Pick<StepFact, 'bad'> => (is ? { bad: true } : {});

const namesOf = ({ names, moreNames = 0 }: Certificate): string =>
  foreignText([...names, ...(moreNames === 0 ? [] : [`+${moreNames}`])].join(', '), 4 * foreignLimit);

const validity = ({ validFromAt, validToAt }: Certificate): string => `${utc(validFromAt)} → ${utc(validToAt)} UTC`;

const utc = (at: number | undefined): string =>
  at === undefined ? '?' : new Date(at).toISOString().slice(0, 19).replace('T', ' ');

const connectFacts = (details: ConnectDetails, words: Words): readonly StepFact[] => {
  const { level, flags, clientIdentifier, userName, password } = details;
  const bytesOf = ({ start, end }: { readonly start: number; readonly end: number }): string => `${end - start} B`;
  const levels: Readonly<Record<number, string>> = { 3: '3.1', 4: '3.1.1', 5: '5.0' };
  return [
    { term: words.stepFact.level, text: `${level}  MQTT ${levels[level] ?? '?'}` },
    { term: words.stepFact.flags, text: [hex(flags), flagNames(flags, level).join(', ')].join('  ') },
    { term: words.stepFact.keepAlive, text: `${details.keepAliveSeconds} s` },
    {
      term: words.stepFact.clientIdentifier,
      text: `${shown(clientIdentifier.text)} · ${bytesOf(clientIdentifier)}`,
    },
    {
      term: words.stepFact.userName,
      text: userName === undefined ? words.stepFact.absent : `${bytesOf(userName)} · ${words.stepFact.masked}`,
      ...bad(userName === undefined),
    },
    { term: words.stepFact.password, text: password === undefined ? words.stepFact.absent : bytesOf(password) },
    { term: words.stepFact.length, text: `${details.lengthBytes} B` },
  ];
};

/** As the standard names them [MQTT-3.1.2.3]. */
const flagNames = (flags: number, level: number): readonly string[] => [
  ...((flags & 0x80) === 0 ? [] : ['User Name']),
  ...((flags & 0x40) === 0 ? [] : ['Password']),
  ...((flags & 0x20) === 0 ? [] : ['Will Retain']),
  ...((flags & 0x18) === 0 ? [] : [`Will QoS ${(flags >> 3) & 3}`]),
  ...((flags & 0x04) === 0 ? [] : ['Will']),
  ...((flags & 0x02) === 0 ? [] : [level === 5 ? 'Clean Start' : 'Clean Session']),
];

const hex = (byte: number): string => `0x${byte.toString(16).toUpperCase().padStart(2, '0')}`;

/** One sign a byte, as a hex viewer's right column. */
const printable = (bytes: string): string =>
  (bytes.match(/../gu) ?? [])
    .map((pair) => Number.parseInt(pair, 16))
    .map((byte) => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '·'))
    .join('');
