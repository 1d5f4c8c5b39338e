/** Secrets to plant, and the forms in which one could come out again. */

/** `n`: which way in; long and odd enough to occur nowhere by chance. */
export const canary = (n: number): string => `CANARY${String(n).padStart(2, '0')}x7Qm2ZpLk9Wd4`;

export const formsOf = (secret: string): readonly string[] => [
  secret,
  // The last characters of base64 depend on what follows.
  Buffer.from(secret).toString('base64').replace(/=+$/, '').slice(0, -2),
  Buffer.from(secret).toString('hex'),
  Buffer.from(secret).toString('hex').toUpperCase(),
  encodeURIComponent(`${secret} `).slice(0, -3),
];

/** Those of the secrets that stand in the text in any form. */
export const leaked = (secrets: readonly string[], text: string): readonly string[] =>
  secrets.filter((secret) => formsOf(secret).some((form) => text.includes(form)));
