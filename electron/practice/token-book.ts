/**
 * Which tokens the stand-in knows, what they belong to, and who is connected with them. One session for each token: the
 * newest connection has it (H8); the client identifier plays no part.
 */
import { practiceGatewayToken, type PracticeToken } from '../../protocol/practice.ts';
import { type Identity } from './connect-rules.ts';
import { type Link } from './link.ts';

type KnownTokens = { readonly gatewayTokens?: readonly string[]; readonly deviceTokens?: readonly string[] };

export type TokenBook = {
  readonly list: () => readonly PracticeToken[];
  readonly identify: (token: string) => Identity | undefined;
  /** Notes who holds the token from now on; gives back who held it, if that is somebody else. */
  readonly takeOver: (token: string, by: Link) => Link | undefined;
  readonly holder: (token: string) => Link | undefined;
  /** `false`: it is known already. */
  readonly add: (token: string, isGateway: boolean) => boolean;
  /** H32: the same device under a new token. */
  readonly replace: (token: string, by: string) => boolean;
  /** Whether the token was known. */
  readonly forget: (token: string) => boolean;
  /** H10: counts from the next CONNECT. */
  readonly setGateway: (token: string, isGateway: boolean) => boolean;
};

export const createTokenBook = ({ gatewayTokens = [], deviceTokens = [] }: KnownTokens): TokenBook => {
  const known = new Map<string, Identity>();
  const holders = new Map<string, Link>();
  const gateways = gatewayTokens.length + deviceTokens.length === 0 ? [practiceGatewayToken] : gatewayTokens;
  /** Names of devices that are added later go on from here. */
  let latest = deviceTokens.length + gateways.length;
  gateways.forEach((token, index) => known.set(token, { token, name: `gateway-${index + 1}`, isGateway: true }));
  deviceTokens.forEach((token, index) => {
    // A token in both lists is a gateway.
    if (!known.has(token)) known.set(token, { token, name: `device-${index + 1}`, isGateway: false });
  });

  return {
    list: () => [...known.values()].map(({ token, isGateway }) => ({ token, kind: isGateway ? 'gateway' : 'device' })),
    identify: (token) => known.get(token),
    takeOver: (token, by) => {
      const before = holders.get(token);
      holders.set(token, by);
      return before === by ? undefined : before;
    },
    holder: (token) => holders.get(token),
    add: (token, isGateway) => {
      if (known.has(token)) return false;
      latest += 1;
      known.set(token, { token, name: `${isGateway ? 'gateway' : 'device'}-${latest}`, isGateway });
      return true;
    },
    replace: (token, by) => {
      const identity = known.get(token);
      if (identity === undefined || known.has(by)) return false;
      known.delete(token);
      known.set(by, { ...identity, token: by });
      return true;
    },
    forget: (token) => known.delete(token),
    setGateway: (token, isGateway) => {
      const identity = known.get(token);
      if (identity !== undefined) known.set(token, { ...identity, isGateway });
      return identity !== undefined;
    },
  };
};
