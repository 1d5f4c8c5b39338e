import { defineStore } from 'pinia';
import { computed, ref, shallowRef } from 'vue';
import { type PublishRecord, type PublishRequest } from '../../protocol/publish-outcome.ts';
import { type Failure } from '../../protocol/result.ts';
import { useBridge } from './bridge-key.ts';

/** What the draft was loaded from: a vendor's sample or a template of one's own, by its id. */
export type DraftSource = { readonly kind: 'sample' | 'template'; readonly id: string };

/** The text being written, and what became of every publish of this run. Nothing leaves the list by itself. */
export const usePublishes = defineStore('publishes', () => {
  const bridge = useBridge();

  const topic = ref('v1/gateway/telemetry');
  /** As typed: placeholders are filled only in what is sent. */
  const text = ref('');
  const source = shallowRef<DraftSource>();

  const byNumber = shallowRef<ReadonlyMap<number, PublishRecord>>(new Map());
  const failure = shallowRef<Failure>();
  const records = computed(() => [...byNumber.value.values()].sort((a, b) => b.n - a.n));

  /** Numbers an event told about while a snapshot was on its way: the event is the newer word. */
  let toldMeanwhile = new Set<number>();
  const take = (record: PublishRecord): void => {
    toldMeanwhile.add(record.n);
    byNumber.value = new Map(byNumber.value).set(record.n, record);
  };
  bridge.on('publishChanged', take);

  const refresh = async (): Promise<void> => {
    toldMeanwhile = new Set();
    const listed = await bridge.request('publishes', undefined);
    if (!listed.ok) return;
    const newer = [...toldMeanwhile].flatMap((n) => byNumber.value.get(n) ?? []);
    byNumber.value = new Map([...listed.value, ...newer].map((record) => [record.n, record]));
  };

  /** Whether the publish was begun; its end is in the list. */
  const publish = async (request: PublishRequest): Promise<boolean> => {
    failure.value = undefined;
    const result = await bridge.request('publish', request);
    if (result.ok) take(result.value);
    else failure.value = result.failure;
    return result.ok;
  };

  const drop = async (n: number): Promise<void> => {
    const result = await bridge.request('dropParked', { n });
    if (!result.ok) failure.value = result.failure;
  };

  return { topic, text, source, records, failure, refresh, publish, drop };
});
