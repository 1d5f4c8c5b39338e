/** From the text of a profile to one that may be used, or to everything that is wrong with it, each with its place. */
import * as v from 'valibot';
import { type ParsedJson, importLimits, parseJson } from '../json/parse.ts';
import { type JsonNode, type JsonObject, memberOf } from '../json/tree.ts';
import { type LocalText } from './annotation.ts';
import { compileProfile, type Profile } from './compile.ts';
import { type JsonPath, type ProfileRule, rules } from './rules.ts';
import { formatVersion, profileLimitChars, profileSchema, type ProfileFile } from './schema.ts';

export type ProfileProblem = {
  /** `frames.sf2.da.layouts[0].fields[1].offset`; empty for the whole file. */
  readonly path: string;
  readonly rule: ProfileRule;
  readonly line: number;
  readonly column: number;
};

/** One test of a profile: its values exactly as the file writes them. */
export type Vector = {
  readonly name?: LocalText;
  readonly device: string;
  readonly ts?: number;
  readonly valuesText: string;
  readonly expect: Readonly<Record<string, unknown>>;
};

export type LoadedProfile =
  | { readonly ok: true; readonly profile: Profile; readonly file: ProfileFile; readonly vectors: readonly Vector[] }
  | { readonly ok: false; readonly problems: readonly ProfileProblem[] };

export const loadProfile = (text: string): LoadedProfile => {
  const json = parseJson(text, { ...importLimits, textChars: profileLimitChars });
  const { root, problems, locate } = json;
  const syntax = problems.filter(({ code }) => code !== 'precision-lost');
  if (root?.kind !== 'object' || syntax.length > 0) {
    return {
      ok: false,
      problems: syntax.length > 0 ? syntax.map((problem) => jsonProblem(problem, json)) : [formProblem(json)],
    };
  }
  const at = (path: JsonPath, rule: ProfileRule): ProfileProblem => ({
    path: pathText(path),
    rule,
    ...locate(placeOf(root, path)),
  });
  const version = memberOf(root, 'formatVersion')?.value;
  if (version?.kind === 'number' && version.value > formatVersion) {
    return { ok: false, problems: [at(['formatVersion'], 'format-newer')] };
  }
  const reserved = [...reservedNames(root)];
  if (reserved.length > 0) return { ok: false, problems: reserved.map((path) => at(path, 'name-reserved')) };

  const parsed = v.safeParse(profileSchema, plainOf(root));
  if (!parsed.success) {
    const issues = parsed.issues.slice(0, problemsListed);
    return { ok: false, problems: issues.map((issue) => at(issuePath(issue), 'form')) };
  }
  const file = parsed.output;
  const broken = rules.flatMap(({ id, broken: places }) => [...places(file)].map((path) => at(path, id)));
  if (broken.length > 0) return { ok: false, problems: broken.slice(0, problemsListed) };
  return { ok: true, profile: compileProfile(file), file, vectors: vectorsOf(file, root, text) };
};

const problemsListed = 200;

const jsonProblem = (problem: ParsedJson['problems'][number], { locate }: ParsedJson): ProfileProblem => ({
  path: problem.code === 'duplicate-key' ? problem.key : '',
  rule: jsonRule(problem.code),
  ...locate(problem.start),
});
const jsonRule = (code: ParsedJson['problems'][number]['code']): ProfileRule => {
  switch (code) {
    case 'duplicate-key':
      return 'duplicate-key';
    case 'too-deep':
      return 'too-deep';
    case 'too-large':
    case 'string-too-long':
    case 'too-many-keys':
      return 'too-large';
    default:
      return 'json';
  }
};
const formProblem = ({ root, locate }: ParsedJson): ProfileProblem => ({
  path: '',
  rule: 'form',
  ...locate(root?.start ?? 0),
});

const issuePath = (issue: v.BaseIssue<unknown>): JsonPath =>
  (issue.path ?? []).map(({ key }) => (typeof key === 'number' ? key : String(key)));

/** `a.b[0].c` */
const pathText = (path: JsonPath): string =>
  path.reduce<string>((text, step) => {
    if (typeof step === 'number') return `${text}[${String(step)}]`;
    return text === '' ? step : `${text}.${step}`;
  }, '');

/** The offset of the named place, or of the nearest one around it that exists. */
const placeOf = (root: JsonNode, path: JsonPath): number => {
  let node = root;
  let start = root.start;
  for (const step of path) {
    if (node.kind === 'object') {
      const member = memberOf(node, String(step));
      if (member === undefined) break;
      node = member.value;
      start = member.keyStart;
    } else if (node.kind === 'array') {
      const item = node.items[Number(step)];
      if (item === undefined) break;
      node = item;
      start = item.start;
    } else {
      break;
    }
  }
  return start;
};

/** Names that objects have by birth; as data they would be lost on the way. */
const reservedNames = function* (node: JsonNode, path: JsonPath = []): Generator<JsonPath> {
  if (node.kind === 'array') {
    for (const [i, item] of node.items.entries()) yield* reservedNames(item, [...path, i]);
  } else if (node.kind === 'object') {
    for (const { key, value } of node.members) {
      if (key === '__proto__' || key === 'constructor' || key === 'prototype') yield [...path, key];
      yield* reservedNames(value, [...path, key]);
    }
  }
};

const plainOf = (node: JsonNode): unknown => {
  if (node.kind === 'object') return Object.fromEntries(node.members.map(({ key, value }) => [key, plainOf(value)]));
  return node.kind === 'array' ? node.items.map(plainOf) : node.value;
};

const vectorsOf = (file: ProfileFile, root: JsonObject, text: string): readonly Vector[] => {
  const tests = memberOf(root, 'tests')?.value;
  const nodes = tests?.kind === 'array' ? tests.items : [];
  return (file.tests ?? []).map(({ name, device, ts, expect }, i) => {
    const node = nodes[i];
    const values = node?.kind === 'object' ? memberOf(node, 'values')?.value : undefined;
    return {
      ...(name !== undefined && { name }),
      device,
      ...(ts !== undefined && { ts }),
      valuesText: values === undefined ? '{}' : text.slice(values.start, values.end),
      expect,
    };
  });
};
