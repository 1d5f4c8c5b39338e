/** What a default platform would keep of a message: value by value, as it would stand there. Says nothing about why. */
import { type StoredValue } from '../practice.ts';
import { keyRefusal } from '../platform/stored-value.ts';
import { viewMessage, type LintContext } from './lint.ts';
import { type DeviceView, type RecordView } from './payload-view.ts';

export type PredictedValue = Pick<StoredValue, 'key' | 'value' | 'type'> & {
  /** Absent: the sender itself. */
  readonly node?: string;
  /** ms since the epoch; absent: the moment of arrival. */
  readonly ts?: number;
};

/** In order of storing. Where the message ends the link, what was stored before that is in it. */
export const predictStored = (text: string, context: LintContext): readonly PredictedValue[] => {
  const kept: PredictedValue[] = [];
  for (const device of viewMessage(text, context).devices) {
    // One entry that cannot be read ends the message; devices before it stay (H19).
    if (device.entries.some(isBroken)) break;
    kept.push(...device.entries.flatMap(({ time, record }) => storedOf(device, time?.at, record)));
  }
  return kept;
};

const isBroken = ({ time, record }: DeviceView['entries'][number]): boolean =>
  record === undefined ||
  (time !== undefined && time.at === undefined) ||
  record.values.some(({ stored }) => stored === undefined);

const storedOf = (
  { member }: DeviceView,
  ts: number | undefined,
  record: RecordView | undefined,
): readonly PredictedValue[] => {
  const values = (record?.values ?? []).flatMap(({ member: { key }, stored }) =>
    stored === null || stored === undefined ? [] : [{ key, ...stored }],
  );
  // One refused key, and the whole record is (H24).
  if (values.some(({ key }) => keyRefusal(key) !== undefined)) return [];
  return values.map((value) => ({
    ...(member !== undefined && { node: member.key }),
    ...(ts !== undefined && { ts }),
    ...value,
  }));
};
