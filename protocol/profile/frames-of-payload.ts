/** Frames as a payload has them: one pasted by itself, and all of one node taken together as evidence for its layouts. */
import { parseHex } from '../hex.ts';
import { locator } from '../json/position.ts';
import { type Entry } from './annotation.ts';
import { type FrameReader } from './compile.ts';
import { knownField, unknownField } from './field.ts';
import { type KeysOfNode } from './keys-of-node.ts';
import { type RawEntry } from './payload.ts';
import { type Ranking, rankLayouts } from './rank.ts';
import { matchesBytes, matchesLength, readFrame } from './read-frame.ts';

/** The entry of a pasted frame. It belongs to the key whose frames look most like it. */
export const frameEntry = (
  bytes: Uint8Array,
  text: string,
  keys: KeysOfNode,
  node: string | null,
  earlierFrames: readonly Uint8Array[],
): Entry => {
  const start = text.length - text.trimStart().length;
  const place = {
    form: 'string',
    text: { value: { start, end: text.trimEnd().length, ...locator(text)(start) } },
  } as const;
  const candidates = keys.frameKeys();
  const found =
    candidates.find(([, { frame }]) => frame && matchesBytes(frame, bytes) && matchesLength(frame, bytes.length)) ??
    candidates.find(([, { frame }]) => frame && matchesBytes(frame, bytes));
  if (found === undefined) {
    const path = 'frame';
    const { frame, notes } = readFrame(bytes, undefined, path);
    return {
      node,
      ts: null,
      fields: [{ ...unknownField({ ...place, path, key: path, raw: frame.hex }, frame.hex, notes), frame }],
    };
  }
  const [key, reader] = found;
  const ranking = reader.frame && rankLayouts(reader.frame.layouts, [...earlierFrames, bytes], key);
  const { frame, notes } = readFrame(bytes, reader.frame, key, ranking);
  const field = knownField({ ...place, path: key, key, raw: frame.hex }, reader, { value: frame.hex, notes });
  return { node, ts: null, fields: [{ ...field, frame }] };
};

export type RankingOf = (reader: FrameReader, path: string) => Ranking | undefined;

/** For each node a ranking over all its frames in the payload, weighed once. */
export const payloadRanking = (
  entries: readonly RawEntry[],
  keysOf: (entry: RawEntry) => KeysOfNode,
  earlierFrames: readonly Uint8Array[],
): ((node: string | null) => RankingOf) => {
  // A single entry has no company: each frame is then its own evidence.
  if (entries.length <= 1 && earlierFrames.length === 0) return () => () => undefined;
  const frames = new Map<string, Uint8Array[]>();
  const idOf = (node: string | null, key: string) => JSON.stringify([node, key]);
  for (const entry of entries) {
    for (const { key, value } of entry.members) {
      const reader = value.kind === 'string' ? keysOf(entry).readerOf(key)?.frame : undefined;
      if (reader === undefined || value.kind !== 'string') continue;
      const parsed = parseHex(value.value);
      if (!parsed.ok || !matchesBytes(reader, parsed.bytes)) continue;
      const id = idOf(entry.node, key);
      const seen = frames.get(id);
      if (seen === undefined) frames.set(id, [parsed.bytes]);
      else seen.push(parsed.bytes);
    }
  }
  const rankings = new Map<string, Ranking>();
  return (node) => (reader, path) => {
    const id = idOf(node, path);
    const seen = frames.get(id);
    if (seen === undefined) return undefined;
    const ranking = rankings.get(id) ?? rankLayouts(reader.layouts, [...earlierFrames, ...seen], path);
    rankings.set(id, ranking);
    return ranking;
  };
};
