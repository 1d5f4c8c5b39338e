/** Puts parameters into words. Owns the `{name}` form and nothing else: what the parameters hold is the caller's affair. */
export type FillParams = Readonly<Record<string, string | number>>;

/** One pass: a brace inside a parameter stays text. A name without a parameter stays as it is, so that it is seen. */
export const fill = (words: string, params: FillParams): string =>
  words.replace(/\{(\w+)\}/g, (whole, name: string) => (Object.hasOwn(params, name) ? String(params[name]) : whole));
