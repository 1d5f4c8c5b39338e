/**
 * Recognises another client with the same token. The platform keeps one session per token and drops the older one (facts
 * A2), so two clients that both come back throw each other off for ever; the one of us that is a tool gives way.
 */
import { type LinkLoss } from '../../protocol/connection.ts';

/** MQTT 5 says it outright. */
export const sessionTakenOver = 0x8e;
/** In 3.1.1 all there is to see is a link that is closed soon after CONNACK 0, again and again. */
export const quickLossMs = 10_000;
const quickLossesThatProve = 2;

export type Contest = {
  /** The number of evictions if this loss settles it, else `undefined`. */
  readonly lost: (loss: Pick<LinkLoss, 'why' | 'livedMs' | 'reasonCode'>) => number | undefined;
};

export const createContest = (): Contest => {
  let quickLosses = 0;
  return {
    lost: ({ why, livedMs, reasonCode }) => {
      const byBroker = why === 'closed-by-broker' || why === 'reset' || why === 'disconnect-packet';
      quickLosses = byBroker && livedMs < quickLossMs ? quickLosses + 1 : 0;
      if (reasonCode === sessionTakenOver) return Math.max(1, quickLosses);
      return quickLosses >= quickLossesThatProve ? quickLosses : undefined;
    },
  };
};
