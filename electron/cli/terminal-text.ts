/**
 * Text from outside on its way to a terminal: no control byte reaches it, nothing turns the reading direction. What would
 * act is shown as `\u{1b}`. Owns the escape only; it neither cuts nor quotes.
 */

// C0 without exception (a line break of ours is added after escaping), DEL and C1; bidi controls and marks; zero-width
// characters, separators and the byte order mark, which would hide a difference; surrogates without a partner.
const acting =
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|\p{Surrogate}/gu;

export const escapeForTerminal = (text: string): string =>
  text.replace(acting, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`);
