import { describe, expect, it } from 'vitest';
import { createEventLog } from '../../../electron/practice/event-log.ts';
import { practiceLogShown, practiceTextShown, type PracticeEvent } from '../../../protocol/practice.ts';

const stored = (node: string, sentAs?: string): PracticeEvent => ({
  event: 'stored',
  connection: 1,
  node,
  ts: 1,
  key: 'SN',
  value: '6500',
  type: 'long',
  ...(sentAs === undefined ? {} : { sentAs }),
});

describe('the log that the window lists', () => {
  it('makes one row of what one message stored for one node, and counts what was altered', () => {
    const log = createEventLog(() => 1_000);
    for (const event of [stored('A'), stored('A', '"00006500"'), stored('A', '"6500"'), stored('B')]) log.add(event);
    expect(log.rows(0)).toEqual([
      { n: 1, at: 1_000, event: { event: 'stored-run', connection: 1, node: 'A', values: 3, altered: 1 } },
      { n: 2, at: 1_000, event: { event: 'stored-run', connection: 1, node: 'B', values: 1, altered: 0 } },
    ]);
  });

  it('keeps two messages apart', () => {
    let now = 0;
    const log = createEventLog(() => now);
    log.add(stored('A'));
    now = 1_000;
    log.add(stored('A'));
    expect(log.rows(0).map(({ n, at }) => [n, at])).toEqual([
      [1, 0],
      [2, 1_000],
    ]);
  });

  it('gives what came since a number, the last row that the asker has included', () => {
    const log = createEventLog(() => 0);
    for (const node of ['A', 'B', 'C']) log.add(stored(node));
    expect(log.rows(2).map(({ n }) => n)).toEqual([2, 3]);
  });

  it('holds the newest rows only, and cuts what it was sent', () => {
    const log = createEventLog(() => 0);
    for (let connection = 1; connection <= practiceLogShown + 50; connection += 1)
      log.add({ event: 'left', connection });
    log.add({ event: 'dropped', connection: 1, topic: 'x'.repeat(65_000), node: 'y'.repeat(65_000), why: 26 });
    const rows = log.rows(0);
    expect(rows).toHaveLength(practiceLogShown);
    expect(rows.at(-1)?.n).toBe(practiceLogShown + 51);
    expect(JSON.stringify(rows.at(-1)).length).toBeLessThan(2 * practiceTextShown + 200);
  });

  it('goes on counting after it was cleared, and shows that something changed', () => {
    const log = createEventLog(() => 0);
    log.add({ event: 'left', connection: 1 });
    const before = log.revision();
    log.clear();
    expect(log.revision()).not.toBe(before);
    log.add({ event: 'left', connection: 1 });
    expect(log.rows(0).map(({ n }) => n)).toEqual([2]);
  });
});
