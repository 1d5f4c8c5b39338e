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
    details: { id: 'resolve-host', host, addresses: [] },
  });
  try {
    const resolved = await limits.within(network.resolve(host));
    if ('cut' in resolved) return resolved.cut === 'late' ? notFound('ETIMEOUT') : { verdict: { id: 'stopped' } };
    const { came } = resolved;
    if (came.length === 0) return notFound('ENODATA');
    const addresses = came.map((address) => ({ address, family: address.includes(':') ? (6 as const) : (4 as const) }));
    return { passed: came, finding: came.join(', '), details: { id: 'resolve-host', host, addresses } };
  } catch (error) {
    return notFound(errorCode(error));
  }
};
