/** How a link was lost, with the sizes that were too large filled in. */
import { type LinkLoss } from '../connection.ts';
import { fill } from './fill.ts';
import { type Words } from './shape.ts';

const grouped = (digits: string): string => digits.replace(/\B(?=(\d{3})+$)/g, ',');

export const lossSentence = ({ why, detail = '' }: Pick<LinkLoss, 'why' | 'detail'>, words: Words): string => {
  // The guard's finding: `268435461 > 1048576`.
  const [, lengthBytes = '?', limitBytes = '?'] = /^(\d+) > (\d+)$/u.exec(detail) ?? [];
  return fill(words.linkLoss[why], { lengthBytes: grouped(lengthBytes), limitBytes: grouped(limitBytes) });
};
