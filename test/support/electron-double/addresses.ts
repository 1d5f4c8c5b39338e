/**
 * Chromium without Electron knows no `app:` scheme, so an `app:` page is shown under a secure address that exists nowhere.
 * Everything the program is told carries the `app:` address again.
 */
const suffix = '.app.invalid';

/** `app://gatescope/x` → `https://gatescope.app.invalid/x`; others stay as they are. */
export const toBrowser = (address: string): string =>
  address.replace(/^app:\/\/([a-z0-9-]+)/i, (_, host: string) => `https://${host}${suffix}`);

export const toProgram = (address: string): string =>
  address.replace(/^https:\/\/([a-z0-9-]+)\.app\.invalid(?=[/?#]|$)/i, (_, host: string) => `app://${host}`);
