/**
 * A question to the platform over a link that lives, and its answer: subscribe, publish, wait for the one topic. What is asked
 * writes no row into the list of publishes: it is no data of the engineer's.
 */
import { type Clock } from './clock.ts';
import { type LiveLink } from './keep-connected.ts';

export type Question = {
  readonly filter: string;
  readonly topic: string;
  readonly answerTopic: string;
  readonly payload: string;
  readonly waitMs: number;
};

/** `text` is absent when none came in time, or when the link ended before. */
export type Answer = { readonly text?: string; readonly ms: number };

export const ask = ({ link, publishes }: LiveLink, question: Question, clock: Clock): Promise<Answer> =>
  new Promise((resolve) => {
    const startMs = clock.nowMs();
    const done = (text?: string): void => {
      stopListening();
      cancel();
      resolve({ ms: Math.round(clock.nowMs() - startMs), ...(text === undefined ? {} : { text }) });
    };
    const cancel = clock.after(question.waitMs, () => done());
    const stopListening = link.onMessage((topic, payload) => {
      if (topic === question.answerTopic) done(Buffer.from(payload).toString('utf8'));
    });
    void link.ended.then(() => done());
    // A platform that refuses the subscription may answer all the same (facts C).
    void link.subscribe(question.filter).then(() => {
      publishes.begin(() => undefined);
      link.send(question.topic, question.payload);
    });
  });
