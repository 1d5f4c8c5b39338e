/** What somebody does on the platform's own side while gateways are connected: one row for each act. */
import { type PracticeAct } from '../../protocol/practice.ts';
import { type Link } from './link.ts';
import { type Store } from './store.ts';
import { type TokenBook } from './token-book.ts';

export type Act =
  /** H28: `params` is JSON text. */
  | {
      readonly act: 'send-rpc';
      readonly node: string;
      readonly id: number;
      readonly method: string;
      readonly params: string;
    }
  /** H28: `values` is the JSON text of an object. */
  | { readonly act: 'change-shared-attributes'; readonly node: string; readonly values: string }
  | PracticeAct;

export type Reach = {
  readonly tokens: TokenBook;
  readonly store: Store;
  readonly newToken: () => string;
  readonly linkOf: (connection: number) => Link | undefined;
};

/** `false` where nobody is there to be reached, or the token is not known. */
export const operate = (act: Act, reach: Reach): boolean => {
  switch (act.act) {
    case 'send-rpc': {
      const data = `{"id":${act.id},"method":${JSON.stringify(act.method)},"params":${act.params}}`;
      return pushTo(act.node, 'v1/gateway/rpc', data, reach);
    }
    case 'change-shared-attributes':
      return pushTo(act.node, 'v1/gateway/attributes', act.values, reach);
    case 'add-token':
      return reach.tokens.add(act.token, act.isGateway);
    case 'reset-credentials': {
      const known = reach.tokens.replace(act.token, reach.newToken());
      reach.tokens.holder(act.token)?.end({ why: 32, code: 0x98 });
      return known;
    }
    case 'delete-device': {
      const known = reach.tokens.forget(act.token);
      reach.tokens.holder(act.token)?.end({ why: 32, code: 0x98 });
      return known;
    }
    case 'evict': {
      const holder = reach.tokens.holder(act.token);
      const isConnected = holder !== undefined && reach.linkOf(holder.number) !== undefined;
      holder?.end({ why: 8, code: 0x8e });
      return isConnected;
    }
    case 'set-gateway':
      return reach.tokens.setGateway(act.token, act.isGateway);
  }
};

/** H28: to the session that last connected the device, whether or not it subscribed. */
const pushTo = (node: string, topic: string, data: string, { store, linkOf }: Reach): boolean => {
  const connection = store.device(node)?.connection;
  const link = connection === undefined ? undefined : linkOf(connection);
  link?.push({ topic, payload: `{"device":${JSON.stringify(node)},"data":${data}}` });
  return link !== undefined;
};
