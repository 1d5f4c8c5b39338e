/**
 * How often a property is tried: the count of an ordinary test run, times `GATESCOPE_FUZZ_FACTOR` in a long one
 * (`npm run fuzz`). fast-check prints the seed of a failure, which reproduces it.
 */
export const fuzzFactor = Math.max(1, Number(process.env['GATESCOPE_FUZZ_FACTOR'] ?? 1) || 1);

export const runs = (ordinarily: number): number => Math.round(ordinarily * fuzzFactor);
