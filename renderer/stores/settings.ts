import { defineStore } from 'pinia';
import { computed, shallowRef } from 'vue';
import { type Failure } from '../../protocol/result.ts';
import { defaultAppSettings, type Settings, type SettingsChange } from '../../protocol/settings.ts';
import { useAppInfo } from './app-info.ts';
import { useBridge } from './bridge-key.ts';

/** What the engineer chose. A change shows at once and is kept by the process behind the window. */
export const useSettings = defineStore('settings', () => {
  const bridge = useBridge();
  const appInfo = useAppInfo();
  const settings = shallowRef<Settings>(defaultAppSettings);
  const failure = shallowRef<Failure>();

  /** Chinese unless the system clearly speaks English: the vendor's engineers are the first users. */
  const language = computed<'zh' | 'en'>(() => {
    if (settings.value.language !== 'system') return settings.value.language;
    const system = appInfo.info?.systemLanguage ?? navigator.language;
    return system.toLowerCase().startsWith('en') ? 'en' : 'zh';
  });

  const refresh = async (): Promise<void> => {
    const result = await bridge.request('settings', undefined);
    if (result.ok) settings.value = result.value;
  };

  const change = async (wanted: SettingsChange): Promise<void> => {
    settings.value = { ...settings.value, ...definedOnly(wanted) };
    const result = await bridge.request('changeSettings', wanted);
    failure.value = result.ok ? undefined : result.failure;
  };

  return { settings, language, failure, refresh, change };
});

const definedOnly = (wanted: SettingsChange): Partial<Settings> =>
  Object.fromEntries(Object.entries(wanted).filter(([, value]) => value !== undefined));
