/**
 * CodeMirror in our own look. Every colour and size is one of our custom properties: they inherit into the shadow root, so
 * the three themes and both languages need nothing here. State colours stay for findings; syntax is told by weight and ink.
 */
import { HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import { type Extension } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { tags } from '@lezer/highlight';

const ink = HighlightStyle.define([
  { tag: tags.propertyName, color: 'var(--accent)' },
  { tag: [tags.number, tags.bool, tags.null], fontWeight: 'var(--weight-strong)' },
  { tag: [tags.separator, tags.brace, tags.squareBracket], color: 'var(--faint)' },
]);

const wavy = (colour: string) => ({
  backgroundImage: 'none',
  paddingBottom: '0',
  textDecoration: `underline wavy ${colour} 1px`,
  textUnderlineOffset: '4px',
  textDecorationSkipInk: 'none',
});

/** The same shapes as the state badges, so that colour is never alone. */
const marker = (colour: string, shape: Readonly<Record<string, string>>) => ({
  content: 'none',
  width: '8px',
  height: '8px',
  margin: '0 auto',
  backgroundColor: colour,
  ...shape,
});

const frame = EditorView.theme({
  '&': { height: '100%', color: 'var(--text)', backgroundColor: 'var(--raised)', fontSize: 'var(--size-3)' },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': {
    fontFamily: 'var(--font-mono)',
    fontFeatureSettings: "'calt' 0, 'zero' 1",
    lineHeight: '1.7',
    overflow: 'auto',
  },
  '.cm-content': { padding: 'var(--gap-2) 0', caretColor: 'var(--text)' },
  '.cm-placeholder': { color: 'var(--faint)' },
  '.cm-line': { padding: '0 var(--gap-3) 0 var(--gap-1)' },
  '.cm-content ::selection': { backgroundColor: 'var(--select)' },
  '.cm-gutters': { backgroundColor: 'var(--raised)', color: 'var(--faint)', border: 'none', fontSize: 'var(--size-2)' },
  '.cm-lineNumbers .cm-gutterElement': { minWidth: '32px', padding: '0 2px 0 var(--gap-2)' },
  '.cm-activeLine, .cm-activeLineGutter': { backgroundColor: 'var(--pane)' },
  '.cm-activeLineGutter': { color: 'var(--text)' },
  '&.cm-focused .cm-matchingBracket': { backgroundColor: 'var(--f1)', outline: 'none' },
  '&.cm-focused .cm-nonmatchingBracket': { backgroundColor: 'var(--bad-ground)', color: 'var(--bad)' },

  '.cm-placeholder-known, .cm-placeholder-unknown': {
    padding: '1px 2px',
    borderRadius: '2px',
    color: 'var(--accent)',
    backgroundColor: 'var(--accent-ground)',
  },
  '.cm-placeholder-unknown': { color: 'var(--bad)', backgroundColor: 'var(--bad-ground)' },

  '.cm-finding': {
    display: 'flex',
    gap: '6px',
    padding: '0 var(--gap-3) 3px var(--gap-1)',
    fontFamily: 'var(--font-ui)',
    fontSize: 'var(--size-2)',
    lineHeight: '1.5',
    fontWeight: '500',
    whiteSpace: 'normal',
    userSelect: 'none',
  },
  '.cm-finding[data-severity=error]': { color: 'var(--bad)' },
  '.cm-finding[data-severity=warning]': { color: 'var(--warn)' },
  '.cm-finding[data-severity=info]': { color: 'var(--muted)' },
  '.cm-lintRange-error': wavy('var(--bad)'),
  '.cm-lintRange-warning': wavy('var(--warn)'),
  '.cm-lintRange-info, .cm-lintRange-hint': {
    backgroundImage: 'none',
    paddingBottom: '0',
    textDecoration: 'underline dotted var(--faint) 1px',
    textUnderlineOffset: '4px',
  },
  '.cm-lintRange-active': { backgroundColor: 'transparent' },
  '.cm-gutter-lint': { width: '16px' },
  '.cm-gutter-lint .cm-gutterElement': { display: 'flex', alignItems: 'center', padding: '0' },
  '.cm-lint-marker-error': marker('var(--bad)', { borderRadius: '1px' }),
  '.cm-lint-marker-warning': marker('var(--warn)', { clipPath: 'polygon(50% 0, 100% 100%, 0 100%)' }),
  '.cm-lint-marker-info': marker('transparent', { borderRadius: '50%', border: '1.5px solid var(--faint)' }),

  '.cm-tooltip': {
    maxWidth: '52ch',
    border: 'var(--hairline) solid var(--line-strong)',
    borderRadius: 'var(--radius)',
    backgroundColor: 'var(--raised)',
    color: 'var(--text)',
    fontFamily: 'var(--font-ui)',
    fontSize: 'var(--size-2)',
  },
  '.cm-diagnostic': { border: 'none', margin: '0', padding: 'var(--gap-1) var(--gap-2)' },

  '.cm-panels': { backgroundColor: 'var(--pane)', color: 'var(--text)', fontFamily: 'var(--font-ui)' },
  '.cm-panels-bottom': { borderTop: 'var(--hairline) solid var(--line)' },
  '.cm-panel.cm-search': { padding: 'var(--gap-2) var(--gap-5) var(--gap-2) var(--gap-2)', fontSize: 'var(--size-2)' },
  '.cm-panel.cm-search label': { fontSize: 'var(--size-2)', whiteSpace: 'nowrap' },
  '.cm-textfield': {
    minHeight: 'var(--target)',
    padding: '0 var(--gap-2)',
    border: 'var(--hairline) solid var(--line-strong)',
    borderRadius: 'var(--radius)',
    backgroundColor: 'var(--raised)',
    color: 'var(--text)',
    fontFamily: 'var(--font-mono)',
    fontSize: 'var(--size-2)',
  },
  '.cm-button': {
    minHeight: 'var(--target)',
    padding: '0 var(--gap-2)',
    border: 'var(--hairline) solid var(--line-strong)',
    borderRadius: 'var(--radius)',
    backgroundColor: 'var(--raised)',
    backgroundImage: 'none',
    color: 'var(--text)',
    fontSize: 'var(--size-2)',
  },
  '.cm-panel.cm-search [name=close]': {
    top: 'var(--gap-1)',
    right: 'var(--gap-1)',
    width: 'var(--target)',
    height: 'var(--target)',
    color: 'var(--muted)',
    fontSize: 'var(--size-4)',
    cursor: 'default',
  },
  '.cm-searchMatch': { backgroundColor: 'var(--f3)' },
  '.cm-searchMatch-selected': { backgroundColor: 'var(--f1)' },
  ':focus-visible': { outline: 'var(--focus) solid var(--accent)', outlineOffset: '1px' },
  '.cm-content:focus-visible': { outline: 'none' },
});

export const editorTheme: Extension = [frame, syntaxHighlighting(ink)];
