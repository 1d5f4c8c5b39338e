/** No page of this program goes anywhere: not by a link, a script, a form, a redirect, a dropped file, or a new window. */
import { type App, type Event } from 'electron';

const deny = (event: Event): void => event.preventDefault();

/** Before the first window: holds for every web contents, ours or one that somebody finds a way to make. */
export const denyNavigation = (app: App): void => {
  app.on('web-contents-created', (_event, contents) => {
    contents.on('will-navigate', deny);
    contents.on('will-frame-navigate', deny);
    contents.on('will-redirect', deny);
    contents.on('will-attach-webview', deny);
    contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  });
};
