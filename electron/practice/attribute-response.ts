/**
 * Answers to requests for attributes (H29, facts C). There are client attributes only: those that the gateway sent. Shared
 * ones are set on the platform's side, and an attribute that nobody set is left out of the answer.
 */
import { type StoredValue } from '../../protocol/practice.ts';
import { type Downlink } from './answer.ts';
import { type Element, scalarText } from './lenient-json.ts';
import { instantOf } from '../../protocol/platform/numbers.ts';
import { type Store } from './store.ts';

type Members = ReadonlyMap<string, Element>;

/** `undefined`: the request lacks its id, its device or its keys. */
export const gatewayAttributeResponse = (request: Members, store: Store): Downlink | undefined => {
  const device = scalarText(request.get('device'));
  const id = numberIn(request.get('id'));
  const client = request.get('client');
  const one = scalarText(request.get('key'));
  const several = request.get('keys');
  const keys = one === undefined ? (several?.kind === 'array' ? several.items.map(scalarText) : undefined) : [one];
  if (device === undefined || id === undefined || client === undefined || keys === undefined) return undefined;
  const asksClient = client.kind === 'boolean' ? client.value : scalarText(client) === 'true';
  const found = asksClient ? foundOf(device, keys, store) : [];
  const [first] = found;
  const answer =
    one === undefined ? member('values', listed(found)) : first === undefined ? '' : member('value', json(first));
  return {
    topic: 'v1/gateway/attributes/response',
    payload: `{"id":${String(id)},"device":${JSON.stringify(device)}${answer}}`,
  };
};

/** `clientKeys` is one text with commas; the answer names the same side. */
export const deviceAttributeResponse = (id: string, request: Members, node: string, store: Store): Downlink => {
  const keys = scalarText(request.get('clientKeys'))?.split(',') ?? [];
  const found = foundOf(node, keys, store);
  return {
    topic: `v1/devices/me/attributes/response/${id}`,
    payload: found.length === 0 ? '{}' : `{"client":${listed(found)}}`,
  };
};

const foundOf = (node: string, keys: readonly (string | undefined)[], store: Store): readonly StoredValue[] =>
  keys.flatMap((key) => (key === undefined ? [] : (store.attribute(node, key) ?? [])));

const member = (name: string, text: string): string => `,"${name}":${text}`;
const listed = (found: readonly StoredValue[]): string =>
  `{${found.map((value) => `${JSON.stringify(value.key)}:${json(value)}`).join(',')}}`;
/** Everything but a string is JSON as it is stored. */
const json = ({ type, value }: StoredValue): string => (type === 'string' ? JSON.stringify(value) : value);

const numberIn = (element: Element | undefined): number | undefined => {
  if (element?.kind === 'number') return instantOf(element.raw, 'number');
  return element?.kind === 'string' ? instantOf(element.value, 'string') : undefined;
};
