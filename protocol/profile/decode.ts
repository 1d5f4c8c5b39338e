/**
 * The way in: any text to annotated fields. Never throws and drops nothing: what the profile does not know is listed as
 * unknown, what cannot be read is a problem with its place.
 */
import { type JsonProblem } from '../json/problem.ts';
import { locator } from '../json/position.ts';
import { type Decoded, type Entry, type Problem } from './annotation.ts';
import { type Profile, type ValueReader } from './compile.ts';
import { connectKeys } from './connect-keys.ts';
import { frameEntry, payloadRanking } from './frames-of-payload.ts';
import { keysFor, type KeysOfNode } from './keys-of-node.ts';
import { type RangeOf, type RawEntry, takeApart } from './payload.ts';
import { readMember, type Surroundings } from './read-value.ts';
import { detectShape } from './shape.ts';

export type DecodeOptions = {
  readonly profile: Profile;
  /** The node's name, for a text that has none: `WG12345678/sf_2_0_340000`. */
  readonly node?: string;
  /** The topic the text belongs to, where it could be two things. */
  readonly topic?: string;
  /** Earlier frames of the same node: evidence for the ranking. */
  readonly earlierFrames?: readonly Uint8Array[];
};

export const decode = (text: string, options: DecodeOptions): Decoded => {
  const { profile, topic, node = null, earlierFrames = [] } = options;
  const about = { profile: { id: profile.id, version: profile.version } };
  const detected = detectShape(text, (key) => profile.keys.has(key), topic);

  if (detected.shape === 'frame') {
    const keys = keysFor(profile, node);
    const entry = frameEntry(detected.bytes, text, keys, node, earlierFrames);
    return { shape: 'frame', ...about, entries: [entry], warnings: nodeWarnings([keys]), errors: [] };
  }
  if ('hex' in detected) {
    const { code, start, end, ...parameters } = detected.hex;
    const range = { start, end, ...locator(text)(start) };
    const error: Problem = { code, path: '', parameters, text: range };
    return { shape: 'nothing', ...about, entries: [], warnings: [], errors: [error] };
  }
  const { problems, unlisted, locate } = detected.json;
  const rangeOf: RangeOf = (start, end) => ({ start, end, ...locate(start) });
  const { warnings, errors } = sortProblems(problems, unlisted, rangeOf);
  if (!('root' in detected)) {
    // A text that does not even begin like JSON is not helped by what JSON would have expected.
    const start = text.length - text.trimStart().length;
    const begins = text.charAt(start) === '' || '{["'.includes(text.charAt(start));
    const unreadable: Problem = {
      code: 'not-readable',
      path: '',
      parameters: {},
      text: rangeOf(start, text.trimEnd().length),
    };
    return {
      shape: 'nothing',
      ...about,
      entries: [],
      ...(begins ? { warnings, errors } : { warnings: [], errors: [unreadable] }),
    };
  }

  const { shape, root } = detected;
  const ownKeys = keysFor(profile, node);
  const found = takeApart(shape, root, text, rangeOf, node, ownKeys.nameOf('index-map') ?? 'map');
  // One look at the profile for each node, not for each entry.
  const keysOfNodes = new Map(found.entries.map((entry) => [entry.node, keysFor(profile, entry.node)]));
  const keysOf = (entry: RawEntry) => keysOfNodes.get(entry.node) ?? ownKeys;
  const ranking = payloadRanking(found.entries, keysOf, earlierFrames);
  const entries = found.entries.map((entry): Entry => {
    const around = { source: text, rangeOf, ts: entry.ts?.at, ranking: ranking(entry.node) };
    const keys = keysOf(entry);
    return readEntry(entry, shape === 'connect' ? (key) => connectKeys.get(key) : keys.readerOf, around);
  });
  return {
    shape,
    ...about,
    entries,
    warnings: [...warnings, ...found.warnings, ...nodeWarnings([...keysOfNodes.values()])],
    errors: [...errors, ...found.errors],
  };
};

const readEntry = (
  { node, nodeText, ts, members }: RawEntry,
  readerOf: (key: string) => ValueReader | undefined,
  around: Surroundings,
): Entry => ({
  node,
  ...(nodeText !== undefined && { nodeText }),
  ts,
  fields: members.flatMap((member) => readMember(member, readerOf(member.key), around)),
});

const nodeWarnings = (keys: readonly KeysOfNode[]): readonly Problem[] =>
  keys.flatMap(({ node, known }): readonly Problem[] =>
    node === null || known ? [] : [{ code: 'node-not-in-profile', path: '', parameters: { node } }],
  );

const sortProblems = (problems: readonly JsonProblem[], unlisted: number, rangeOf: RangeOf) => {
  const warnings: Problem[] = [];
  const errors: Problem[] = [];
  for (const problem of problems) {
    const about = { path: '', text: rangeOf(problem.start, problem.end) };
    switch (problem.code) {
      case 'syntax':
        if (problem.lenient === undefined) {
          errors.push({ ...about, code: 'syntax', parameters: { expected: problem.expected } });
        } else {
          warnings.push({ ...about, code: 'lenient-form', parameters: { form: problem.lenient } });
        }
        break;
      case 'duplicate-key':
        warnings.push({ ...about, code: problem.code, parameters: { key: problem.key } });
        break;
      case 'precision-lost':
        warnings.push({ ...about, code: problem.code, parameters: { raw: problem.raw, stored: problem.stored } });
        break;
      case 'empty':
        errors.push({ ...about, code: problem.code, parameters: {} });
        break;
      case 'too-large':
      case 'string-too-long':
        errors.push({
          ...about,
          code: problem.code,
          parameters: { lengthChars: problem.lengthChars, limit: problem.limit },
        });
        break;
      case 'too-deep':
      case 'too-many-keys':
        errors.push({ ...about, code: problem.code, parameters: { limit: problem.limit } });
        break;
    }
  }
  if (unlisted > 0) warnings.push({ code: 'more-problems', path: '', parameters: { count: unlisted } });
  return { warnings, errors };
};
