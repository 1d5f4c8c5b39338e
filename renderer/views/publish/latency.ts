/** The time from the write on the socket to the PUBACK, over many publishes. */
import { type PublishRecord, type PublishState } from '../../../protocol/publish-outcome.ts';

export type LatencySummary = { readonly p50Ms: number; readonly p95Ms: number; readonly count: number };

/** Undefined while no PUBACK came. A PUBACK that refuses has a latency all the same. */
export const latencyOf = (state: PublishState): number | undefined =>
  'latencyMs' in state ? state.latencyMs : undefined;

/** Nearest rank: every figure shown was really measured. Undefined without a single PUBACK. */
export const latencySummary = (records: readonly PublishRecord[]): LatencySummary | undefined => {
  const sorted = records.flatMap(({ state }) => latencyOf(state) ?? []).sort((a, b) => a - b);
  const rank = (share: number): number | undefined => sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)];
  const p50Ms = rank(0.5);
  const p95Ms = rank(0.95);
  return p50Ms === undefined || p95Ms === undefined ? undefined : { p50Ms, p95Ms, count: sorted.length };
};
