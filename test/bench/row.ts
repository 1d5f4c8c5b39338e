/** What a row of the bench is: two sides measured alternately in one run, and the goal for their ratio or for one of them. */
export type Row = {
  /** As in the table of goals: `P11`. */
  readonly id: string;
  readonly name: string;
  readonly ours: Side;
  /** Absent where the goal is an absolute figure of ours. */
  readonly peer?: Side;
  readonly unit: 'ms' | 'per s' | 'KiB';
  /** Bound of ours / peer; without a peer of ours itself. */
  readonly goal: { readonly atLeast: number } | { readonly atMost: number };
  readonly rounds: number;
  readonly start?: () => Promise<void>;
  readonly stop?: () => Promise<void>;
};

export type Side = { readonly name: string; readonly measure: () => Promise<number> };

export const median = (values: readonly number[]): number => {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2;
};

export type Measured = {
  readonly row: Row;
  readonly ours: readonly number[];
  readonly peer: readonly number[];
  readonly value: number;
  readonly reached: boolean;
};

/** One round before the count warms both sides; then they take turns, so that a busy moment hits both. */
export const measureRow = async (row: Row): Promise<Measured> => {
  await row.start?.();
  try {
    const ours: number[] = [];
    const peer: number[] = [];
    for (let round = 0; round <= row.rounds; round += 1) {
      const our = await row.ours.measure();
      const their = await row.peer?.measure();
      if (round === 0) continue;
      ours.push(our);
      if (their !== undefined) peer.push(their);
    }
    const value = peer.length === 0 ? median(ours) : median(ours) / median(peer);
    const reached = 'atLeast' in row.goal ? value >= row.goal.atLeast : value <= row.goal.atMost;
    return { row, ours, peer, value, reached };
  } finally {
    await row.stop?.();
  }
};

const figure = (value: number, unit: Row['unit']): string =>
  unit === 'per s' ? `${Math.round(value).toLocaleString('en')}/s` : `${value.toFixed(2)} ${unit}`;

const sideLine = (side: Side, values: readonly number[], unit: Row['unit']): string =>
  `     ${side.name}: median ${figure(median(values), unit)}, ${figure(Math.min(...values), unit)} to ${figure(Math.max(...values), unit)}`;

export const measuredLines = ({ row, ours, peer, value, reached }: Measured): readonly string[] => {
  const isRatio = row.peer !== undefined;
  const shown = isRatio ? `${value.toFixed(2)} x` : figure(value, row.unit);
  const bound = 'atLeast' in row.goal ? row.goal.atLeast : row.goal.atMost;
  const goal = `${'atLeast' in row.goal ? 'at least' : 'at most'} ${isRatio ? `${bound} x` : figure(bound, row.unit)}`;
  return [
    `${row.id.padEnd(4)} ${row.name}: ${shown} (goal ${goal}) ${reached ? 'reached' : 'NOT reached'}`,
    sideLine(row.ours, ours, row.unit),
    ...(row.peer === undefined ? [] : [sideLine(row.peer, peer, row.unit)]),
  ];
};
