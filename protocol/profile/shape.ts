/** Tells what a pasted or received text is: a frame, one of the platform's payloads, or a part of one. Decodes nothing. */
import { parseHex, type HexProblem } from '../hex.ts';
import { type ParsedJson, parseJson } from '../json/parse.ts';
import { type JsonNode, type JsonObject, memberOf } from '../json/tree.ts';
import { type PayloadShape } from './annotation.ts';

export type Detected =
  | { readonly shape: 'frame'; readonly bytes: Uint8Array }
  | { readonly shape: Exclude<PayloadShape, 'frame' | 'nothing'>; readonly json: ParsedJson; readonly root: JsonNode }
  /** Whichever of the two readings the text looks more like says why it failed. */
  | { readonly shape: 'nothing'; readonly hex: HexProblem }
  | { readonly shape: 'nothing'; readonly json: ParsedJson };

/** `knowsKey`: whether a name is a key of the profile. `topic` decides where a text could be two things. */
export const detectShape = (text: string, knowsKey: (key: string) => boolean, topic?: string): Detected => {
  const start = text.trimStart().charAt(0);
  // A bare run of digits is JSON too, but nobody publishes one: it is a frame.
  if (start !== '{' && start !== '[' && start !== '"') {
    const hex = parseHex(text);
    if (hex.ok) return { shape: 'frame', bytes: hex.bytes };
    if (looksLikeHex(text, hex.problem)) return { shape: 'nothing', hex: hex.problem };
  }
  const json = parseJson(text);
  const { root } = json;
  if (root === null) return { shape: 'nothing', json };
  if (root.kind === 'string') {
    const hex = parseHex(root.value);
    return hex.ok ? { shape: 'frame', bytes: hex.bytes } : { shape: 'json', json, root };
  }
  return { shape: shapeOf(root, knowsKey, topic), json, root };
};

/** More hex digits than other letters, and no bracket or quote: a mistyped frame rather than a mistyped object. */
const looksLikeHex = (text: string, problem: HexProblem): boolean => {
  if (problem.code === 'empty') return false;
  if (problem.code !== 'bad-hex-digit') return true;
  const digits = text.match(/[0-9a-fA-F]/g)?.length ?? 0;
  const others = text.match(/[^0-9a-fA-F\s,:;_-]/g)?.length ?? 0;
  return !/["{}[\]]/.test(text) && digits > 2 * others;
};

const shapeByTopic: Readonly<Record<string, 'telemetry' | 'attributes' | 'connect' | 'values'>> = {
  'v1/gateway/telemetry': 'telemetry',
  'v1/gateway/attributes': 'attributes',
  'v1/gateway/connect': 'connect',
  'v1/gateway/disconnect': 'connect',
  'v1/devices/me/telemetry': 'values',
  'v1/devices/me/attributes': 'values',
};

const shapeOf = (
  root: JsonNode,
  knowsKey: (key: string) => boolean,
  topic: string | undefined,
): Exclude<PayloadShape, 'frame' | 'nothing'> => {
  if (root.kind === 'array') return root.items.some(isEntry) ? 'entry' : 'json';
  if (root.kind !== 'object') return 'json';
  const known = topic !== undefined && Object.hasOwn(shapeByTopic, topic) ? shapeByTopic[topic] : undefined;
  if (known === 'values' || known === undefined) {
    if (isEntry(root)) return 'entry';
  }
  return known ?? shapeOfObject(root, knowsKey);
};

const shapeOfObject = (
  root: JsonObject,
  knowsKey: (key: string) => boolean,
): 'telemetry' | 'attributes' | 'connect' | 'values' | 'index-map' => {
  const { members } = root;
  if (members.length === 0) return 'telemetry';
  if (members.every(({ key }) => /^\d{1,3}$/.test(key))) return 'index-map';
  if (
    memberOf(root, 'device')?.value.kind === 'string' &&
    members.every(({ key }) => key === 'device' || key === 'type')
  ) {
    return 'connect';
  }
  if (members.some(({ key }) => knowsKey(key))) return 'values';
  if (members.some(({ value }) => value.kind === 'array' && (value.items.length === 0 || value.items.some(isObject)))) {
    return 'telemetry';
  }
  return members.every(({ value }) => isObject(value)) ? 'attributes' : 'values';
};

const isObject = (node: JsonNode): node is JsonObject => node.kind === 'object';

const isEntry = (node: JsonNode): boolean =>
  isObject(node) && memberOf(node, 'ts') !== undefined && memberOf(node, 'values')?.value.kind === 'object';
