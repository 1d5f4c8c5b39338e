/** Everything published since the program started, newest last; old rows make room so that a day of work stays in memory. */
import { type PublishRecord, type PublishRequest, type PublishState } from '../../protocol/publish-outcome.ts';
import { isOutcome } from './link-publishes.ts';

export type PublishRecords = {
  readonly all: () => readonly PublishRecord[];
  readonly add: (request: PublishRequest, lengthBytes: number, sentAt: number) => PublishRecord;
  readonly change: (n: number, state: PublishState) => PublishRecord | undefined;
};

const keptRows = 1_000;
const keptPayloadBytes = 32 * 1_048_576;

export const createPublishRecords = (): PublishRecords => {
  const rows = new Map<number, PublishRecord>();
  let lastN = 0;
  let payloadBytes = 0;

  const makeRoom = (): void => {
    for (const [n, row] of rows) {
      if (rows.size <= keptRows && payloadBytes <= keptPayloadBytes) return;
      if (!isOutcome(row.state)) continue;
      rows.delete(n);
      payloadBytes -= row.lengthBytes;
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
    change: (n, state) => {
      const row = rows.get(n);
      if (row === undefined) return undefined;
      const changed = { ...row, state };
      rows.set(n, changed);
      return changed;
    },
  };
};
