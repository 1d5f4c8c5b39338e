/** The check of the draft while it is written: run a moment after the last key, said in the language in force. */
import { computed, onUnmounted, ref, shallowRef, watch } from 'vue';
import { type MqttVersion } from '../../../protocol/connection.ts';
import { fillTemplate } from '../../../protocol/template.ts';
import { lintText } from '../../../protocol/words/index.ts';
import { useWords } from '../../i18n.ts';
import { checkDraft, type Draft, type DraftFinding, type Fate } from './draft-check.ts';
import { type Finding } from './editor-findings.ts';

// Long enough to stay out of the way of fast typing on 64 KiB, short enough to feel like the same moment.
const checkDelayMs = 100;

const severities = { error: 'error', warning: 'warning', advice: 'info' } as const;

const tones = {
  stored: 'ok',
  altered: 'warn',
  dropped: 'warn',
  'cuts-the-link': 'bad',
  'not-json': 'bad',
  empty: 'idle',
} as const satisfies Record<Fate, string>;

/** `nextNumber`: the number the next publish will get. */
export const useDraftCheck = (draft: () => Draft, mqttVersion: () => MqttVersion, nextNumber: () => number) => {
  const { t, language, words } = useWords();

  const now = ref(Date.now());
  const clock = setInterval(() => (now.value = Date.now()), 1_000);
  const checkNow = () => checkDraft(draft(), mqttVersion(), { now: Date.now(), n: nextNumber() });
  const check = shallowRef(checkNow());
  const refresh = (): void => void (check.value = checkNow());
  let timer: ReturnType<typeof setTimeout> | undefined;
  watch([() => draft().text, () => draft().topic, mqttVersion], () => {
    clearTimeout(timer);
    timer = setTimeout(refresh, checkDelayMs);
  });
  onUnmounted(() => {
    clearInterval(clock);
    clearTimeout(timer);
  });

  const say = ({ rule, params }: DraftFinding): string =>
    lintText({ rule, ...(params !== undefined && { params }) }, language.value);

  /** Those with a place in the text. */
  const findings = computed((): readonly Finding[] => {
    if (check.value.fate === 'empty') return [];
    return [
      ...check.value.findings.flatMap((finding): Finding[] =>
        finding.place === undefined
          ? []
          : [{ ...finding.place, severity: severities[finding.severity], message: say(finding) }],
      ),
      ...check.value.unknownPlaceholders.map(({ name, start, end }): Finding => {
        return { start, end, severity: 'warning', message: t('publish.unknownPlaceholder', { name }) };
      }),
    ];
  });

  const said = computed(() => {
    const { fate, findings: found } = check.value;
    if (fate === 'empty') return { tone: tones[fate], word: t('publish.empty'), sentence: undefined };
    // The sentence explains the word: the first finding that leads to it, before any other.
    const first = found.find(({ verdict }) => verdict === fate) ?? found[0];
    return {
      tone: tones[fate],
      word: fate === 'not-json' ? t('publish.notJson') : words.value.lintVerdict[fate],
      sentence: first === undefined ? findings.value[0]?.message : say(first),
    };
  });

  const fills = computed(() =>
    check.value.placeholders.map((placeholder) => ({
      placeholder,
      value: fillTemplate(placeholder, { now: now.value, n: nextNumber() }).text,
    })),
  );

  return { check, refresh, checkNow, findings, said, fills };
};
