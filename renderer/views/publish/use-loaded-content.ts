/** What the draft was loaded from, and the engineer's own templates as the settings keep them. */
import { computed, ref, shallowRef, watch } from 'vue';
import { type Template } from '../../../protocol/settings.ts';
import { useWords } from '../../i18n.ts';
import { usePublishes, type DraftSource } from '../../stores/publishes.ts';
import { useSettings } from '../../stores/settings.ts';
import { samples, withNow } from './samples.ts';
import { change, saveUnder, templatesLimit, without, type TemplateQuestion } from './templates.ts';

export const useLoadedContent = () => {
  const publishes = usePublishes();
  const settings = useSettings();
  const { t } = useWords();

  /** Off: a sample's time of 2020 becomes the time of sending. */
  const keepOwnTime = ref(false);
  const templates = computed(() => settings.settings.templates);
  const isFull = computed(() => templates.value.length >= templatesLimit);

  const sample = computed(() =>
    publishes.source?.kind === 'sample' ? samples.find(({ id }) => id === publishes.source?.id) : undefined,
  );
  const template = computed(() =>
    publishes.source?.kind === 'template' ? templates.value.find(({ id }) => id === publishes.source?.id) : undefined,
  );
  const loaded = computed(
    () =>
      template.value ??
      (sample.value && {
        topic: sample.value.topic,
        text: keepOwnTime.value ? sample.value.text : withNow(sample.value.text),
      }),
  );
  const isEdited = computed(
    () =>
      loaded.value !== undefined && (loaded.value.text !== publishes.text || loaded.value.topic !== publishes.topic),
  );
  /** Its name, with a star when it was changed since. */
  const label = computed(() => {
    const name = template.value?.name ?? (sample.value && t(`publish.sample.${sample.value.id}`));
    return name !== undefined && isEdited.value ? `${name} *` : name;
  });

  const load = (kind: DraftSource['kind'], id: string): void => {
    publishes.source = { kind, id };
    if (loaded.value === undefined) return;
    publishes.topic = loaded.value.topic;
    publishes.text = loaded.value.text;
  };
  watch(keepOwnTime, (keep) => {
    // Only an untouched sample changes under the engineer's hands.
    const untouched = sample.value && (keep ? withNow(sample.value.text) : sample.value.text);
    if (sample.value !== undefined && publishes.text === untouched) load('sample', sample.value.id);
  });

  const question = shallowRef<TemplateQuestion>();
  const keepTemplates = (changed: Template[]): void => void settings.change({ templates: changed });
  const content = () => ({ topic: publishes.topic, text: publishes.text });

  const overwrite = (): void => {
    if (template.value !== undefined) keepTemplates(change(templates.value, template.value.id, content()));
  };
  const answer = (name: string): void => {
    const asked = question.value;
    question.value = undefined;
    switch (asked?.kind) {
      case 'save': {
        const saved = saveUnder(templates.value, name, content(), () => crypto.randomUUID());
        keepTemplates(saved.templates);
        publishes.source = { kind: 'template', id: saved.id };
        break;
      }
      case 'rename':
        keepTemplates(change(templates.value, asked.template.id, { name }));
        break;
      case 'remove':
        keepTemplates(without(templates.value, asked.template.id));
        publishes.source = undefined;
        break;
      case undefined:
        break;
    }
  };

  return { keepOwnTime, templates, isFull, isEdited, label, load, question, overwrite, answer };
};
