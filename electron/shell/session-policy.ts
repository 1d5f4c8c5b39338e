/**
 * The session of the window: what it may load (our page and nothing else) and what it may ask of the machine (nothing).
 * Electron grants every permission to a session without handlers, and checks and requests are asked separately.
 */
import { session, type Session } from 'electron';
import { pageScheme } from './page-origin.ts';

/** Without `persist:` it lives in memory: no cache, cookie or storage of the page ever reaches the disk. */
const partition = 'gatescope';

export const openPageSession = ({ packaged }: { readonly packaged: boolean }): Session => {
  const own = session.fromPartition(partition);
  own.webRequest.onBeforeRequest(({ url, resourceType }, answer) => {
    const scheme = schemeOf(url);
    // A drawing inside a style sheet is the one thing that the content policy lets in as data.
    const drawing = scheme === 'data' && resourceType === 'image';
    const tools = scheme === 'devtools' && !packaged;
    answer({ cancel: scheme !== pageScheme && !drawing && !tools });
  });

  own.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  own.setPermissionCheckHandler(() => false);
  own.setDevicePermissionHandler(() => false);
  own.setDisplayMediaRequestHandler((_request, answer) => answer(null));
  // What the engineer saves is written by this process, at a place chosen in a dialog of this process.
  own.on('will-download', (event) => event.preventDefault());
  // The spell checker fetches its dictionaries from a server of its maker.
  own.setSpellCheckerEnabled(false);
  return own;
};

const schemeOf = (address: string): string => /^([a-z][a-z0-9+.-]*):/i.exec(address)?.[1]?.toLowerCase() ?? '';
