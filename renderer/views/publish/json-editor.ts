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
  ViewPlugin,
  type DecorationSet,
  type ViewUpdate,
} from '@codemirror/view';
import { chinesePhrases } from './editor-phrases.ts';
import { findingsExtension, showFindings, type Finding } from './editor-findings.ts';
import { editorTheme } from './editor-theme.ts';
import { formatEdits } from './format-json.ts';

export type EditorWords = { readonly label: string; readonly language: 'zh' | 'en' };

export type JsonEditor = {
  readonly setText: (text: string) => void;
  readonly setFindings: (findings: readonly Finding[]) => void;
  readonly setWords: (words: EditorWords) => void;
  /** White space only; one step of undo, the cursor stays in its place. */
  readonly format: () => void;
  /** To the next finding after the cursor, or the one before it; round at the ends. */
  readonly visit: (step: 1 | -1) => void;
  readonly select: (start: number, end: number) => void;
  readonly focus: () => void;
  /** After the element was taken off the page and put back. */
  readonly remeasure: () => void;
  readonly close: () => void;
};

export type EditorOptions = {
  readonly text: string;
  readonly words: EditorWords;
  /** Placeholders that will be filled; others are marked as wrong. */
  readonly placeholders: readonly string[];
  readonly onText: (text: string) => void;
  /** Line and column from 1. */
  readonly onCursor: (line: number, column: number) => void;
};

const placeholderMarks = (known: readonly string[]): Extension => {
  const matcher = new MatchDecorator({
    regexp: /\{\{[^{}\n]*\}\}/g,
    decoration: ([found]) =>
      Decoration.mark({ class: known.includes(found) ? 'cm-placeholder-known' : 'cm-placeholder-unknown' }),
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

const wordsExtension = ({ label, language }: EditorWords): Extension => [
  EditorView.contentAttributes.of({ 'aria-label': label }),
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
        placeholderMarks(options.placeholders),
        // Ctrl+Enter publishes wherever the focus is: here it must not also break the line.
        keymap.of([
          ...defaultKeymap.filter(({ key }) => key !== 'Mod-Enter'),
          ...historyKeymap,
          ...searchKeymap,
          indentWithTab,
        ]),
        EditorView.lineWrapping,
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

  const select = (start: number, end: number): void => {
    const limit = view.state.doc.length;
    view.dispatch({
      selection: { anchor: Math.min(end, limit), head: Math.min(start, limit) },
      effects: EditorView.scrollIntoView(Math.min(start, limit), { y: 'center' }),
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
      if (next === undefined) return;
      select(next.start, next.end);
      view.dispatch({ effects: EditorView.announce.of(next.message) });
    },
    select,
    focus: () => view.focus(),
    remeasure: () => view.requestMeasure(),
    close: () => view.destroy(),
  };
};
