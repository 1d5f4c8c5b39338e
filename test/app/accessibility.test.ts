/** Every workspace as axe sees it, in both languages and three themes. The page is the same in each host: one is enough. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { languages, themes } from '../../protocol/settings.ts';
import { appHosts, openApp, type OpenedApp } from '../support/app-window.ts';
import { connectToPractice } from '../support/app-steps.ts';
import { seriousIssues } from '../support/axe.ts';

const host = appHosts[0]!;

describe.each(languages)('in %s', (language) => {
  describe.each(themes)('in the %s theme', (theme) => {
    let app: OpenedApp;
    beforeAll(async () => {
      app = await openApp({ host, language, theme });
      await connectToPractice(app.page);
    });
    afterAll(async () => {
      await app.close();
      expect(app.problems).toEqual([]);
    });

    it.each(['1', '2', '3', '4', '5'])('has no serious fault in workspace %s', async (digit) => {
      await app.page.keyboard.press(`Control+${digit}`);
      await app.page.locator(`nav button:nth-child(${digit})[aria-current="page"]`).waitFor();
      await app.page.locator('main [data-pane]:visible').first().waitFor();
      expect(await seriousIssues(app.page)).toEqual([]);
    });
  });
});
