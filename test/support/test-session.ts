/** A session with ears: everything it says is kept, so that a test can wait for it. */
import { createSession, type Session, type SessionOptions } from '../../electron/mqtt/session.ts';
import { type ConnectionSettings, type ConnectionState } from '../../protocol/connection.ts';
import { type PublishRecord } from '../../protocol/publish-outcome.ts';
import { quickSettings, testToken } from './walk-request.ts';

export type TestSession = Session & {
  /** Every state so far, oldest first. */
  readonly states: readonly ConnectionState[];
  readonly records: readonly PublishRecord[];
  readonly start: (url: string, changes?: Partial<ConnectionSettings>, token?: string) => void;
  /** Resolves with the first state of this phase from now on, or the present one. */
  readonly reaches: <P extends ConnectionState['phase']>(phase: P) => Promise<Extract<ConnectionState, { phase: P }>>;
};

export const createTestSession = (options: Partial<SessionOptions> = {}): TestSession => {
  const states: ConnectionState[] = [];
  const records: PublishRecord[] = [];
  const waiting = new Set<(state: ConnectionState) => void>();
  const session = createSession({
    onTotals: () => undefined,
    fingerprint: () => 'a3f09c1e',
    // The shortest wait there is: 250 ms.
    random: () => 0,
    ...options,
    onState: (state) => {
      states.push(state);
      options.onState?.(state);
      for (const give of [...waiting]) give(state);
    },
    onPublish: (record) => {
      records.push(record);
      options.onPublish?.(record);
    },
  });
  return {
    ...session,
    states,
    records,
    start: (url, changes = {}, token = testToken) => {
      const begun = session.connect(quickSettings(url, changes), token);
      if (!begun.ok) throw new Error(begun.failure.kind);
    },
    reaches: <P extends ConnectionState['phase']>(phase: P) =>
      new Promise<Extract<ConnectionState, { phase: P }>>((resolve) => {
        const give = (state: ConnectionState): void => {
          if (state.phase !== phase) return;
          waiting.delete(give);
          resolve(state as Extract<ConnectionState, { phase: P }>);
        };
        waiting.add(give);
        give(session.state());
      }),
  };
};
