/** The JSON of `gatescope decode --json`. Scripts rely on its keys: they are added to, never renamed. */
import {
  type Alternative,
  type Decoded,
  type Entry,
  type Field,
  type LayoutReading,
  type Problem,
} from '../../protocol/profile/annotation.ts';
import { noteText, problemText } from '../../protocol/profile/words.ts';
import { type Language } from '../../protocol/settings.ts';

/** Sentences (`evidence`, `message`) are in one language, labels in both. */
export const decodedJson = (decoded: Decoded, language: Language) => ({
  entries: decoded.entries.map((entry) => entryJson(entry, language)),
  warnings: decoded.warnings.map((problem) => problemJson(problem, language)),
  errors: decoded.errors.map((problem) => problemJson(problem, language)),
  shape: decoded.shape,
  profile: decoded.profile,
});

const entryJson = ({ node, ts, fields }: Entry, language: Language) => ({
  node,
  ts: ts === null ? null : { raw: ts.raw, at: ts.at, utc: ts.utc },
  fields: fields.map((field) => fieldJson(field, language)),
});

/** Keys without a value are left out by JSON itself. */
const fieldJson = (field: Field, language: Language): object => ({
  path: field.path,
  label: field.label,
  start: field.start,
  end: field.end,
  bits: field.bits,
  type: field.type,
  raw: field.raw,
  value: field.value,
  code: field.code,
  meaning: field.meaning,
  utc: field.utc,
  unit: field.unit,
  status: field.status,
  source: field.source,
  confidence: field.confidence,
  evidence: field.evidence?.[language],
  notes:
    field.notes.length === 0
      ? undefined
      : field.notes.map((note) => ({
          code: note.code,
          level: note.level,
          ...note.parameters,
          message: noteText(note, language),
        })),
  alternatives:
    field.alternatives.length === 0 ? undefined : field.alternatives.map((one) => alternativeJson(one, language)),
  line: field.text?.value.line,
  column: field.text?.value.column,
  ...(field.frame !== undefined && {
    decided: field.frame.decided,
    framesSeen: field.frame.framesSeen,
    layouts: field.frame.layouts.map((layout) => layoutJson(layout, language)),
    ...(field.frame.layouts.length === 0 && { unknown: fieldJson(field.frame.unknown, language) }),
  }),
});

const alternativeJson = ({ label, unit, value, source, confidence, evidence }: Alternative, language: Language) => ({
  label,
  unit,
  value,
  source,
  confidence,
  evidence: evidence[language],
});

const layoutJson = (layout: LayoutReading, language: Language) => ({
  id: layout.id,
  title: layout.title,
  endian: layout.endian,
  bits: tenths(layout.bits),
  sharedBits: tenths(layout.sharedBits),
  shortfall: layout.shortfall,
  missing: layout.missing,
  gaps: layout.gaps,
  checks: layout.checks.map((check) => ({ ...check, bits: tenths(check.bits) })),
  fields: layout.fields.map((field) => fieldJson(field, language)),
});

const tenths = (bits: number): number => Math.round(bits * 10) / 10;

const problemJson = (problem: Problem, language: Language) => ({
  code: problem.code,
  path: problem.path,
  message: problemText(problem, language),
  line: problem.text?.line,
  column: problem.text?.column,
});
