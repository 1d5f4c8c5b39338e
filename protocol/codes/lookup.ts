/** From a number on the wire to its row. A number without a row is reserved: `undefined`, never a guess. */
import { type MqttVersion } from '../connection.ts';
import { type CodeRow } from './code-row.ts';
import { connack311 } from './connack-311.ts';
import { connack5 } from './connack-5.ts';
import { disconnect5, repeatedFromConnack } from './disconnect-5.ts';
import { puback5 } from './puback-5.ts';
import { suback311, suback5 } from './suback.ts';

export const codeTables = { connack311, connack5, puback5, disconnect5, suback311, suback5 };
export type CodeTableId = keyof typeof codeTables;
export type CodeOf<T extends CodeTableId> = (typeof codeTables)[T][number]['code'];

export const connackTable = (protocol: MqttVersion): 'connack311' | 'connack5' =>
  protocol === '5' ? 'connack5' : 'connack311';

/** The table that holds the code: a DISCONNECT may repeat a code that only a CONNACK has. */
export const tableOfCode = (table: CodeTableId, code: number): CodeTableId =>
  table === 'disconnect5' && repeatedFromConnack.includes(code) ? 'connack5' : table;

export const codeRow = (table: CodeTableId, code: number): CodeRow | undefined => {
  const rows: readonly CodeRow[] = codeTables[tableOfCode(table, code)];
  return rows.find((row) => row.code === code);
};

/** The name in the standard; `reserved` where it has none. */
export const codeName = (table: CodeTableId, code: number): string => codeRow(table, code)?.name ?? 'reserved';

/** `0x05`: two digits, capitals. */
export const codeHex = (code: number): string => `0x${code.toString(16).toUpperCase().padStart(2, '0')}`;
