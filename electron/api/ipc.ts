/**
 * The contract over Electron's IPC: the only place that registers a channel. Owns the check of the sender; everything
 * about the request itself is checked in `dispatch.ts`, the same for both transports.
 */
import { type WebContents } from 'electron';
import { fail } from '../../protocol/result.ts';
import { type App } from '../app.ts';
import { createDispatch } from './dispatch.ts';
import { eventChannel, requestChannel } from './ipc-channels.ts';
import { isOwnPage } from './ipc-sender.ts';

export type IpcOptions = {
  readonly contents: WebContents;
  readonly app: Pick<App, 'handlers' | 'onEvent'>;
  readonly pageOrigin: string;
};

/** Ends with its web contents. */
export const serveIpc = ({ contents, app, pageOrigin }: IpcOptions): void => {
  const dispatch = createDispatch({ handlers: app.handlers });
  // Bound to this web contents: another one, whoever made it, finds nobody on this channel.
  contents.ipc.handle(requestChannel, (event, name: unknown, argument: unknown) =>
    isOwnPage(event.senderFrame, contents.mainFrame, pageOrigin)
      ? dispatch(name, argument)
      : fail({ kind: 'no-such-request', name: '' }),
  );

  const stopEvents = app.onEvent((name, payload) => {
    if (!contents.isDestroyed()) contents.send(eventChannel, name, payload);
  });
  contents.once('destroyed', stopEvents);
};
