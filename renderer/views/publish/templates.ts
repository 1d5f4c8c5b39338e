/** Changes to the engineer's own templates, as new lists. Order is the order of saving; names are kept unique by the asker. */
import { type Template } from '../../../protocol/settings.ts';

/** As many as the settings keep. */
export const templatesLimit = 200;

/** What the window asks about templates. */
export type TemplateQuestion =
  | { readonly kind: 'save'; readonly proposal: string }
  | { readonly kind: 'rename' | 'remove'; readonly template: Template };

type Content = Pick<Template, 'topic' | 'text'>;

/** A template of that name is replaced in its place and keeps its id; else a new one comes last. */
export const saveUnder = (
  templates: readonly Template[],
  name: string,
  content: Content,
  newId: () => string,
): { readonly templates: Template[]; readonly id: string } => {
  const present = templates.find((template) => template.name === name);
  if (present === undefined) {
    const id = newId();
    return { templates: [...templates, { id, name, ...content }], id };
  }
  return { templates: change(templates, present.id, content), id: present.id };
};

export const change = (
  templates: readonly Template[],
  id: string,
  changed: Partial<Omit<Template, 'id'>>,
): Template[] => templates.map((template) => (template.id === id ? { ...template, ...changed } : template));

export const without = (templates: readonly Template[], id: string): Template[] =>
  templates.filter((template) => template.id !== id);
