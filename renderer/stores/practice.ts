import { defineStore } from 'pinia';
import { shallowRef } from 'vue';
import { type Revised } from '../../protocol/contract.ts';
import { type PracticeState } from '../../protocol/practice.ts';
import { type Failure } from '../../protocol/result.ts';
import { useBridge } from './bridge-key.ts';

/** The practice platform on loopback, as far as the window shows it. */
export const usePractice = defineStore('practice', () => {
  const bridge = useBridge();
  const state = shallowRef<PracticeState>({ phase: 'stopped' });
  const failure = shallowRef<Failure>();
  let revision = -1;
  const take = (pushed: Revised<PracticeState>): void => {
    if (pushed.revision <= revision) return;
    revision = pushed.revision;
    state.value = pushed.state;
  };
  bridge.on('practiceChanged', take);

  const refresh = async (): Promise<void> => {
    revision = -1;
    const result = await bridge.request('practiceState', undefined);
    if (result.ok) take(result.value);
  };

  /** Resolves when the platform listens, with its state; the reply's order against the event does not matter. */
  const start = async (): Promise<PracticeState> => {
    const result = await bridge.request('startPractice', undefined);
    failure.value = result.ok ? undefined : result.failure;
    if (result.ok) {
      const now = await bridge.request('practiceState', undefined);
      if (now.ok) take(now.value);
    }
    return state.value;
  };

  const stop = async (): Promise<void> => {
    const result = await bridge.request('stopPractice', undefined);
    failure.value = result.ok ? undefined : result.failure;
  };

  return { state, failure, refresh, start, stop };
});
