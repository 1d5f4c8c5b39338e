/**
 * Fills the placeholders of a template: `{{now}}` the time in ms since the epoch, `{{now_s}}` in seconds, `{{n}}` the number
 * of this publish, `{{n:8}}` the same with leading zeros to 8 digits. Touches nothing else; an unknown one stays as it is
 * and is reported with its place.
 */
export type TemplateValues = {
  /** ms since the epoch. */
  readonly now: number;
  /** From 1. */
  readonly n: number;
};

export type UnknownPlaceholder = { readonly name: string; readonly start: number; readonly end: number };
export type Filled = {
  readonly text: string;
  readonly filled: number;
  readonly unknown: readonly UnknownPlaceholder[];
};

/** `start` and `end` are offsets into the template. */
export const fillTemplate = (template: string, values: TemplateValues): Filled => {
  const unknown: UnknownPlaceholder[] = [];
  let filled = 0;
  // Bounded, so that a megabyte of opening braces is one pass.
  const text = template.replace(/\{\{([^{}\r\n]{0,64})\}\}/g, (whole: string, inside: string, start: number) => {
    const name = inside.trim();
    const value = valueOf(name, values);
    if (value === undefined) {
      unknown.push({ name, start, end: start + whole.length });
      return whole;
    }
    filled += 1;
    return value;
  });
  return { text, filled, unknown };
};

const valueOf = (name: string, { now, n }: TemplateValues): string | undefined => {
  if (name === 'now') return String(Math.trunc(now));
  if (name === 'now_s') return String(Math.trunc(now / 1_000));
  const width = /^n(?::(\d{1,2}))?$/.exec(name);
  return width === null ? undefined : String(n).padStart(Number(width[1] ?? 0), '0');
};
