/**
 * Text that came from outside (an address, a file name, a server's word), made fit to stand inside a sentence of ours: no
 * control character, no change of writing direction, no invisible character, no flood. Owns no quotation marks: those are
 * in the sentence.
 */
export const foreignTextLimit = 80;

// C0, DEL and C1; line and paragraph separators; marks that turn or isolate the writing direction; zero-width characters
// and the byte order mark; surrogates without a partner.
const unfit =
  /[\u0000-\u001F\u007F-\u009F\u00AD\u061C\u200B-\u200F\u2028-\u202E\u2060-\u206F\uFEFF\uFFF9-\uFFFB]|\p{Surrogate}/gu;

const escaped = (character: string): string =>
  `\\u${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;

/** At most `limit` characters plus the ellipsis; what is unfit stands as `\u000A`. The limit counts what is shown. */
export const foreignText = (text: string, limit = foreignTextLimit): string => {
  // Cut before escaping as well: a pasted megabyte costs nothing.
  const shown = Array.from(text.slice(0, limit * 2).replace(unfit, escaped));
  return shown.length > limit || text.length > limit * 2 ? `${shown.slice(0, limit).join('')}…` : shown.join('');
};
