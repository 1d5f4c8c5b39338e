/** Times of the platform: ms since the epoch. Refuses time zones: those are the view's. */

/** ISO 8601 in UTC, or undefined outside what a Date can say. */
export const utcOf = (atMs: number): string | undefined => {
  const date = new Date(atMs);
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString();
};

/** As ms this is before 1973-03-03, as seconds a day between 1973 and 5138: the sender forgot the factor 1,000. */
export const looksLikeSeconds = (number: number): boolean => number >= 1e8 && number < 1e11;
