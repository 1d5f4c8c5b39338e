/** Everything published since the program started, newest last; old rows make room so that a day of work stays in memory. */
import {
  isWaiting,
  type Parked,
  type PublishRecord,
  type PublishRequest,
  type PublishState,
} from '../../protocol/publish-outcome.ts';
import { isOutcome } from './link-publishes.ts';

export type PublishRecords = {
  readonly all: () => readonly PublishRecord[];
  readonly add: (request: PublishRequest, lengthBytes: number, sentAt: number) => PublishRecord;
  /** `parkedAt`: the link ended and nobody can know what became of it. */
  readonly change: (n: number, state: PublishState, parkedAt?: number) => PublishRecord | undefined;
  /** What the engineer did with one that waits; `undefined` for any other. */
  readonly settle: (n: number, became: NonNullable<Parked['became']>) => PublishRecord | undefined;
};

const keptRows = 1_000;
const keptPayloadBytes = 32 * 1_048_576;

export const createPublishRecords = (): PublishRecords => {
  const rows = new Map<number, PublishRecord>();
  let lastN = 0;
  let payloadBytes = 0;

  /** Rows that have ended and wait for nobody, oldest first: only these may go. Those still on their way can be thousands at a high rate. */
  const ended = new Set<number>();
  const makeRoom = (): void => {
    for (const n of ended) {
      if (rows.size <= keptRows && payloadBytes <= keptPayloadBytes) return;
      payloadBytes -= rows.get(n)?.lengthBytes ?? 0;
      rows.delete(n);
      ended.delete(n);
    }
  };

  return {
    all: () => [...rows.values()],
    add: ({ topic, payload, label }, lengthBytes, sentAt) => {
      lastN += 1;
      const row: PublishRecord = {
        n: lastN,
        sentAt,
        topic,
        payload,
        lengthBytes,
        ...(label === undefined ? {} : { label }),
        state: { id: 'sending' },
      };
      rows.set(row.n, row);
      payloadBytes += lengthBytes;
      makeRoom();
      return row;
    },
    change: (n, state, parkedAt) => {
      const row = rows.get(n);
      if (row === undefined) return undefined;
      const changed = { ...row, state, ...(parkedAt === undefined ? {} : { parked: { at: parkedAt } }) };
      rows.set(n, changed);
      if (isWaiting(changed)) ended.delete(n);
      else if (isOutcome(state)) ended.add(n);
      return changed;
    },
    settle: (n, became) => {
      const row = rows.get(n);
      if (row?.parked === undefined || !isWaiting(row)) return undefined;
      const settled = { ...row, parked: { ...row.parked, became } };
      rows.set(n, settled);
      ended.add(n);
      return settled;
    },
  };
};
