/** What axe finds in the page as it stands. Only what keeps somebody out counts: serious and critical. */
import axe from 'axe-core';
import { type Page } from 'playwright-core';

type Violation = {
  readonly id: string;
  readonly impact: string | null;
  readonly nodes: readonly { readonly target: readonly unknown[] }[];
};

/** One line for each rule that is broken: the rule, then the elements. */
export const seriousIssues = async (page: Page): Promise<readonly string[]> => {
  // Evaluated by the debugger: the page's content policy, which allows no foreign script, stays in force.
  await page.evaluate(axe.source);
  const violations = await page.evaluate(
    async () =>
      (await (globalThis as unknown as { axe: { run(): Promise<{ violations: Violation[] }> } }).axe.run()).violations,
  );
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`);
};
