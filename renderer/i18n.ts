/**
 * The window's own words, by workspace. English is the shape: a key that is missing in one language does not compile.
 * Words shared with the command line (verdicts, codes, failures) are in `protocol/words/` and come through `useWords`.
 */
import { computed, type ComputedRef } from 'vue';
import { createI18n, useI18n } from 'vue-i18n';
import { wordsOf, type Words } from '../protocol/words/index.ts';
import enCommissioning from './locales/en/commissioning.json';
import enInspect from './locales/en/inspect.json';
import enPractice from './locales/en/practice.json';
import enPublish from './locales/en/publish.json';
import enSettings from './locales/en/settings.json';
import enShell from './locales/en/shell.json';
import zhCommissioning from './locales/zh/commissioning.json';
import zhInspect from './locales/zh/inspect.json';
import zhPractice from './locales/zh/practice.json';
import zhPublish from './locales/zh/publish.json';
import zhSettings from './locales/zh/settings.json';
import zhShell from './locales/zh/shell.json';

const en = {
  shell: enShell,
  commissioning: enCommissioning,
  publish: enPublish,
  inspect: enInspect,
  practice: enPractice,
  settings: enSettings,
};
export type Messages = typeof en;
const zh: Messages = {
  shell: zhShell,
  commissioning: zhCommissioning,
  publish: zhPublish,
  inspect: zhInspect,
  practice: zhPractice,
  settings: zhSettings,
};

export const createWindowI18n = (language: 'zh' | 'en') =>
  createI18n<[Messages], 'zh' | 'en', false>({
    // Still the switch between the two APIs in version 11; the name goes away with the old one in 12.
    // eslint-disable-next-line @typescript-eslint/no-deprecated
    legacy: false,
    locale: language,
    fallbackLocale: 'en',
    messages: { zh, en },
  });

/** `t` with its keys checked, the language in force, and the words shared with the command line. */
export const useWords = (): {
  t: ReturnType<typeof useI18n<{ message: Messages }, 'zh' | 'en'>>['t'];
  language: ComputedRef<'zh' | 'en'>;
  words: ComputedRef<Words>;
} => {
  const { t, locale } = useI18n<{ message: Messages }, 'zh' | 'en'>();
  const language = computed<'zh' | 'en'>(() => (locale.value === 'zh' ? 'zh' : 'en'));
  return { t, language, words: computed(() => wordsOf(language.value)) };
};
