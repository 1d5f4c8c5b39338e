/**
 * Which characters do not belong in a token although they often come along when one is copied, and what each was meant to
 * be. Owns the tables; what is done about a find is `token.ts`'s affair.
 */
export type CharacterKind = 'control' | 'white-space' | 'zero-width' | 'full-width' | 'look-alike' | 'not-ascii';

/** `meant`: the plain character in its place. Absent where there is none, and for what should not be there at all. */
export type OddCharacter = { readonly kind: CharacterKind; readonly meant?: string };

// U+0000 is forbidden outright and a broker may close for the rest [MQTT-1.5.3-2].
const control = /^[\u0000-\u001F\u007F-\u009F]$/u;
// Takes no width: joiners, direction marks and isolates, the byte order mark, the soft hyphen, variation selectors, tags.
const zeroWidth =
  /^[\u00AD\u034F\u061C\u180E\u200B-\u200F\u202A-\u202E\u2060-\u206F\uFE00-\uFE0F\uFEFF\u{E0000}-\u{E007F}]$/u;
const fullWidth = /^[\uFF01-\uFF5E]$/u;
/** Full-width forms stand in the order of ASCII, this far behind it. */
const fullWidthOffset = 0xfee0;

/** Letters of other scripts that most fonts draw like a Latin one, in pairs: the foreign one, then the Latin one. */
const pairs = [
  // Cyrillic
  'АAВBЕEЗ3КKМMНHОOРPСCТTУYХXЅSІIЈJӀIԌGԚQԜW',
  'аaеeоoрpсcуyхxѕsіiјjӏlһhԁdԛqԝw',
  // Greek
  'ΑAΒBΕEΖZΗHΙIΚKΜMΝNΟOΡPΤTΥYΧX',
  'οoνvρpιiαaκkυu',
  // Kelvin sign; the dashes and quotes that word processors put in place of typed ones
  '\u212AK\u2010-\u2011-\u2012-\u2013-\u2014-\u2015-\u2212-\u2018\'\u2019\'\u201C"\u201D"',
]
  .map((row) => Array.from(row))
  .flatMap((row) =>
    row.flatMap((foreign, i): [string, string][] => (i % 2 === 0 ? [[foreign, row[i + 1] ?? '']] : [])),
  );
const lookAlikes: ReadonlyMap<string, string> = new Map(pairs);

/** `character`: one code point. `undefined` for what the platform itself puts into tokens. */
export const oddCharacter = (character: string): OddCharacter | undefined => {
  const code = character.codePointAt(0) ?? 0;
  if (code > 0x20 && code < 0x7f) return undefined;
  if (control.test(character)) return { kind: 'control' };
  if (zeroWidth.test(character)) return { kind: 'zero-width' };
  if (/^\s$/u.test(character)) return { kind: 'white-space' };
  if (fullWidth.test(character)) return { kind: 'full-width', meant: String.fromCodePoint(code - fullWidthOffset) };
  const meant = lookAlikes.get(character);
  return meant === undefined ? { kind: 'not-ascii' } : { kind: 'look-alike', meant };
};

/** `U+200B` */
export const codePointName = (character: string): string =>
  `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
