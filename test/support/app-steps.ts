/** What an engineer does first in nearly every spec. */
import { type Page } from 'playwright-core';

/** Resolves when the practice platform listens and the form holds its address and token. */
export const startPractice = async (page: Page): Promise<void> => {
  await page.getByTestId('start-practice').click();
  await page.getByTestId('practice').waitFor();
  await page.waitForFunction(() => {
    const token = document.querySelector<HTMLInputElement>('[data-testid="token"]');
    return token !== null && token.value !== '';
  });
};

export const connectToPractice = async (page: Page): Promise<void> => {
  await startPractice(page);
  await page.getByTestId('connect').click();
  await page.locator('[data-testid="verdict"][data-code="0"]').waitFor();
};

/** A broker that is not the practice platform: a gateway could be using the token, so connecting takes two acts. */
export const connectAnyway = async (page: Page): Promise<void> => {
  await page.getByTestId('connect').click();
  await page.getByTestId('connect-anyway').click();
};
