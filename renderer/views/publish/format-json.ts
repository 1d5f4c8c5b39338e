/**
 * Lays JSON out, as edits of white space only: the text of numbers, the order of keys, duplicates and comments stay as
 * typed. Refuses to decide anything: a text it cannot follow comes back with no edits.
 */
import { format, type Edit } from 'jsonc-parser';

/** A placeholder outside a string is no JSON; a number of the same length in its place keeps every offset. */
const standIn = (text: string): string => text.replace(/\{\{[^{}\n]*\}\}/g, (found) => '1'.repeat(found.length));

/** Indents as the text already does: by tabs if a line begins with one, else by two spaces. */
export const formatEdits = (text: string): readonly Edit[] =>
  format(standIn(text), undefined, {
    insertSpaces: !/^\t/m.test(text),
    tabSize: 2,
    eol: '\n',
    insertFinalNewline: false,
  });
