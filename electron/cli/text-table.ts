/** Columns that stand under each other in a terminal, where a Chinese character is two cells wide. */

/** East Asian wide and full-width characters; combining marks take no cell. */
const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}]/u;

export const cellsOf = (text: string): number =>
  Array.from(text).reduce(
    (cells, character) => cells + (/\p{Mn}/u.test(character) ? 0 : wide.test(character) ? 2 : 1),
    0,
  );

/** Each row without trailing blanks; the last column is never padded. */
export const alignColumns = (rows: readonly (readonly string[])[]): readonly string[] => {
  const widths: number[] = [];
  for (const row of rows) {
    for (const [i, cell] of row.entries()) widths[i] = Math.max(widths[i] ?? 0, cellsOf(cell));
  }
  return rows.map((row) =>
    row
      .map((cell, i) => cell + ' '.repeat((widths[i] ?? 0) - cellsOf(cell)))
      .join('  ')
      .trimEnd(),
  );
};
