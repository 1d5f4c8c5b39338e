/** The stored values as the table shows them: newest first, what belongs to one node and instant under one heading. Pure. */
import { type StoredValue } from '../../../protocol/practice.ts';

export type StoredGroup = {
  readonly id: string;
  readonly node: string;
  readonly ts: number;
  /** In the order they were stored. */
  readonly values: readonly StoredValue[];
};

export const storedGroups = (newestLast: readonly StoredValue[]): readonly StoredGroup[] => {
  const groups: { id: string; node: string; ts: number; values: StoredValue[] }[] = [];
  for (const value of newestLast) {
    const last = groups.at(-1);
    if (last !== undefined && last.node === value.node && last.ts === value.ts) last.values.push(value);
    else
      groups.push({
        id: `${groups.length} ${value.node} ${value.ts}`,
        node: value.node,
        ts: value.ts,
        values: [value],
      });
  }
  return groups.reverse();
};

/** Below this a `ts` in ms lies before March 1973, and one in seconds before the year 5138. */
const secondsEnd = 100_000_000_000;
/** A clock that is this much ahead is wrong; less may be ours. */
const aheadMs = 120_000;

export const doubtAbout = (ts: number, now: number): 'seconds' | 'future' | undefined => {
  if (ts < secondsEnd) return 'seconds';
  return ts > now + aheadMs ? 'future' : undefined;
};

/** `2020-12-28 16:31:20.398 +08:00`; the number itself where no calendar reaches. */
export const instantText = (ts: number): string => {
  const date = new Date(ts);
  if (Number.isNaN(date.getTime())) return String(ts);
  const two = (part: number): string => String(part).padStart(2, '0');
  const ahead = -date.getTimezoneOffset();
  const zone = `${ahead < 0 ? '-' : '+'}${two(Math.floor(Math.abs(ahead) / 60))}:${two(Math.abs(ahead) % 60)}`;
  const day = [date.getFullYear(), two(date.getMonth() + 1), two(date.getDate())].join('-');
  const time = [two(date.getHours()), two(date.getMinutes()), two(date.getSeconds())].join(':');
  return `${day} ${time}.${String(date.getMilliseconds()).padStart(3, '0')} ${zone}`;
};
