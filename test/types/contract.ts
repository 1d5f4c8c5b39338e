/**
 * What must not compile at the boundary. Never run: `tsc -p test` fails when one of the lines marked as an error is none.
 */
import {
  type Argument,
  type Bridge,
  type Emit,
  type Handlers,
  type Payload,
  type Reply,
} from '../../protocol/contract.ts';
import { fail, ok, type Failure } from '../../protocol/result.ts';
import { defaultSettings, type ConnectionState } from '../../protocol/connection.ts';

declare const handlers: Handlers;
declare const bridge: Bridge;
declare const emit: Emit;
declare const without: <T, K extends keyof T>(whole: T, key: K) => Omit<T, K>;

// @ts-expect-error -- a missing handler
export const missing: Handlers = without(handlers, 'disconnect');

// @ts-expect-error -- a handler for a request that is no row
export const tooMany: Handlers = { ...handlers, reboot: () => ok(null) };

// @ts-expect-error -- a reply of another row
export const wrongReply: Handlers = { ...handlers, settings: () => ok({ available: false }) };

// @ts-expect-error -- a reply that is not wrapped: expected trouble would have no place
export const bareReply: Handlers = { ...handlers, disconnect: () => null };

export const wrongArgument: Handlers = {
  ...handlers,
  // @ts-expect-error -- `connect` gets settings and a token source, not an address
  connect: (argument: string) => ok(argument.length === 0 ? null : null),
};

export const calls = () => [
  bridge.request('connect', { settings: defaultSettings, token: { from: 'typed', token: 'GP1109N12345678' } }),
  // @ts-expect-error -- a request that is no row
  bridge.request('reboot', undefined),
  // @ts-expect-error -- the token on its own, without where it comes from
  bridge.request('connect', { settings: defaultSettings, token: 'GP1109N12345678' }),
  // @ts-expect-error -- an argument for a request that takes none
  bridge.request('settings', { language: 'zh' }),
  // @ts-expect-error -- a language there is not
  bridge.request('changeSettings', { language: 'de' }),
  // @ts-expect-error -- an event that is no row
  bridge.on('packetReceived', () => undefined),
];

export const events = () => {
  // @ts-expect-error -- an event that is no row
  emit('packetReceived', { bytes: 4 });
  // @ts-expect-error -- a state without its revision: the holder could not tell which is newer
  emit('connectionChanged', { phase: 'disconnected' });
};

// @ts-expect-error -- a failure nobody has words for
export const unknownFailure: Failure = { kind: 'weather' };
// @ts-expect-error -- a failure without what its sentence needs
export const halfFailure = fail({ kind: 'port-in-use' });
// @ts-expect-error -- the time of the connection is there only in states that have one
export type ConnectedAt = ConnectionState['connectedAt'];
// @ts-expect-error -- a saved connection shows a hint of its token, never the token
export type LeakedToken = NonNullable<Reply<'savedConnections'>[number]['token']>['token'];
type PushedHint = Extract<Payload<'connectionChanged'>['state'], { phase: 'refused' }>['target']['token'];
// @ts-expect-error -- nor does the state that is pushed to the window
export type PushedToken = PushedHint['token'];
export const changed = (records: Reply<'publishes'>, settings: Reply<'settings'>) => {
  // @ts-expect-error -- what came over the boundary is not changed in place
  records.length = settings.templates.length;
};
// @ts-expect-error -- a refused connection carries its report
export const refused: ConnectionState = { phase: 'refused' };
// @ts-expect-error -- the payload is text as it stands, not an object to be put into JSON by someone else
export const publish: Argument<'publish'> = { topic: 'v1/gateway/telemetry', payload: { WG12345678: [] } };
