/**
 * F6 goes from pane to pane. A pane is an element with `data-pane`; it receives the focus on its first focusable element
 * that is not hidden, or itself.
 */
const focusable =
  'input:not(:disabled), select:not(:disabled), textarea:not(:disabled), button:not(:disabled), [tabindex="0"], [contenteditable="true"]';

export const movePane = (step: 1 | -1): void => {
  const panes = [...document.querySelectorAll<HTMLElement>('[data-pane]')].filter((pane) => pane.offsetParent !== null);
  if (panes.length === 0) return;
  const current = panes.findIndex((pane) => pane.contains(document.activeElement));
  const next =
    panes[current === -1 ? (step === 1 ? 0 : panes.length - 1) : (current + step + panes.length) % panes.length];
  if (next === undefined) return;
  const target = [...next.querySelectorAll<HTMLElement>(focusable)].find((element) => element.offsetParent !== null);
  if (target !== undefined) {
    target.focus();
    return;
  }
  next.tabIndex = -1;
  next.focus();
};
