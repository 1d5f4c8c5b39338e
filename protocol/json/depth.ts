/**
 * How deep a text nests, without recursion: jsonc-parser descends by calling itself, and a million brackets would end the
 * stack (security M10). Counts with the same scanner, so that both agree on what is inside a string.
 */
import { createScanner } from 'jsonc-parser';

// Values of jsonc-parser's SyntaxKind: a const enum, which an isolated module cannot read.
const openBrace = 1;
const closeBrace = 2;
const openBracket = 3;
const closeBracket = 4;
const endOfText = 17;

/**
 * Offset of the bracket that opens a level deeper than `limit`, or undefined. A closing bracket of the wrong kind closes
 * nothing, as in the parser: on broken text this counts at least as deep as the parser goes.
 */
export const tooDeepAt = (text: string, limit: number): number | undefined => {
  const scanner = createScanner(text, true);
  const open: number[] = [];
  for (;;) {
    const token: number = scanner.scan();
    if (token === endOfText) return undefined;
    if (token === openBrace || token === openBracket) {
      open.push(token);
      if (open.length > limit) return scanner.getTokenOffset();
    } else if (token === closeBrace || token === closeBracket) {
      if (open.at(-1) === token - 1) open.pop();
    }
  }
};
