/**
 * JSON as it stands in a text: every value and key with its place, numbers and duplicate names as received. Owns the shape
 * of the tree only. Objects are lists of members, so `__proto__` is a name like any other.
 */
export type JsonNode = JsonObject | JsonArray | JsonString | JsonNumber | JsonWord;
export type JsonKind = JsonNode['kind'];

/** UTF-16 offsets into the text, half-open, quotes and brackets included. */
type Placed = { readonly start: number; readonly end: number };

export type JsonObject = Placed & { readonly kind: 'object'; readonly members: readonly JsonMember[] };
export type JsonArray = Placed & { readonly kind: 'array'; readonly items: readonly JsonNode[] };
export type JsonString = Placed & { readonly kind: 'string'; readonly value: string };
/** `raw` is what was written; `value` what a reader of 64-bit floats makes of it. */
export type JsonNumber = Placed & { readonly kind: 'number'; readonly raw: string; readonly value: number };
export type JsonWord = Placed &
  ({ readonly kind: 'boolean'; readonly value: boolean } | { readonly kind: 'null'; readonly value: null });

export type JsonMember = {
  readonly key: string;
  readonly keyStart: number;
  readonly keyEnd: number;
  readonly value: JsonNode;
};

/** The last member of that name: the one a reader like the platform's keeps (facts B3). */
export const memberOf = (object: JsonObject, key: string): JsonMember | undefined =>
  object.members.findLast((member) => member.key === key);
