/**
 * Findings shown where they are: a mark in the gutter, an underline, and for the worst one of each line its sentence below
 * the line. Owns how they look in the text; what is a finding is decided outside and handed in.
 */
import { lintGutter, setDiagnostics, type Diagnostic } from '@codemirror/lint';
import { StateEffect, StateField, type EditorState, type Extension, type TransactionSpec } from '@codemirror/state';
import { Decoration, EditorView, WidgetType, type DecorationSet } from '@codemirror/view';

/** UTF-16 offsets into the text as typed, half-open. */
export type Finding = {
  readonly start: number;
  readonly end: number;
  readonly severity: 'error' | 'warning' | 'info';
  readonly message: string;
};

const rank = { error: 0, warning: 1, info: 2 } as const;

// eslint-disable-next-line no-restricted-syntax -- CodeMirror takes widgets as subclasses of its own class only.
class SentenceBelow extends WidgetType {
  readonly finding: Finding;

  constructor(finding: Finding) {
    super();
    this.finding = finding;
  }
  override eq({ finding }: SentenceBelow): boolean {
    return finding.severity === this.finding.severity && finding.message === this.finding.message;
  }
  override toDOM(): HTMLElement {
    const line = document.createElement('div');
    line.className = 'cm-finding';
    line.dataset['severity'] = this.finding.severity;
    line.textContent = this.finding.message;
    return line;
  }
}

/** The worst finding of each line, errors and warnings only: a line for every remark would hide the text. */
const worstByLine = (state: EditorState, findings: readonly Finding[]): ReadonlyMap<number, Finding> => {
  const byLine = new Map<number, Finding>();
  for (const finding of findings) {
    if (finding.severity === 'info') continue;
    const lineEnd = state.doc.lineAt(Math.min(finding.start, state.doc.length)).to;
    const present = byLine.get(lineEnd);
    if (present === undefined || rank[finding.severity] < rank[present.severity]) byLine.set(lineEnd, finding);
  }
  return byLine;
};

const replaceSentences = StateEffect.define<DecorationSet>();

const sentences = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update: (shown, transaction) => {
    let now = shown.map(transaction.changes);
    for (const effect of transaction.effects) if (effect.is(replaceSentences)) now = effect.value;
    return now;
  },
  provide: (field) => EditorView.decorations.from(field),
});

const asDiagnostic =
  (lengthChars: number) =>
  ({ start, end, severity, message }: Finding): Diagnostic => ({
    from: Math.min(start, lengthChars),
    to: Math.min(end, lengthChars),
    severity,
    message,
  });

export const findingsExtension: Extension = [sentences, lintGutter()];

/** The transactions that show these findings in place of all earlier ones. */
export const showFindings = (state: EditorState, findings: readonly Finding[]): readonly TransactionSpec[] => {
  const below = [...worstByLine(state, findings)].sort(([a], [b]) => a - b);
  const set = Decoration.set(
    below.map(([lineEnd, finding]) =>
      Decoration.widget({ widget: new SentenceBelow(finding), block: true, side: 1 }).range(lineEnd),
    ),
  );
  return [setDiagnostics(state, findings.map(asDiagnostic(state.doc.length))), { effects: replaceSentences.of(set) }];
};
