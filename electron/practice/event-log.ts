/**
 * What happened, as the window lists it: the newest rows only, texts cut, and what one message stored for one node is one
 * row. Owns no event: whoever wants each of them whole listens to the platform.
 */
import {
  isAltered,
  practiceLogShown,
  practiceTextShown,
  type PracticeEvent,
  type PracticeLogRow,
} from '../../protocol/practice.ts';

export type EventLog = {
  readonly add: (event: PracticeEvent) => void;
  /** Oldest first. `from` is the newest number that the asker has: its row may have grown. */
  readonly rows: (from: number) => readonly PracticeLogRow[];
  /** Grows with each event. */
  readonly revision: () => number;
  /** Numbers go on, so that nobody takes a new row for one they have. */
  readonly clear: () => void;
};

/** Values that come closer to each other than this are of one message. */
const sameMessageMs = 20;

export const createEventLog = (wallMs: () => number): EventLog => {
  let rows: PracticeLogRow[] = [];
  let latest = 0;
  let revision = 0;
  let lastAt = 0;
  return {
    add: (event) => {
      revision += 1;
      const at = wallMs();
      const last = at - lastAt <= sameMessageMs ? rows.at(-1) : undefined;
      lastAt = at;
      const grown = last === undefined ? undefined : grownBy(last, event);
      if (grown !== undefined) {
        rows[rows.length - 1] = grown;
        return;
      }
      latest += 1;
      rows.push({ n: latest, at, event: rowOf(event) });
      if (rows.length > practiceLogShown) rows.shift();
    },
    rows: (from) => rows.filter(({ n }) => n >= from),
    revision: () => revision,
    clear: () => {
      rows = [];
      revision += 1;
    },
  };
};

export const shownText = (text: string): string =>
  text.length <= practiceTextShown ? text : `${text.slice(0, practiceTextShown)}…`;

const rowOf = (event: PracticeEvent): PracticeLogRow['event'] => {
  if (event.event === 'stored') {
    const { connection, node } = event;
    return { event: 'stored-run', connection, node: shownText(node), values: 1, altered: isAltered(event) ? 1 : 0 };
  }
  if (event.event !== 'dropped') return event;
  return {
    ...event,
    topic: shownText(event.topic),
    ...(event.node === undefined ? {} : { node: shownText(event.node) }),
  };
};

const grownBy = (row: PracticeLogRow, event: PracticeEvent): PracticeLogRow | undefined => {
  const { event: run } = row;
  if (run.event !== 'stored-run' || event.event !== 'stored') return undefined;
  if (run.connection !== event.connection || run.node !== shownText(event.node)) return undefined;
  return { ...row, event: { ...run, values: run.values + 1, altered: run.altered + (isAltered(event) ? 1 : 0) } };
};
