/** A diagnosis as scripts read it: the verdict's own facts beside its id, then everything that was seen. */
import { exitCodeOf, type Report } from '../../protocol/diagnosis.ts';
import { verdictCode } from '../../protocol/verdict-code.ts';

export const reportJson = ({ verdict, connack, advice, steps }: Report): object => {
  if (verdict === undefined) return { steps };
  const facts = Object.fromEntries(Object.entries(verdict).filter(([name]) => name !== 'id' && name !== 'connack'));
  return {
    verdict: verdict.id,
    exitCode: exitCodeOf(verdict),
    shortCode: verdictCode(verdict),
    ...facts,
    ...(connack === undefined ? {} : { connack }),
    advice,
    steps,
  };
};
