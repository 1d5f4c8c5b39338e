import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const css = readFileSync('renderer/design/tokens.css', 'utf8');

const tokensOf = (theme: string): Map<string, string> => {
  const block = new RegExp(`\\[data-theme='${theme}'\\] \\{([^}]*)\\}`).exec(css)?.[1] ?? '';
  return new Map(
    [...block.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map(([, name, value]) => [name ?? '', value ?? '']),
  );
};

/** WCAG 2.2 relative luminance and contrast ratio. */
const luminance = (hex: string): number => {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const part = parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};
const contrast = (a: string, b: string): number => {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number];
  return (light + 0.05) / (dark + 0.05);
};

const texts = ['text', 'muted', 'faint', 'accent', 'ok', 'warn', 'bad', 'info'];
const grounds = ['bg', 'pane', 'raised'];
const pairs: [string, string][] = [
  ...texts.flatMap((text) => grounds.map((ground): [string, string] => [text, ground])),
  ...['ok', 'warn', 'bad', 'info', 'accent'].map((state): [string, string] => [state, `${state}-ground`]),
  ...['text', 'muted', 'bad', 'ok', 'warn'].map((text): [string, string] => [text, 'select']),
  ...['f0', 'f1', 'f2', 'f3', 'f4', 'f5', 'f6'].map((ground): [string, string] => ['text', ground]),
  ['on-accent', 'accent'],
];

describe.each([
  ['light', 4.5],
  ['dark', 4.5],
  ['sunlight', 7],
])('the %s theme', (theme, least) => {
  const tokens = tokensOf(theme);
  it.each(pairs)('can be read: --%s on --%s', (text, ground) => {
    const [a, b] = [tokens.get(text), tokens.get(ground)];
    expect(a, text).toBeDefined();
    expect(b, ground).toBeDefined();
    expect(contrast(a!, b!)).toBeGreaterThanOrEqual(least);
  });
  it('draws the edges of its controls at 3:1', () => {
    for (const ground of grounds)
      expect(contrast(tokens.get('line-strong')!, tokens.get(ground)!)).toBeGreaterThanOrEqual(3);
  });
});
