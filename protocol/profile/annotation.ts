/**
 * What decoding gives back: one flat list of fields for each entry of a payload. The same list drives the field table, the
 * colours of the bytes, the report, `gatescope decode --json` and the tests. Plain data, safe to send through IPC; it owns
 * no words (codes and parameters only, see `words.ts`) and decides nothing.
 */
export type LocalText = { readonly zh: string; readonly en: string };

/** Where a meaning comes from. Only `documented` may be shown without its mark. */
export const sourceKinds = ['documented', 'related-code', 'inferred', 'user', 'unknown'] as const;
export type SourceKind = (typeof sourceKinds)[number];

export const confidences = ['high', 'medium', 'low'] as const;
export type Confidence = (typeof confidences)[number];

/** `note`: look at it. `error`: the value breaks a rule. `unknown`: the profile says nothing about it. */
export type FieldStatus = 'ok' | 'note' | 'error' | 'unknown';

/** UTF-16 offsets into the decoded text, half-open; line and column of `start`, both from 1. */
export type TextRange = {
  readonly start: number;
  readonly end: number;
  readonly line: number;
  readonly column: number;
};

/** Byte offsets into a frame, half-open. */
export type ByteRange = { readonly start: number; readonly end: number };

/** Bits inside the bytes of the field: `offset` 0 is the least significant bit of the number the bytes make. */
export type BitRange = { readonly offset: number; readonly width: number };

/** `info` leaves the status as it is, `note` and `error` raise it. */
export type NoteLevel = 'info' | 'note' | 'error';

export type NoteParameters = Readonly<Record<string, string | number>>;

export const noteCodes = [
  'not-a-number', // raw
  'not-an-integer', // raw
  'wrong-json-type', // expected, actual
  'precision-lost', // stored: what a reader of 64-bit floats makes of it
  'digits-lost', // a JSON number where text belongs: leading zeros cannot have survived
  'cast-by-platform', // stored: what a default platform keeps of a text that looks like a number
  'below-range', // min, max
  'above-range', // min, max
  'no-value', // the bytes that mean "nothing measured"
  'constant-differs', // expected (hex)
  'not-equal', // expected (number)
  'code-unknown', // code
  'bad-hex-digit', // at (character offset in raw), found
  'odd-hex-digits', // count
  'frame-too-long', // lengthBytes, limitBytes
  'length-unexpected', // lengthBytes, expected (`12`, `8–16`)
  'no-layout', // no layout of the profile is for this frame
  'truncated', // have, need (bytes)
  'items-missing', // have, need
  'items-extra', // have, need
  'stale', // by: path of the flag
  'marks-stale', // count: how many fields beside it
  'seconds-not-ms', // a time that only makes sense in seconds
  'negative-difference', // a derived difference below zero: wrapped, or the two are the other way round
] as const;
export type NoteCode = (typeof noteCodes)[number];

export type Note = { readonly code: NoteCode; readonly level: NoteLevel; readonly parameters: NoteParameters };

/** A rival reading of the same raw. */
export type Alternative = {
  readonly label: LocalText;
  readonly unit?: string;
  readonly value?: Scalar;
  readonly source: SourceKind;
  readonly confidence: Confidence;
  readonly evidence: LocalText;
};

export type Scalar = string | number | boolean | null;

/** What the raw is made of: a JSON value, a part of a comma list, bytes of a frame, or computed from other fields. */
export type RawForm = 'string' | 'number' | 'boolean' | 'null' | 'object' | 'array' | 'item' | 'bytes' | 'derived';

export type Field = {
  /** Unique in its entry (in its layout, for bytes): `power.1`, `TH.0`, `mFifo.backlog`, `da`, `da.batt`, `["a.b"]`. */
  readonly path: string;
  /** The field this one is part of. It stands earlier in the list. */
  readonly parent?: string;
  /** The last part of the path as received: key, index, item number or id. */
  readonly key: string;
  /** Absent where nothing is known. */
  readonly label?: LocalText;
  readonly form: RawForm;
  /** As received: a JSON string without its quotes, any other JSON value as it stands in the text, bytes as upper-case hex. */
  readonly raw: string;
  /** After scale. An enumeration gives its language-free name (`closed`), a time its ms since the epoch. Absent: none could be had. */
  readonly value?: Scalar | readonly Scalar[];
  /** The number behind an enumeration. */
  readonly code?: number;
  /** What that number stands for. */
  readonly meaning?: LocalText;
  /** Of a time: ISO 8601 in UTC. */
  readonly utc?: string;
  readonly unit?: string;
  readonly status: FieldStatus;
  readonly notes: readonly Note[];
  readonly source: SourceKind;
  /** Title of the source, for people. */
  readonly sourceTitle?: LocalText;
  readonly confidence?: Confidence;
  /** Why this meaning, one sentence. */
  readonly evidence?: LocalText;
  readonly alternatives: readonly Alternative[];
  /** Where key and value stand in the decoded text; absent for derived values and for bytes. */
  readonly text?: { readonly key?: TextRange; readonly value: TextRange };
  /** Only for bytes. */
  readonly start?: number;
  readonly end?: number;
  readonly bits?: BitRange;
  /** Of bytes: the type's name in the profile, `u16`. */
  readonly type?: string;
  /** Only for a field that is a frame. */
  readonly frame?: Frame;
};

export type Frame = {
  readonly lengthBytes: number;
  /** All bytes, upper-case hex without spaces. */
  readonly hex: string;
  /** The layout the evidence decides for, else null: undecided. */
  readonly decided: string | null;
  /** Distinct frames the ranking saw, and what it takes to decide. */
  readonly framesSeen: number;
  readonly framesNeeded: number;
  readonly leadBitsNeeded: number;
  /** Best first. Empty: no layout fits; the bytes are one unknown field in `unknown`. */
  readonly layouts: readonly LayoutReading[];
  /** All bytes as one unknown field: the reading of a frame without a layout, and the "raw" choice beside the layouts. */
  readonly unknown: Field;
};

export type LayoutReading = {
  readonly id: string;
  readonly title?: LocalText;
  readonly endian: 'be' | 'le';
  /** Evidence for this layout without what all its rivals share. */
  readonly bits: number;
  /** Evidence all layouts share: says nothing about which one is right. */
  readonly sharedBits: number;
  readonly checks: readonly LayoutCheck[];
  /** Bytes the layout needs beyond the end of the frame. */
  readonly shortfall: number;
  /** Paths of the fields not shown: wholly beyond the end, or, in a short frame, counted from the end onto bytes already taken. */
  readonly missing: readonly string[];
  /** Bytes no field claims; each is also a field with source `unknown`, so that the fields without `bits` tile the frame. */
  readonly gaps: readonly ByteRange[];
  /** By offset. A bit field follows the field it is in, with that field as its parent and the same bytes. */
  readonly fields: readonly Field[];
};

export type LayoutCheck = {
  readonly path: string;
  readonly rule: 'constant' | 'equals' | 'range' | 'code';
  readonly holds: boolean;
  readonly bits: number;
  readonly shared: boolean;
};

/** What the decoded text turned out to be. */
export type PayloadShape =
  | 'telemetry' // { node: [ { ts, values } … ] }
  | 'attributes' // { node: { key: value } }
  | 'connect' // { device, type? }
  | 'entry' // { ts, values }
  | 'values' // { key: value }
  | 'index-map' // { "0": …, "1": … }
  | 'frame' // hex
  | 'json' // readable, but none of these
  | 'nothing'; // not readable

export type Timestamp = {
  readonly raw: string;
  /** ms since the epoch. Absent: not a time. */
  readonly at?: number;
  readonly utc?: string;
  readonly notes: readonly Note[];
  readonly text: TextRange;
};

export type Entry = {
  /** The node's name as received or as given; null where the text has none. */
  readonly node: string | null;
  readonly nodeText?: TextRange;
  /** Null: the text has none; the platform would take the moment of arrival. */
  readonly ts: Timestamp | null;
  readonly fields: readonly Field[];
};

export const problemCodes = [
  'empty',
  'not-readable', // neither JSON nor hex
  'too-large', // lengthChars, limit
  'too-deep', // limit
  'too-many-keys', // limit
  'string-too-long', // lengthChars, limit
  'bad-hex-digit', // found
  'odd-hex-digits', // count
  'frame-too-long', // lengthBytes, limitBytes
  'syntax', // expected: one of `json/problem.ts`
  'duplicate-key', // key; the last one counts
  'precision-lost', // raw, stored
  'more-problems', // count: found in the text but not listed
  'lenient-form', // form: what a default platform accepts although it is not JSON
  'shape-unknown', // readable, but no payload of the platform
  'node-not-an-array',
  'node-not-an-object',
  'node-empty', // an empty list: never acknowledged by the platform
  'entry-not-an-object',
  'values-not-an-object',
  'ts-not-a-time', // raw
  'ts-in-seconds', // raw
  'entry-incomplete', // lacks: `ts` or `values`; the platform takes the whole entry as plain values
  'node-not-in-profile', // node; every key of the profile is tried
] as const;
export type ProblemCode = (typeof problemCodes)[number];

/** About the payload as a whole or a place in it, where no field could carry it. */
export type Problem = {
  readonly code: ProblemCode;
  /** Where in the payload, in the words of `Field.path` after the node's name; empty for the whole. */
  readonly path: string;
  readonly parameters: NoteParameters;
  readonly text?: TextRange;
};

export type Decoded = {
  readonly shape: PayloadShape;
  readonly profile: { readonly id: string; readonly version: string };
  readonly entries: readonly Entry[];
  readonly warnings: readonly Problem[];
  readonly errors: readonly Problem[];
};
