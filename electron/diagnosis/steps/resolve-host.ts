/** The name becomes addresses, in the order in which the system would try them. */
import { type Network } from '../../mqtt/network.ts';
import { errorCode } from '../errors.ts';
import { type StepEnd } from '../ladder.ts';
import { type Limits } from '../limits.ts';

export const resolveHost = async (
  host: string,
  network: Network,
  limits: Limits,
): Promise<StepEnd<readonly string[]>> => {
  const notFound = (detail: string): StepEnd<readonly string[]> => ({
    verdict: { id: 'host-not-found', host, detail },
    finding: detail,
  });
  try {
    const resolved = await limits.within(network.resolve(host));
    if ('cut' in resolved) return resolved.cut === 'late' ? notFound('ETIMEOUT') : { verdict: { id: 'stopped' } };
    return resolved.came.length === 0
      ? notFound('ENODATA')
      : { passed: resolved.came, finding: resolved.came.join(', ') };
  } catch (error) {
    return notFound(errorCode(error));
  }
};
