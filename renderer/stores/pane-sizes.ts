import { computed, shallowRef, type ComputedRef } from 'vue';
import { useSettings } from './settings.ts';

type Sizes<T> = { readonly [K in keyof T]: number };

/**
 * Where a workspace's splitters stand, in percent, remembered under its name. While one is dragged nothing is kept: the
 * settings change once, when it is let go.
 */
export const usePaneSizes = <const T extends readonly number[]>(
  workspace: string,
  defaults: T,
): { sizes: ComputedRef<Sizes<T>>; resize: (index: number, percent: number) => void; settle: () => void } => {
  const settings = useSettings();
  const dragged = shallowRef<readonly number[]>();
  const sizes = computed(() => {
    const kept = dragged.value ?? settings.settings.panes[workspace] ?? [];
    // As many as there are defaults, which `map` cannot tell the type.
    return defaults.map((byDefault, index) => kept[index] ?? byDefault) as Sizes<T>;
  });
  const resize = (index: number, percent: number): void => {
    dragged.value = sizes.value.map((size, at) => (at === index ? percent : size));
  };
  const settle = (): void => {
    if (dragged.value === undefined) return;
    const kept = [...dragged.value];
    dragged.value = undefined;
    void settings.change({ panes: { ...settings.settings.panes, [workspace]: kept } });
  };
  return { sizes, resize, settle };
};
