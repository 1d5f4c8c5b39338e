/** The steps as they stand, for whoever watches. Owns their states and times; knows nothing of networks. */
import { stepIds, type Step, type StepId, type Verdict } from '../../protocol/diagnosis.ts';
import { type Clock } from '../mqtt/clock.ts';

/** How a step ended: with what the next one needs, or with the verdict that ends the walk. */
export type StepEnd<T> = StepFacts & ({ readonly passed: T } | { readonly verdict: Verdict });
export type StepFacts = Pick<Step, 'finding' | 'bytes' | 'details'>;

export type Ladder = {
  readonly steps: () => readonly Step[];
  readonly run: <T>(id: StepId, walk: () => Promise<StepEnd<T>>) => Promise<StepEnd<T>>;
  readonly notUsed: (id: StepId) => void;
  /** Everything that has not run. */
  readonly skipRest: () => void;
};

export const createLadder = (clock: Clock, onChange: () => void): Ladder => {
  const steps: Step[] = stepIds.map((id) => ({ id, outcome: 'waiting' }));
  const firstStartMs = clock.nowMs();

  const set = (step: Step): void => {
    steps[stepIds.indexOf(step.id)] = step;
    onChange();
  };

  const run = async <T>(id: StepId, walk: () => Promise<StepEnd<T>>): Promise<StepEnd<T>> => {
    const startMs = clock.nowMs();
    const startedMs = rounded(startMs - firstStartMs);
    set({ id, outcome: 'running', startedMs });
    const end = await walk();
    set({
      id,
      outcome: outcomeOf(end),
      startedMs,
      ms: rounded(clock.nowMs() - startMs),
      ...(end.finding === undefined ? {} : { finding: end.finding }),
      ...(end.bytes === undefined ? {} : { bytes: end.bytes }),
      ...(end.details === undefined ? {} : { details: end.details }),
    });
    return end;
  };

  return {
    steps: () => [...steps],
    run,
    notUsed: (id) => set({ id, outcome: 'not-used' }),
    skipRest: () => {
      for (const step of steps)
        if (step.outcome === 'waiting') steps[stepIds.indexOf(step.id)] = { id: step.id, outcome: 'skipped' };
      onChange();
    },
  };
};

/** A step that the engineer cut short has found nothing out. */
const outcomeOf = (end: StepEnd<unknown>): Step['outcome'] =>
  'passed' in end ? 'passed' : end.verdict.id === 'stopped' ? 'skipped' : 'failed';

/** Hundredths of a millisecond: enough for loopback, readable in JSON. */
export const rounded = (ms: number): number => Math.round(ms * 100) / 100;
