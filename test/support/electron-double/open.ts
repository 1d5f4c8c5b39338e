/** A program under the double with Playwright on its page. */
import { chromium, type Page } from 'playwright-core';
import { launchDouble, type Launched, type LaunchOptions } from './launch.ts';

export type OpenedDouble = { readonly program: Launched; readonly page: Page };

export const openDouble = async (options: LaunchOptions): Promise<OpenedDouble> => {
  const program = launchDouble(options);
  try {
    const browser = await chromium.connectOverCDP(await program.opened);
    const page = browser.contexts()[0]?.pages()[0];
    if (page === undefined) throw new Error('the double has no page');
    return { program, page };
  } catch (thrown) {
    await program.close();
    throw thrown;
  }
};
