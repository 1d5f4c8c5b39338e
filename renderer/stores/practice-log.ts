/**
 * The platform's log as the window lists it: pulled while somebody looks, never more rows than are shown. Owns when to ask
 * and how the parts fit together; knows no bridge.
 */
import { shallowRef, type ShallowRef } from 'vue';
import { practiceLogShown, type PracticeLogRow } from '../../protocol/practice.ts';

export type PracticeLog = {
  /** Oldest first, of the latest start only. */
  readonly rows: ShallowRef<readonly PracticeLogRow[]>;
  /** The platform's log stands at this revision now. */
  readonly reached: (revision: number) => void;
  /** Only while `looks` is anything asked for. */
  readonly watch: (looks: boolean) => void;
  /** What is held may be of another process: begin anew. */
  readonly forget: () => void;
};

export const createPracticeLog = (ask: (from: number) => Promise<readonly PracticeLogRow[]>): PracticeLog => {
  const rows = shallowRef<readonly PracticeLogRow[]>([]);
  let reached = 0;
  let asked = 0;
  let isAsking = false;
  let isWatched = false;

  const pull = async (): Promise<void> => {
    if (isAsking) return;
    isAsking = true;
    try {
      while (isWatched && asked !== reached) {
        asked = reached;
        // The newest row is asked for again: it may have grown.
        const from = rows.value.at(-1)?.n ?? 0;
        rows.value = joined(rows.value, await ask(from));
      }
    } finally {
      isAsking = false;
    }
  };

  return {
    rows,
    reached: (revision) => {
      reached = revision;
      void pull();
    },
    watch: (looks) => {
      isWatched = looks;
      void pull();
    },
    forget: () => {
      rows.value = [];
      asked = 0;
    },
  };
};

const joined = (held: readonly PracticeLogRow[], came: readonly PracticeLogRow[]): readonly PracticeLogRow[] => {
  const first = came[0]?.n ?? Infinity;
  const all = [...held.filter(({ n }) => n < first), ...came];
  const start = all.findLastIndex(({ event }) => event.event === 'listening');
  return all.slice(Math.max(start, all.length - practiceLogShown, 0));
};
