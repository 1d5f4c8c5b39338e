/**
 * Where the tests find their Chromium, and how it is started: quiet, and with no name that resolves but this machine's.
 * `npm test` installs it where it can; a test without it fails, because a window that nobody drove is not tested.
 */
import type { Browser } from 'playwright-core';
import { findProgram } from './find-program.ts';

export const findChromium = (): string => findProgram('chromium');

export const chromiumFlags: readonly string[] = [
  // The sandbox of Chromium does not start for root, which is who runs the tests in a container.
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  '--disable-gpu',
  '--disable-dev-shm-usage',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-default-apps',
  '--disable-extensions',
  '--disable-features=Translate,MediaRouter,OptimizationHints',
  '--disable-popup-blocking',
  '--disable-sync',
  '--force-color-profile=srgb',
  '--mute-audio',
  '--password-store=basic',
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost',
];

export const launchChromium = async (extraFlags: readonly string[] = []): Promise<Browser> => {
  // Loaded only here: the Electron double finds its Chromium without Playwright.
  const { chromium } = await import('playwright-core');
  return chromium.launch({ executablePath: findChromium(), args: [...chromiumFlags, ...extraFlags] });
};
