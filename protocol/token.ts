/**
 * What a token may be, what is odd about one, and what may be shown of it. The platform compares it byte for byte and trims
 * nothing (facts A1), so a pasted space is allowed to travel, but never unnoticed; and nothing here changes a token by
 * itself: a repair is an offer.
 */
import { utf8LengthBytes } from './packet/utf8.ts';
import { fail, ok, type Result, type TokenProblem } from './result.ts';
import { oddCharacter, type CharacterKind } from './token-characters.ts';

/** Length prefix of an MQTT string is two bytes [MQTT-1.5.3]. */
const longestBytes = 65_535;

/** Refuses only what cannot or must not be sent as an MQTT user name; the token comes back exactly as it was given. */
export const checkToken = (token: string): Result<string> => {
  if (token === '') return fail({ kind: 'token-missing' });
  const refused = (problem: TokenProblem): Result<string> => fail({ kind: 'token-form', problem });
  if (utf8LengthBytes(token) > longestBytes) return refused('too-long');
  if (Array.from(token).some((character) => oddCharacter(character)?.kind === 'control')) return refused('control');
  // A lone surrogate has no UTF-8 form [MQTT-1.5.3-1].
  return /\p{Surrogate}/u.test(token) ? refused('not-ascii') : ok(token);
};

export const tokenRuleIds = [
  'web-address',
  'snippet',
  'device-id',
  'control',
  'white-space',
  'zero-width',
  'full-width',
  'look-alike',
  'not-ascii',
  'digits-differ',
  'letter-or-digit',
] as const;
export type TokenRuleId = (typeof tokenRuleIds)[number];

/** Half-open, in characters (code points) of the token. `character` only where a single one is meant. */
export type TokenPlace = {
  readonly start: number;
  readonly end: number;
  readonly character?: string;
  readonly meant?: string;
};

/** What would be left after the engineer's own act; never applied by itself. */
export type TokenRepair = { readonly how: 'remove' | 'replace' | 'extract'; readonly token: string };

export type TokenNote = {
  readonly rule: TokenRuleId;
  /** `wrong`: no platform makes such a token. `hint`: may be right, is worth a second look. */
  readonly weight: 'wrong' | 'hint';
  readonly places: readonly TokenPlace[];
  readonly repair?: TokenRepair;
};

type Rule = {
  readonly id: TokenRuleId;
  readonly weight: TokenNote['weight'];
  /** It says what the whole text is: single characters in it are then no news. */
  readonly explainsAll?: true;
  readonly find: (token: string, gatewayName: string) => readonly TokenPlace[];
  readonly repair?: (token: string) => TokenRepair;
};

const whole = (token: string): readonly TokenPlace[] => [{ start: 0, end: Array.from(token).length }];
const wholeIf =
  (test: (token: string) => boolean): Rule['find'] =>
  (token) =>
    test(token) ? whole(token) : [];

const ofKind =
  (kind: CharacterKind): Rule['find'] =>
  (token) =>
    Array.from(token).flatMap((character, i) => {
      const odd = oddCharacter(character);
      if (odd?.kind !== kind) return [];
      return [{ start: i, end: i + 1, character, ...(odd.meant === undefined ? {} : { meant: odd.meant }) }];
    });
const without =
  (kind: CharacterKind): NonNullable<Rule['repair']> =>
  (token) => ({
    how: 'remove',
    token: Array.from(token)
      .filter((character) => oddCharacter(character)?.kind !== kind)
      .join(''),
  });
const asMeant =
  (kind: CharacterKind): NonNullable<Rule['repair']> =>
  (token) => ({
    how: 'replace',
    token: Array.from(token)
      .map((character) => {
        const odd = oddCharacter(character);
        return odd?.kind === kind ? (odd.meant ?? character) : character;
      })
      .join(''),
  });

const webAddress = /^\s*(?:[a-z][a-z0-9+.-]*:\/\/|www\.)/iu;
/** As the platform shows it beside the token, and as its address bar holds it. */
const deviceId = /^\s*[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\s*$/iu;

/** `userName: "T"`, `"token":"T"`, `令牌：T`, `-u T`, `--username T`, `"T"`: forms in which a token is written down. */
const snippets = [
  /(?:user[ _-]?name|access[ _-]?token|token|credentials(?:id)?|用户名|访问令牌|令牌|凭据)["'”’]?\s*[:=：＝]\s*["'“‘]?([^\s"'“”‘’,;，；{}]+)/iu,
  /(?:^|\s)(?:-u|--username)[ =]["'“‘]?([^\s"'“”‘’]+)/u,
  /^\s*["'“‘]([^\s"'“”‘’]+)["'”’]\s*$/u,
];
const quoted = (token: string): string | undefined =>
  snippets.map((form) => form.exec(token)?.[1]).find((found) => found !== undefined && found !== '');
const isSnippet = (token: string): boolean =>
  quoted(token) !== undefined || /^\s*[{[].*[}\]]\s*$/su.test(token) || /^\s*(?:mosquitto_pub|curl)\s/u.test(token);

/** Digits at the end, the part that a gateway's name and its token share: `WG12345678` and `GP1109N12345678`. */
export const closingDigits = (text: string): string => /\d+$/u.exec(text.trim())?.[0] ?? '';

/** The closing digits as a whole: which of them is the wrong one only the cabinet's label can tell. */
const digitsThatDiffer: Rule['find'] = (token, gatewayName) => {
  const expected = closingDigits(gatewayName);
  const found = closingDigits(token);
  if (expected === '' || found === '' || expected === found) return [];
  const end = Array.from(token.trimEnd()).length;
  return [{ start: end - found.length, end }];
};

/** Letters for digits within what is otherwise a number. Random tokens have such neighbours too: no more than a hint. */
const amongDigits: Rule['find'] = (token) =>
  [...token.matchAll(/[0-9OoIl]{4,}/gu)]
    .filter(([run]) => 4 * run.replace(/\D/gu, '').length >= 3 * run.length)
    .flatMap(({ 0: run, index }) => {
      const before = Array.from(token.slice(0, index)).length;
      return Array.from(run).flatMap((character, i) =>
        /\d/u.test(character)
          ? []
          : [{ start: before + i, end: before + i + 1, character, meant: /o/iu.test(character) ? '0' : '1' }],
      );
    });

const rules: readonly Rule[] = [
  { id: 'web-address', weight: 'wrong', explainsAll: true, find: wholeIf((token) => webAddress.test(token)) },
  {
    id: 'snippet',
    weight: 'wrong',
    explainsAll: true,
    find: wholeIf(isSnippet),
    repair: (token) => ({ how: 'extract', token: quoted(token) ?? token }),
  },
  { id: 'device-id', weight: 'hint', find: wholeIf((token) => deviceId.test(token)) },
  { id: 'control', weight: 'wrong', find: ofKind('control'), repair: without('control') },
  { id: 'white-space', weight: 'wrong', find: ofKind('white-space'), repair: without('white-space') },
  { id: 'zero-width', weight: 'wrong', find: ofKind('zero-width'), repair: without('zero-width') },
  { id: 'full-width', weight: 'wrong', find: ofKind('full-width'), repair: asMeant('full-width') },
  { id: 'look-alike', weight: 'wrong', find: ofKind('look-alike'), repair: asMeant('look-alike') },
  { id: 'not-ascii', weight: 'wrong', find: ofKind('not-ascii') },
  { id: 'digits-differ', weight: 'hint', find: digitsThatDiffer },
  { id: 'letter-or-digit', weight: 'hint', find: amongDigits },
];

/** What would look odd to an engineer, in the order of the rules; an empty list for the tokens that the platform makes itself. */
export const tokenNotes = (token: string, gatewayName = ''): readonly TokenNote[] => {
  const notes: TokenNote[] = [];
  for (const { id, weight, explainsAll, find, repair } of rules) {
    const places = find(token, gatewayName);
    if (places.length === 0) continue;
    const offer = repair?.(token);
    notes.push({
      rule: id,
      weight,
      places,
      ...(offer === undefined || offer.token === token || offer.token === '' ? {} : { repair: offer }),
    });
    if (explainsAll === true) break;
  }
  return notes;
};

/**
 * `GP1····5678`: the last four characters and at most three before, of a token of twelve or more; less of a shorter one,
 * nothing of one shorter than eight. Never more than half.
 */
export const maskToken = (token: string): string => {
  const characters = Array.from(token);
  const { length } = characters;
  const tail = length >= 12 ? 4 : length >= 8 ? 2 : 0;
  const head = length >= 12 ? Math.min(3, Math.floor(length / 2) - tail) : length >= 8 ? 1 : 0;
  return `${characters.slice(0, head).join('')}····${characters.slice(length - tail).join('')}`;
};
