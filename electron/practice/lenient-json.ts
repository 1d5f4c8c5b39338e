/**
 * A payload as the topics look into it: of each name the last value, in the place of the first (facts B3, H23). The reading
 * itself is the platform's own lenient one, `protocol/json/lenient.ts`.
 */
import { readLenient } from '../../protocol/json/lenient.ts';
import { type JsonArray, type JsonNode, type JsonObject } from '../../protocol/json/tree.ts';
import { compactText } from '../../protocol/platform/stored-value.ts';

export type Element =
  | { readonly kind: 'object'; readonly members: ReadonlyMap<string, Element>; readonly node: JsonObject }
  | { readonly kind: 'array'; readonly items: readonly Element[]; readonly node: JsonArray }
  | Exclude<JsonNode, JsonObject | JsonArray>;

/** Text that the platform refuses reads as `undefined`, an empty text as null (H15). */
export const readLenientJson = (text: string): Element | undefined => {
  const { root } = readLenient(text);
  return root === undefined ? undefined : elementOf(root);
};

const elementOf = (node: JsonNode): Element => {
  switch (node.kind) {
    case 'object':
      return { kind: 'object', members: new Map(node.members.map(({ key, value }) => [key, elementOf(value)])), node };
    case 'array':
      return { kind: 'array', items: node.items.map(elementOf), node };
    default:
      return node;
  }
};

/** Gson's `getAsString`: a number or a boolean will do where a text is wanted. `undefined` for the rest and for an empty text. */
export const scalarText = (element: Element | undefined): string | undefined => {
  switch (element?.kind) {
    case 'string':
      return element.value === '' ? undefined : element.value;
    case 'number':
      return element.raw;
    case 'boolean':
      return String(element.value);
    default:
      return undefined;
  }
};

/** What a nested object is stored as. */
export const writeCompact = (element: Element): string => compactText('node' in element ? element.node : element);
