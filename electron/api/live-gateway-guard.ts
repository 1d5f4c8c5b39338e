/**
 * Connecting with a token throws off whoever uses it now (facts A2), and on site that is a gateway at work. So the first
 * connect with a token needs a second act of the engineer's. Remembered for this run and by fingerprint only; forgotten
 * once it has turned out that somebody else does use the token.
 */
import { type BrokerAddress } from '../../protocol/connection.ts';

export type LiveGatewayGuard = {
  /** Whether the engineer has to be asked before this connect. */
  readonly asks: (address: BrokerAddress, token: string) => boolean;
  /** The engineer knows what it does, and wants it. */
  readonly agreed: (token: string) => void;
  /** Another client with this token was seen. */
  readonly contested: (fingerprint: string) => void;
};

export type LiveGatewayGuardOptions = {
  readonly fingerprint: (token: string) => string;
  /** The stand-in of this program: nobody's gateway is connected to it. */
  readonly isPractice: (address: BrokerAddress) => boolean;
};

export const createLiveGatewayGuard = ({ fingerprint, isPractice }: LiveGatewayGuardOptions): LiveGatewayGuard => {
  const agreed = new Set<string>();
  return {
    asks: (address, token) => !isPractice(address) && !agreed.has(fingerprint(token)),
    agreed: (token) => void agreed.add(fingerprint(token)),
    contested: (seen) => void agreed.delete(seen),
  };
};
