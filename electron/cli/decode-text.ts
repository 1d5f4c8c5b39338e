/** What `gatescope decode` prints for people. Everything that came from outside is escaped here, at the last moment. */
import {
  type Alternative,
  type Decoded,
  type Entry,
  type Field,
  type Frame,
  type LayoutReading,
  type Problem,
  type SourceKind,
} from '../../protocol/profile/annotation.ts';
import { confidenceWords, noteText, problemText, sourceWords, unitText } from '../../protocol/profile/words.ts';
import { type Language } from '../../protocol/settings.ts';
import { escapeForTerminal } from './terminal-text.ts';
import { alignColumns } from './text-table.ts';

type Style = { readonly language: Language; readonly why: boolean };

export const decodedText = (decoded: Decoded, style: Style): string => {
  const blocks = [
    ...decoded.entries.map((entry) => entryLines(entry, style)),
    problemLines(decoded.errors, words.errors[style.language], style),
    problemLines(decoded.warnings, words.warnings[style.language], style),
  ].filter((lines) => lines.length > 0);
  return blocks.length === 0 ? '' : `${blocks.map((lines) => lines.join('\n')).join('\n\n')}\n`;
};

const words = {
  errors: { zh: '错误', en: 'Errors' },
  warnings: { zh: '提示', en: 'Warnings' },
  noNode: { zh: '（未注明节点）', en: '(no node named)' },
  or: { zh: '或', en: 'or' },
  why: { zh: '依据', en: 'why' },
  undecided: { zh: '布局未定', en: 'layout undecided' },
  decided: { zh: '布局已定', en: 'layout decided' },
  layout: { zh: '布局', en: 'layout' },
  bits: { zh: '比特证据', en: 'bits of evidence' },
  shortfall: { zh: '缺少字节', en: 'bytes missing' },
  line: { zh: '行', en: 'line' },
  column: { zh: '列', en: 'column' },
} as const;

const marks: Readonly<Record<SourceKind, string>> = {
  documented: '●',
  'related-code': '◐',
  inferred: '?',
  user: '☑',
  unknown: '–',
};

const entryLines = ({ node, ts, fields }: Entry, style: Style): string[] => {
  const name = node === null ? words.noNode[style.language] : escapeForTerminal(node);
  const when = ts === null ? '' : `  ${escapeForTerminal(ts.utc ?? ts.raw)}`;
  return [`${name}${when}`, ...fieldLines(fields, style, '  ')];
};

const rawCells = 28;

/** One table for all fields, so that the columns of a frame stand under those of its entry; extra lines follow their row. */
const fieldLines = (fields: readonly Field[], style: Style, indent: string): string[] => {
  const rows = alignColumns(
    fields.map((field) => [
      placeOf(field),
      escapeForTerminal(field.label?.[style.language] ?? ''),
      valueOf(field, style),
      rawOf(field),
      claimOf(field, style),
    ]),
  );
  return fields.flatMap((field, i) => [
    `${indent}${rows[i] ?? ''}`,
    // A hint that the flag's own row already gives is not repeated on each row it concerns.
    ...field.notes
      .filter(({ level }) => style.why || level !== 'info')
      .map((note) => `${indent}    ${levelMarks[note.level]} ${noteText(note, style.language)}`),
    ...(style.why && field.evidence !== undefined
      ? [`${indent}    ${words.why[style.language]}: ${escapeForTerminal(field.evidence[style.language])}`]
      : []),
    ...field.alternatives.map((one) => `${indent}    ${alternativeText(one, style)}`),
    ...(field.frame === undefined ? [] : frameLines(field.frame, style, `${indent}  `)),
  ]);
};

const levelMarks = { info: 'i', note: '!', error: 'x' } as const;

const placeOf = (field: Field): string => {
  if (field.start === undefined || field.end === undefined) return escapeForTerminal(field.path);
  const bits = field.bits === undefined ? '' : `.${String(field.bits.offset)}`;
  return `${String(field.start)}..${String(field.end)}${bits}  ${escapeForTerminal(field.path)}`;
};

const valueOf = ({ value, meaning, utc, unit }: Field, { language }: Style): string => {
  const shown = meaning?.[language] ?? utc ?? (Array.isArray(value) ? value.join(', ') : value);
  return shown === undefined ? '' : `${shortened(escapeForTerminal(String(shown)))}${unitOf(unit)}`;
};

const shortened = (shown: string): string => (shown.length > rawCells ? `${shown.slice(0, rawCells - 1)}…` : shown);

const unitOf = (unit: string | undefined): string =>
  unit === undefined ? '' : ` ${escapeForTerminal(unitText(unit))}`;

const rawOf = ({ raw }: Field): string => shortened(escapeForTerminal(raw.slice(0, 4 * rawCells).replace(/\s+/g, ' ')));

const claimOf = ({ source, confidence }: Field, { language }: Style): string => {
  const sure = confidence === undefined ? '' : ` (${confidenceWords[confidence][language]})`;
  return `${marks[source]} ${sourceWords[source][language]}${sure}`;
};

const alternativeText = (one: Alternative, { language, why }: Style): string => {
  const value =
    one.value === undefined || one.value === null ? '' : `  ${escapeForTerminal(String(one.value))}${unitOf(one.unit)}`;
  const evidence = why ? `  ${escapeForTerminal(one.evidence[language])}` : '';
  return `${words.or[language]} ${escapeForTerminal(one.label[language])}${value}  ${marks[one.source]}${evidence}`;
};

const frameLines = (
  { decided, framesSeen, framesNeeded, leadBitsNeeded, layouts, unknown }: Frame,
  style: Style,
  indent: string,
): string[] => {
  if (layouts.length === 0) return fieldLines([unknown], style, indent);
  const { language } = style;
  const seen = `${String(framesSeen)}/${String(framesNeeded)}`;
  const state = {
    zh: `${words.undecided.zh}：不同的帧 ${seen}，领先须达 ${String(leadBitsNeeded)} 比特`,
    en: `${words.undecided.en}: ${seen} distinct frames, a lead of ${String(leadBitsNeeded)} bits needed`,
  };
  return [
    `${indent}${decided === null ? state[language] : `${words.decided[language]}: ${escapeForTerminal(decided)}`}`,
    ...layouts.flatMap((layout) => layoutLines(layout, style, indent)),
  ];
};

const layoutLines = (layout: LayoutReading, style: Style, indent: string): string[] => {
  const { language } = style;
  const title = layout.title === undefined ? '' : `  ${escapeForTerminal(layout.title[language])}`;
  const short = layout.shortfall === 0 ? '' : `  ${words.shortfall[language]}: ${String(layout.shortfall)} [DEC-SHORT]`;
  return [
    `${indent}${words.layout[language]} ${escapeForTerminal(layout.id)}${title}  ${layout.bits.toFixed(1)} ${words.bits[language]}${short}`,
    ...fieldLines(layout.fields, style, `${indent}  `),
  ];
};

const problemLines = (problems: readonly Problem[], title: string, { language }: Style): string[] => {
  if (problems.length === 0) return [];
  const lines = problems.map((problem) => {
    const place =
      problem.text === undefined
        ? ''
        : `${words.line[language]} ${String(problem.text.line)} ${words.column[language]} ${String(problem.text.column)}  `;
    const path = problem.path === '' ? '' : `${escapeForTerminal(problem.path)}  `;
    return `  ${place}${path}${problemText(problem, language)} [${problem.code}]`;
  });
  return [title, ...lines];
};
