/** What the window and the command line know of the practice platform (facts H). The platform itself is `electron/practice/`. */
export type PracticeToken = { readonly token: string; readonly kind: 'gateway' | 'device' };

export type PracticeState =
  | { readonly phase: 'stopped' }
  | {
      readonly phase: 'running';
      /** `mqtt://127.0.0.1:41883` */
      readonly url: string;
      /** Made-up tokens of the stand-in: no secret. */
      readonly tokens: readonly PracticeToken[];
      readonly like: string;
      readonly connections: number;
      readonly storedCount: number;
      /** Newest last, at most `practiceStoredShown`. */
      readonly stored: readonly StoredValue[];
    };

export const practiceStoredShown = 50;

/** One value as a default ThingsBoard would keep it, after its type cast (facts B3). */
export type StoredValue = {
  readonly node: string;
  readonly ts: number;
  readonly key: string;
  readonly value: string;
  readonly type: 'long' | 'double' | 'boolean' | 'string' | 'json';
};
