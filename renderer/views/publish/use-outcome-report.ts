import { computed, ref, type ComputedRef, type Ref } from 'vue';
import { type PublishRecord } from '../../../protocol/publish-outcome.ts';
import { milliseconds } from '../../design/format.ts';
import { useWords } from '../../i18n.ts';
import { useAppInfo } from '../../stores/app-info.ts';
import { useBridge } from '../../stores/bridge-key.ts';
import { copyText } from '../../stores/clipboard.ts';
import { latencyOf } from './latency.ts';
import { hasEnded, technicalDetails } from './outcome-flow.ts';

const shownCopiedMs = 2_000;

/** What is told of a publish beside its row: on the clipboard, and to a screen reader. */
export const useOutcomeReport = (
  latest: () => PublishRecord | undefined,
): {
  /** The record whose details were just copied. */
  copiedNumber: Ref<number | undefined>;
  copy: (record: PublishRecord) => Promise<void>;
  /** Only the end of the latest publish, not its steps. */
  spokenOutcome: ComputedRef<string>;
} => {
  const appInfo = useAppInfo();
  const bridge = useBridge();
  const { words } = useWords();

  const copiedNumber = ref<number>();
  const copy = async (record: PublishRecord): Promise<void> => {
    const done = await copyText(bridge, appInfo.info?.host, technicalDetails(record, appInfo.info?.version ?? ''));
    copiedNumber.value = done ? record.n : undefined;
    setTimeout(() => (copiedNumber.value = undefined), shownCopiedMs);
  };

  const spokenOutcome = computed(() => {
    const record = latest();
    if (record === undefined || !hasEnded(record.state)) return '';
    const measured = latencyOf(record.state);
    const { name } = words.value.publishState[record.state.id];
    return measured === undefined ? name : `${name}, ${milliseconds(measured)} ms`;
  });

  return { copiedNumber, copy, spokenOutcome };
};
