import { computed, onUnmounted, ref, watchEffect, type Ref } from 'vue';
import { themes, type Settings, type Theme } from '../../protocol/settings.ts';

/** Puts the theme in force on the root. `system` follows the operating system between light and dark. */
export const useTheme = (
  wanted: Readonly<Ref<Settings['theme']>>,
): { theme: Readonly<Ref<Theme>>; nextTheme: () => Theme } => {
  const prefersDark = window.matchMedia('(prefers-color-scheme: dark)');
  const dark = ref(prefersDark.matches);
  const follow = (): void => {
    dark.value = prefersDark.matches;
  };
  prefersDark.addEventListener('change', follow);
  onUnmounted(() => prefersDark.removeEventListener('change', follow));

  const theme = computed<Theme>(() => (wanted.value === 'system' ? (dark.value ? 'dark' : 'light') : wanted.value));
  watchEffect(() => (document.documentElement.dataset.theme = theme.value));

  const nextTheme = (): Theme => themes[(themes.indexOf(theme.value) + 1) % themes.length] ?? 'light';
  return { theme, nextTheme };
};
