/**
 * The rules of the practice platform that something can happen because of, by their number; each is a comment `H<number>`
 * in `electron/practice/`, and each has its sentence in `words/`.
 */
export const practiceRules = [1, 2, 3, 4, 5, 6, 8, 9, 10, 14, 15, 16, 17, 18, 19, 24, 25, 26, 31, 32] as const;
export type PracticeRule = (typeof practiceRules)[number];
