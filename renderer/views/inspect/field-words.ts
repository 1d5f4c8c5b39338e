/**
 * How a row of the decoded tree is written: value, unit, type, notes, where its meaning comes from. Pure, from words given;
 * it owns no state and draws nothing.
 */
import { type useWords } from '../../i18n.ts';
import { type Confidence, type Field, type Note, type SourceKind } from '../../../protocol/profile/annotation.ts';
import { confidenceWords, sourceWords, unitText } from '../../../protocol/profile/words.ts';
import { type TreeNode } from './field-tree.ts';

type Translate = ReturnType<typeof useWords>['t'];
export type Language = 'zh' | 'en';

/** `text` as shown; `plain` is what is copied, free of language. */
export type ShownValue = {
  readonly text: string;
  readonly unit: string;
  readonly plain: string;
  /** A count of what is below instead of a value of its own. */
  readonly group: boolean;
};

/** A true minus sign: as wide as the digits under it. */
export const numberText = (value: number): string => String(value).replace('-', '−');

export const fieldLabel = (field: Field, language: Language): string => field.label?.[language] ?? field.key;

/** Wall clock of this computer with its zone: `16:31:20.355`, `2020-12-28`, `UTC+8`. */
export const clockText = (at: number): { date: string; time: string; zone: string } => {
  const date = new Date(at);
  const two = (part: number): string => String(part).padStart(2, '0');
  const minutes = -date.getTimezoneOffset();
  const hours = Math.floor(Math.abs(minutes) / 60);
  const rest = Math.abs(minutes) % 60;
  return {
    date: `${String(date.getFullYear())}-${two(date.getMonth() + 1)}-${two(date.getDate())}`,
    time: `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}.${String(date.getMilliseconds()).padStart(3, '0')}`,
    zone: minutes === 0 ? 'UTC' : `UTC${minutes < 0 ? '−' : '+'}${String(hours)}${rest === 0 ? '' : `:${two(rest)}`}`,
  };
};

const none: ShownValue = { text: '–', unit: '', plain: '', group: false };
const groupOf = (text: string, plain: string): ShownValue => ({ text, unit: '', plain, group: true });

export const shownValue = (node: TreeNode, t: Translate, language: Language): ShownValue => {
  if (node.kind === 'entry') return none;
  if (node.kind === 'time') {
    const { at, raw } = node.time;
    if (at === undefined) return none;
    const { time, zone } = clockText(at);
    return { text: time, unit: zone, plain: raw, group: false };
  }
  const { field } = node;
  if (field.frame !== undefined) {
    return groupOf(t('inspect.byteCount', field.frame.lengthBytes), field.frame.hex);
  }
  if (Array.isArray(field.value)) return groupOf(t('inspect.items', field.value.length), field.raw);
  if (node.children.length > 0 && field.form === 'object') {
    return groupOf(t('inspect.indices', node.children.length), field.raw);
  }
  return scalarValue(field, language);
};

const scalarValue = (field: Field, language: Language): ShownValue => {
  const { value, meaning, utc, unit } = field;
  if (value === undefined) return none;
  if (meaning !== undefined) return { text: meaning[language], unit: '', plain: String(value), group: false };
  if (utc !== undefined && typeof value === 'number') {
    const { time, zone } = clockText(value);
    return { text: time, unit: zone, plain: String(value), group: false };
  }
  const text = typeof value === 'number' ? numberText(value) : String(value);
  return { text, unit: unit === undefined ? '' : unitText(unit), plain: String(value), group: false };
};

/** `u16 @1`, `bits 3–5`, `text`. */
export const typeText = (node: TreeNode, t: Translate): string => {
  if (node.kind === 'entry') return '';
  if (node.kind === 'time') return 'ms';
  const { field } = node;
  if (field.bits !== undefined) {
    const { offset, width } = field.bits;
    const at = width === 1 ? String(offset) : `${String(offset)}–${String(offset + width - 1)}`;
    return t('inspect.bits', { at }, width);
  }
  if (field.start !== undefined && field.end !== undefined) {
    return `${field.type ?? `${String(field.end - field.start)} B`} @${String(field.start)}`;
  }
  return t(`inspect.form.${field.form}`);
};

export const sourceText = (
  { source, confidence }: { readonly source: SourceKind; readonly confidence?: Confidence },
  t: Translate,
  language: Language,
): string =>
  confidence === undefined
    ? sourceWords[source][language]
    : `${sourceWords[source][language]} · ${t('inspect.confidence', { level: confidenceWords[confidence][language] })}`;

/** One or two words for the row; the sentence is `noteText`. */
export const noteShort = (note: Note, t: Translate): string => t(`inspect.note.${note.code}`, { ...note.parameters });

const weight: Readonly<Record<Note['level'], number>> = { info: 0, note: 1, error: 2 };
/** The one that goes on the row. */
export const gravest = (notes: readonly Note[]): Note | undefined =>
  notes.reduce<Note | undefined>(
    (found, note) => (found === undefined || weight[note.level] > weight[found.level] ? note : found),
    undefined,
  );
