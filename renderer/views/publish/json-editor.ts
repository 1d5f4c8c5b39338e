/**
 * The JSON text field: CodeMirror with what an engineer needs on one payload and nothing else. Lives in an open shadow root,
 * where its styles are adopted sheets: the content security policy allows no style element. Owns the keys inside the text;
 * what a publish or a finding is comes from outside.
 */
import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands';
import { json } from '@codemirror/lang-json';
import { bracketMatching, indentOnInput, indentUnit } from '@codemirror/language';
import { search, searchKeymap } from '@codemirror/search';
import { Compartment, EditorState, type Extension } from '@codemirror/state';
import {
  Decoration,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  highlightSpecialChars,
  keymap,
  lineNumbers,
  MatchDecorator,
  placeholder,
  ViewPlugin,
  type DecorationSet,
  type ViewUpdate,
} from '@codemirror/view';
import { chinesePhrases } from './editor-phrases.ts';
import { findingsExtension, showFindings, type Finding } from './editor-findings.ts';
import { editorTheme } from './editor-theme.ts';
import { formatEdits } from './format-json.ts';

export type EditorWords = {
  readonly label: string;
  /** Shown while there is no text. */
  readonly hint: string;
  readonly language: 'zh' | 'en';
};

export type JsonEditor = {
  readonly setText: (text: string) => void;
  readonly setFindings: (findings: readonly Finding[]) => void;
  readonly setWords: (words: EditorWords) => void;
  /** White space only; one step of undo, the cursor stays in its place. */
  readonly format: () => void;
  /** To the next finding after the cursor, or the one before it; round at the ends. */
  readonly visit: (step: 1 | -1) => void;
  readonly focus: () => void;
  /** After the element was taken off the page and put back. */
  readonly remeasure: () => void;
  readonly close: () => void;
};

/** What the workspace asks of the field. */
export type EditorHandle = Pick<JsonEditor, 'focus' | 'format' | 'visit'>;

export type EditorOptions = {
  readonly text: string;
  readonly words: EditorWords;
  /** Whether this `{{…}}` will be filled; others are marked as wrong. */
  readonly isPlaceholder: (found: string) => boolean;
  readonly onText: (text: string) => void;
  /** Line and column from 1. */
  readonly onCursor: (line: number, column: number) => void;
};

const placeholderMarks = (isKnown: (found: string) => boolean): Extension => {
  const matcher = new MatchDecorator({
    regexp: /\{\{[^{}\n]{0,64}\}\}/g,
    decoration: ([found]) =>
      Decoration.mark({ class: isKnown(found) ? 'cm-placeholder-known' : 'cm-placeholder-unknown' }),
  });
  return ViewPlugin.define(
    (view) => ({
      marks: matcher.createDeco(view),
      update(update: ViewUpdate) {
        this.marks = matcher.updateDeco(update, this.marks);
      },
    }),
    { decorations: (plugin: { readonly marks: DecorationSet }) => plugin.marks },
  );
};

/**
 * Typing over a selection is done here: Chromium's own editing would keep the look of the replaced text in a style attribute,
 * which the content security policy denies and reports. Input methods (composition) keep their native way.
 */
const ownReplacement: Extension = EditorView.domEventHandlers({
  beforeinput: (event, view) => {
    if (event.inputType !== 'insertText' || event.isComposing || event.data === null) return false;
    if (view.state.selection.main.empty) return false;
    view.dispatch(view.state.replaceSelection(event.data), { userEvent: 'input.type', scrollIntoView: true });
    event.preventDefault();
    return true;
  },
});

const wordsExtension = ({ label, hint, language }: EditorWords): Extension => [
  // The text takes the focus as it is; said in the markup, so that the scroller around it counts as reachable by keyboard.
  EditorView.contentAttributes.of({ 'aria-label': label, tabindex: '0' }),
  placeholder(hint),
  language === 'zh' ? EditorState.phrases.of(chinesePhrases) : [],
];

export const createJsonEditor = (host: HTMLElement, options: EditorOptions): JsonEditor => {
  const root = host.shadowRoot ?? host.attachShadow({ mode: 'open' });
  const words = new Compartment();
  let findings: readonly Finding[] = [];

  const view = new EditorView({
    root,
    parent: root,
    state: EditorState.create({
      doc: options.text,
      extensions: [
        lineNumbers(),
        findingsExtension,
        highlightActiveLineGutter(),
        highlightActiveLine(),
        highlightSpecialChars(),
        history(),
        indentOnInput(),
        indentUnit.of('  '),
        EditorState.tabSize.of(2),
        bracketMatching(),
        json(),
        search(),
        placeholderMarks(options.isPlaceholder),
        // Ctrl+Enter publishes wherever the focus is: here it must not also break the line.
        keymap.of([
          ...defaultKeymap.filter(({ key }) => key !== 'Mod-Enter'),
          ...historyKeymap,
          ...searchKeymap,
          indentWithTab,
        ]),
        EditorView.lineWrapping,
        ownReplacement,
        editorTheme,
        words.of(wordsExtension(options.words)),
        EditorView.updateListener.of((update) => {
          if (update.docChanged) options.onText(update.state.doc.toString());
          if (update.docChanged || update.selectionSet) tellCursor(update.state);
        }),
      ],
    }),
  });

  const tellCursor = ({ doc, selection }: EditorState): void => {
    const line = doc.lineAt(selection.main.head);
    options.onCursor(line.number, selection.main.head - line.from + 1);
  };

  /** The cursor, not a selection: that would hide the underline it leads to. */
  const goTo = ({ start, message }: Finding): void => {
    const at = Math.min(start, view.state.doc.length);
    view.dispatch({
      selection: { anchor: at },
      effects: [EditorView.scrollIntoView(at, { y: 'nearest', yMargin: 60 }), EditorView.announce.of(message)],
      userEvent: 'select',
    });
    view.focus();
  };

  return {
    setText: (text) => {
      if (text === view.state.doc.toString()) return;
      view.dispatch({
        changes: { from: 0, to: view.state.doc.length, insert: text },
        selection: { anchor: 0 },
        scrollIntoView: true,
        userEvent: 'input.replace',
      });
    },
    setFindings: (now) => {
      findings = [...now].sort((a, b) => a.start - b.start);
      for (const spec of showFindings(view.state, findings)) view.dispatch(spec);
    },
    setWords: (now) => {
      view.dispatch({ effects: words.reconfigure(wordsExtension(now)) });
    },
    format: () => {
      const edits = formatEdits(view.state.doc.toString());
      if (edits.length === 0) return;
      view.dispatch({
        changes: edits.map(({ offset, length, content }) => ({ from: offset, to: offset + length, insert: content })),
        scrollIntoView: true,
        userEvent: 'input.format',
      });
    },
    visit: (step) => {
      const { from } = view.state.selection.main;
      const next =
        step === 1
          ? (findings.find(({ start }) => start > from) ?? findings[0])
          : (findings.findLast(({ start }) => start < from) ?? findings.at(-1));
      if (next !== undefined) goTo(next);
    },
    focus: () => view.focus(),
    remeasure: () => view.requestMeasure(),
    close: () => view.destroy(),
  };
};
