/** The end of the program: sessions are closed and files written before it goes, but it never hangs. */
import { type App } from 'electron';

/** A broker that does not answer a DISCONNECT must not keep the program open. */
const patienceMs = 3_000;

export const closeBeforeQuit = (app: App, close: () => Promise<void>): void => {
  let closed = false;
  // One window, on macOS too: without it there is nothing to come back to.
  app.on('window-all-closed', () => app.quit());
  app.on('will-quit', (event) => {
    if (closed) return;
    event.preventDefault();
    const outOfPatience = new Promise<void>((resolve) => setTimeout(resolve, patienceMs));
    void Promise.race([close().catch(() => undefined), outOfPatience]).then(() => {
      closed = true;
      app.quit();
    });
  });
};
