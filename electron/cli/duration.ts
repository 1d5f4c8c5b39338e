/** Durations on the command line: a whole number and its unit. A bare number is refused: 60 could be seconds or milliseconds. */
import { wrongUse, type OptionValue } from './command.ts';

const unitsMs: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 };

/** `500ms`, `4s`, `1m`, `2h`. */
export const parseDurationMs = (text: string): number | undefined => {
  const parts = /^(\d{1,9})(ms|s|m|h)$/u.exec(text);
  const unitMs = unitsMs[parts?.[2] ?? ''];
  return unitMs === undefined ? undefined : Number(parts?.[1]) * unitMs;
};

export const readDurationMs = (option: string, value: OptionValue, defaultMs: number): number => {
  if (value === undefined) return defaultMs;
  const ms = typeof value === 'string' ? parseDurationMs(value) : undefined;
  if (ms !== undefined) return ms;
  throw wrongUse({
    zh: `--${option} 应写成数字加单位，例如 500ms、4s、1m。`,
    en: `--${option} takes a number with its unit: 500ms, 4s, 1m.`,
  });
};
