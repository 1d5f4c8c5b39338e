/** value = number * scale + add, without the dust of binary fractions: 33 * 0.1 is 3.3. */
export type Scale = { readonly scale: number; readonly add: number; readonly decimals: number };

export const unscaled: Scale = { scale: 1, add: 0, decimals: 0 };

const decimalsOf = (written: string): number => {
  const [mantissa = '', exponent = '0'] = written.toLowerCase().split('e');
  return Math.max(0, (mantissa.split('.')[1]?.length ?? 0) - Number(exponent));
};

export const compileScale = (scale = 1, add = 0): Scale => ({
  scale,
  add,
  decimals: Math.max(decimalsOf(String(scale)), decimalsOf(String(add))),
});

/** `written` is the number's own text, whose decimals count too; leave it out for whole numbers. */
export const applyScale = (number: number, { scale, add, decimals }: Scale, written?: string): number => {
  if (scale === 1 && add === 0) return number;
  const places = decimals + (written === undefined ? 0 : decimalsOf(written));
  const value = number * scale + add;
  // toFixed takes at most 100 places and turns to exponents from 1e21 on; both are far outside any reading.
  return places <= 20 && Math.abs(value) < 1e21 ? Number(value.toFixed(places)) : value;
};
