/** CONNACK 0 is not yet success: a link that is dropped at once carries no data. */
import { codeHex } from '../../../protocol/codes/lookup.ts';
import { type Connack } from '../../../protocol/diagnosis.ts';
import { sessionTakenOver } from '../../mqtt/contest.ts';
import { type Link } from '../../mqtt/link.ts';
import { rounded, type StepEnd } from '../ladder.ts';
import { type Limits } from '../limits.ts';

export const survive = async (
  link: Link,
  connack: Connack,
  surviveMs: number,
  limits: Limits,
): Promise<StepEnd<null>> => {
  const sinceMs = limits.nowMs();
  const lived = await limits.within(link.ended, surviveMs);
  if ('cut' in lived)
    return lived.cut === 'late' ? { passed: null, finding: `${surviveMs} ms` } : { verdict: { id: 'stopped' } };
  if (lived.came.by === 'us') return { verdict: { id: 'stopped' } };
  const { why, reasonCode, detail } = lived.came.loss;
  const finding = reasonCode === undefined ? (detail ?? why) : codeHex(reasonCode);
  if (reasonCode === sessionTakenOver) return { verdict: { id: 'contested', connack, evictions: 1 }, finding };
  const livedMs = rounded(limits.nowMs() - sinceMs);
  return {
    verdict: { id: 'dropped-after-connack', connack, livedMs, why, ...(detail === undefined ? {} : { detail }) },
    finding,
  };
};
