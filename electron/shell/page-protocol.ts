/** The `app:` scheme: its rights, and the one handler that serves it. */
import { protocol, type Session } from 'electron';
import { type StaticFiles } from '../host/static-files.ts';
import { pageAnswer } from './page-answer.ts';
import { pageScheme } from './page-origin.ts';

/** Only before the app is ready. */
export const registerPageScheme = (): void => {
  protocol.registerSchemesAsPrivileged([
    {
      scheme: pageScheme,
      privileges: {
        standard: true,
        secure: true,
        supportFetchAPI: true,
        bypassCSP: false,
        corsEnabled: false,
        allowServiceWorkers: false,
        stream: false,
        codeCache: false,
        allowExtensions: false,
      },
    },
  ]);
};

/** On the session's own protocol: the global one serves the default session, which no window of ours uses. */
export const servePage = (session: Session, files: StaticFiles): void => {
  session.protocol.handle(pageScheme, (request) => pageAnswer(files, request));
};
