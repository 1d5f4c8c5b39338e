/** Everything a card says of one code: the row of `codes/` and its words put together. */
import { type CodeRow, type VendorQuote } from '../codes/code-row.ts';
import { codeHex, codeRow, tableOfCode, type CodeTableId } from '../codes/lookup.ts';
import { type AdviceId } from '../diagnosis.ts';
import { fill } from './fill.ts';
import { type CodeWords, type VendorWords, type Words } from './shape.ts';

export type CodeText = Omit<CodeWords, 'vendor'> & {
  readonly code: number;
  readonly hex: string;
  /** As OASIS names it; `reserved` for a number that is in no table. */
  readonly name: string;
  readonly tone: CodeRow['tone'];
  readonly sentByPlatform: boolean;
  readonly causes: readonly AdviceId[];
  readonly vendor?: VendorQuote & VendorWords;
};

export const codeSentences = (table: CodeTableId, code: number, words: Words): CodeText => {
  const hex = codeHex(code);
  const row = codeRow(table, code);
  if (row === undefined) {
    const { meaning, onThisPlatform, nextCheck } = words.reserved;
    const unknown = { name: 'reserved', tone: 'bad', sentByPlatform: false, causes: ['not-thingsboard'] } as const;
    return { code, hex, ...unknown, meaning: fill(meaning, { hex }), onThisPlatform, nextCheck };
  }
  const ofTable: Readonly<Record<number, CodeWords>> = words.code[tableOfCode(table, code)];
  const { vendor, ...sentences } = ofTable[code] ?? words.reserved;
  const quote = row.vendor === undefined || vendor === undefined ? {} : { vendor: { ...row.vendor, ...vendor } };
  const { name, tone, sentByPlatform, causes } = row;
  return { code, hex, name, tone, sentByPlatform, causes, ...sentences, ...quote };
};
