/** A token as it really comes: pasted with a space, a full-width letter, the other gateway's digits. In the browser host. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openApp, type OpenedApp } from '../support/app-window.ts';

describe('a token in the form', () => {
  let app: OpenedApp;
  beforeAll(async () => {
    app = await openApp({ host: 'browser', language: 'en' });
  });
  afterAll(async () => {
    await app.close();
    expect(app.problems).toEqual([]);
  });

  const token = () => app.page.getByTestId('token');
  const rules = async (): Promise<readonly (string | null)[]> =>
    app.page
      .locator('[data-token-rule]')
      .evaluateAll((notes) => notes.map((note) => note.getAttribute('data-token-rule')));

  it('is told what came along with it, and changed only by its own button', async () => {
    await token().fill(' ＧP1109N\u200b12345678');
    await expect.poll(rules).toEqual(['white-space', 'zero-width', 'full-width']);
    expect(await app.page.locator('[data-token-rule="zero-width"]').textContent()).toContain('U+200B');
    expect(await token().inputValue()).toBe(' ＧP1109N\u200b12345678');
    for (const rule of ['white-space', 'zero-width', 'full-width'])
      await app.page.getByTestId(`token-repair-${rule}`).click();
    expect(await token().inputValue()).toBe('GP1109N12345678');
    expect(await rules()).toEqual([]);
  });

  it('is taken out of a pasted setting only when asked', async () => {
    await token().fill('userName: GP1109N12345678');
    await expect.poll(rules).toEqual(['snippet']);
    await app.page.getByTestId('token-repair-snippet').click();
    expect(await token().inputValue()).toBe('GP1109N12345678');
  });

  it('is compared with the gateway’s digits as soon as both are there', async () => {
    await token().fill('GP1109N12345687');
    await app.page.locator('details.more summary').click();
    await app.page.locator('#gateway-name').fill('WG12345678');
    await expect.poll(rules).toEqual(['digits-differ']);
    await app.page.locator('#gateway-name').fill('WG12345687');
    await expect.poll(rules).toEqual([]);
  });

  it('is shown as its last four characters and at most three before', async () => {
    await token().fill('GP1109N12345678');
    await expect.poll(() => app.page.locator('.form').textContent()).toContain('GP1····5678');
  });
});
