/**
 * What a token may be, and what may be shown of one. The platform compares it byte for byte and trims nothing (facts A1),
 * so a pasted space is allowed to travel, but never unnoticed.
 */
import { utf8LengthBytes } from './packet/utf8.ts';
import { fail, ok, type Result, type TokenProblem } from './result.ts';

/** Length prefix of an MQTT string is two bytes [MQTT-1.5.3]. */
const longestBytes = 65_535;

// Control characters never belong in a token, U+0000 is forbidden outright and a broker may close for the rest [MQTT-1.5.3-2].
const control = /[\u0000-\u001F\u007F-\u009F]/u;
/** Also what hides in pasted text: no-break and zero-width spaces, the byte order mark, direction marks. */
const whiteSpace = /[\s\u200B-\u200F\u202A-\u202E\u2060-\u2064\uFEFF\u00AD]/u;
const notAscii = /[^\u0000-\u007F]/u;

/** What would look wrong to an engineer, worst first; an empty list for the tokens that the platform makes itself. */
export const tokenProblems = (token: string): readonly TokenProblem[] => {
  const found: TokenProblem[] = [];
  if (utf8LengthBytes(token) > longestBytes) found.push('too-long');
  if (control.test(token)) found.push('control');
  if (whiteSpace.test(token)) found.push('white-space');
  if (notAscii.test(token)) found.push('not-ascii');
  return found;
};

/** Refuses only what cannot or must not be sent as an MQTT user name; the token comes back exactly as it was given. */
export const checkToken = (token: string): Result<string> => {
  if (token === '') return fail({ kind: 'token-missing' });
  const problem = tokenProblems(token).find((found) => found === 'too-long' || found === 'control');
  if (problem !== undefined) return fail({ kind: 'token-form', problem });
  // A lone surrogate has no UTF-8 form [MQTT-1.5.3-1].
  if (/\p{Surrogate}/u.test(token)) return fail({ kind: 'token-form', problem: 'not-ascii' });
  return ok(token);
};

/** `GP1109N····5678`: at most half of the token is shown, and nothing of one shorter than eight characters. */
export const maskToken = (token: string): string => {
  const characters = Array.from(token);
  if (characters.length < 8) return '····';
  const shown = Math.min(11, Math.floor(characters.length / 2));
  const tail = Math.min(4, Math.floor(shown / 2));
  const head = Math.min(7, shown - tail);
  return `${characters.slice(0, head).join('')}····${characters.slice(-tail).join('')}`;
};

/** Digits at the end, the part that a gateway's name and its token share: `WG12345678` and `GP1109N12345678`. */
export const closingDigits = (text: string): string => /\d+$/u.exec(text.trim())?.[0] ?? '';
