/** Puts a field together: what the profile claims, what was read, and the status that follows from the notes. */
import {
  type Alternative,
  type Field,
  type FieldStatus,
  type Note,
  type NoteCode,
  type NoteLevel,
  type NoteParameters,
  type Scalar,
} from './annotation.ts';
import { type Codes, type Meaning } from './compile.ts';

/** What came of reading one raw. */
export type Reading = Pick<Field, 'value' | 'code' | 'meaning' | 'utc'> & { readonly notes: readonly Note[] };

export const note = (level: NoteLevel, code: NoteCode, parameters: NoteParameters = {}): Note => ({
  code,
  level,
  parameters,
});

export const statusOf = (notes: readonly Note[]): Exclude<FieldStatus, 'unknown'> => {
  if (notes.some(({ level }) => level === 'error')) return 'error';
  return notes.some(({ level }) => level === 'note') ? 'note' : 'ok';
};

type Place = Pick<Field, 'path' | 'key' | 'form' | 'raw' | 'parent' | 'text' | 'start' | 'end' | 'bits' | 'type'>;

/** A field the profile knows. `alternatives` only where a rival has a value of its own. */
export const knownField = (
  place: Place,
  meaning: Pick<Meaning, 'label' | 'why'> & Partial<Pick<Meaning, 'rivals'>> & { readonly unit?: string },
  reading: Reading,
  alternatives?: readonly Alternative[],
): Field => ({
  ...place,
  label: meaning.label,
  ...reading,
  ...(meaning.unit !== undefined && { unit: meaning.unit }),
  status: statusOf(reading.notes),
  ...meaning.why,
  alternatives: alternatives ?? (meaning.rivals ?? []).map((rival) => alternativeOf(rival)),
});

export const unknownField = (place: Place, value?: Scalar, notes: readonly Note[] = []): Field => ({
  ...place,
  ...(value !== undefined && { value }),
  status: statusOf(notes) === 'error' ? 'error' : 'unknown',
  notes,
  source: 'unknown',
  alternatives: [],
});

export const alternativeOf = ({ label, unit, why }: Meaning['rivals'][number], value?: Scalar): Alternative => ({
  label,
  ...(unit !== undefined && { unit }),
  ...(value !== undefined && { value }),
  source: why.source,
  confidence: why.confidence,
  evidence: why.evidence,
});

/** An enumeration's number; one that is not in the table stays a number with a note. */
export const readCode = (number: number, codes: Codes | undefined): Reading => {
  const named = codes?.get(number);
  return named === undefined
    ? { value: number, code: number, notes: [note('note', 'code-unknown', { code: number })] }
    : { value: named.name, code: number, meaning: named.label, notes: [] };
};

export const rangeNotes = (value: number, valid: readonly [number, number] | undefined): readonly Note[] => {
  if (valid === undefined) return [];
  const [min, max] = valid;
  if (value < min) return [note('error', 'below-range', { min, max })];
  return value > max ? [note('error', 'above-range', { min, max })] : [];
};

/** `a`, `a.b`, `a.0`; a name that would read as something else is quoted: `a["b.c"]`. */
export const pathTo = (parent: string, key: string): string => {
  if (!/^[\p{L}\p{N}_@-]+$/u.test(key)) return `${parent}[${JSON.stringify(key)}]`;
  return parent === '' ? key : `${parent}.${key}`;
};
