/** The line between the program under the double and the test that started it: what happened, and what the test asks. */
export type Told =
  | { readonly told: 'opened'; readonly endpoint: string }
  | { readonly told: 'problem'; readonly text: string }
  | { readonly told: 'answer'; readonly ask: number; readonly value: unknown };

export type Question = 'records' | 'clipboard' | 'quit' | 'second-instance' | 'crash-page';
export type Asked = { readonly ask: number; readonly question: Question };

/** Everything a policy of the program decided, in order, and what it showed outside its page. */
export type Records = {
  readonly requests: { readonly url: string; readonly cancelled: boolean }[];
  readonly navigations: { readonly url: string; readonly refusedBy: readonly string[] }[];
  readonly windows: { readonly url: string; readonly action: string }[];
  readonly downloads: { readonly url: string; readonly prevented: boolean }[];
  readonly permissions: { readonly name: string; readonly granted: boolean }[];
  /** `reply`: the beginning of it, as JSON. */
  readonly invoked: {
    readonly channel: string;
    readonly origin: string;
    readonly isMainFrame: boolean;
    reply: string;
  }[];
  readonly dialogs: { readonly title: string; readonly content: string }[];
  readonly calls: string[];
  webPreferences: Record<string, unknown>;
  windowOptions: Record<string, unknown>;
  privileges: Record<string, unknown>;
  menu: unknown;
};

export const records: Records = {
  requests: [],
  navigations: [],
  windows: [],
  downloads: [],
  permissions: [],
  invoked: [],
  dialogs: [],
  calls: [],
  webPreferences: {},
  windowOptions: {},
  privileges: {},
  menu: null,
};

export const tell = (told: Told): void => void process.send?.(told);

/** A question without an answer here is an error of the test. */
export const answerParent = (answers: Readonly<Record<Question, () => unknown>>): void => {
  process.on('message', ({ ask, question }: Asked) => {
    void Promise.resolve(answers[question]()).then((value) => tell({ told: 'answer', ask, value: value ?? null }));
  });
  // A test that was killed takes the program with it.
  process.on('disconnect', () => process.exit(1));
};
