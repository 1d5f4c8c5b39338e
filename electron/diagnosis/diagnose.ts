/** The whole walk once, for those who want the verdict and no session. Leaves politely. */
import { type Report } from '../../protocol/diagnosis.ts';
import { walk, type WalkRequest } from './walk.ts';

/** Resolves at the latest after the CONNACK time limit plus the survival time. */
export const diagnose = async (request: Omit<WalkRequest, 'publishEvents'>): Promise<Report> => {
  const walked = await walk({ ...request, publishEvents: nobodyPublishes });
  if (walked.link === undefined) return walked.report;
  const report = await walked.survive();
  walked.link.leave();
  return report;
};

const nobodyPublishes = { onHanded: () => undefined, onWritten: () => undefined, onPuback: () => undefined };
