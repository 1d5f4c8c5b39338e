/**
 * One telemetry record or one set of attributes: from JSON to what is stored (facts B1, B3, H19-H24). Shared by the gateway's
 * topics and by a device's own.
 */
import { keyRefusal } from '../../protocol/platform/stored-value.ts';
import { type StoredValue } from '../../protocol/practice.ts';
import { type Element } from './lenient-json.ts';
import { instantOf } from '../../protocol/platform/numbers.ts';
import { type DropNote, type Sender } from './handling.ts';
import { type KeyedValue, storedValues } from './values.ts';

type ReadRecord = { readonly ts: number; readonly values: readonly KeyedValue[] };

/** `undefined`: one of them cannot be read, and so none is kept (H19). */
export const readRecords = (items: readonly Element[], sender: Sender): readonly ReadRecord[] | undefined => {
  const records: ReadRecord[] = [];
  for (const item of items) {
    const record = readRecord(item, sender);
    if (record === undefined) return undefined;
    records.push(record);
  }
  return records;
};

const readRecord = (item: Element, sender: Sender): ReadRecord | undefined => {
  if (item.kind !== 'object') return undefined;
  const ts = item.members.get('ts');
  const values = item.members.get('values');
  // H20: without both, the whole object is data at the time of arrival, a lone "ts" or "values" included.
  if (ts === undefined || values === undefined) return recordOf(item.members, sender.wallMs(), sender);
  if (values.kind !== 'object') return undefined;
  const at =
    ts.kind === 'number'
      ? instantOf(ts.raw, 'number')
      : ts.kind === 'string'
        ? instantOf(ts.value, 'string')
        : undefined;
  return at === undefined ? undefined : recordOf(values.members, at, sender);
};

const recordOf = (members: ReadonlyMap<string, Element>, ts: number, sender: Sender): ReadRecord | undefined => {
  const values = storedValues(members, sender.profile.numbers);
  return values === undefined ? undefined : { ts, values };
};

export const saveRecords = (node: string, records: readonly ReadRecord[], sender: Sender, dropped: DropNote): void => {
  for (const { ts, values } of records) save(node, ts, values, sender.store.saveTelemetry, sender, dropped);
};

/** `false`: a value cannot be converted, and so none is kept. */
export const saveAttributes = (
  node: string,
  members: ReadonlyMap<string, Element>,
  sender: Sender,
  dropped: DropNote,
): boolean => {
  const record = recordOf(members, sender.wallMs(), sender);
  if (record === undefined) return false;
  save(node, record.ts, record.values, sender.store.saveAttribute, sender, dropped);
  return true;
};

const save = (
  node: string,
  ts: number,
  values: readonly KeyedValue[],
  keep: (value: StoredValue) => void,
  sender: Sender,
  dropped: DropNote,
): void => {
  // H24: refused after the acknowledgement was decided on, with all that came in the same record.
  if (values.some(({ key }) => keyRefusal(key) !== undefined)) {
    dropped(24, node);
    return;
  }
  for (const value of values) {
    const stored = { node, ts, ...value };
    keep(stored);
    sender.emit({ event: 'stored', connection: sender.connection, ...stored });
  }
};
