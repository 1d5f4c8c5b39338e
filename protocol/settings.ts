/** What the engineer chose, kept between starts. No secrets. Unknown or damaged parts fall back to these defaults one by one. */
import * as v from 'valibot';

export const languages = ['zh', 'en'] as const;
export type Language = (typeof languages)[number];
export const themes = ['light', 'dark', 'sunlight'] as const;
export type Theme = (typeof themes)[number];

export const template = v.object({
  id: v.pipe(v.string(), v.maxLength(64)),
  name: v.pipe(v.string(), v.minLength(1), v.maxLength(80)),
  topic: v.pipe(v.string(), v.maxLength(512)),
  text: v.pipe(v.string(), v.maxLength(262_144)),
});
export type Template = v.InferOutput<typeof template>;

export const settings = v.object({
  /** `system`: the operating system's language, Chinese if it is neither. */
  language: v.fallback(v.picklist(['system', ...languages]), 'system'),
  theme: v.fallback(v.picklist(['system', ...themes]), 'system'),
  templates: v.fallback(v.pipe(v.array(template), v.maxLength(200)), []),
  /** Splitter positions in percent, by pane group. */
  panes: v.fallback(v.record(v.pipe(v.string(), v.maxLength(40)), v.pipe(v.array(v.number()), v.maxLength(8))), {}),
});
export type Settings = v.InferOutput<typeof settings>;

export const settingsChange = v.partial(
  v.object({
    language: v.picklist(['system', ...languages]),
    theme: v.picklist(['system', ...themes]),
    templates: v.pipe(v.array(template), v.maxLength(200)),
    panes: v.record(v.pipe(v.string(), v.maxLength(40)), v.pipe(v.array(v.number()), v.maxLength(8))),
  }),
);
export type SettingsChange = v.InferOutput<typeof settingsChange>;

export const defaultAppSettings: Settings = { language: 'system', theme: 'system', templates: [], panes: {} };
