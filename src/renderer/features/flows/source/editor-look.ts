/** The editor in the window's colours and type; both themes, since the tokens are pairs. */
import { HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import type { Extension } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { tags } from '@lezer/highlight';

const colors = HighlightStyle.define([
  { tag: tags.propertyName, color: 'var(--color-ink)' },
  { tag: tags.string, color: 'var(--color-ink-2)' },
  { tag: [tags.number, tags.bool, tags.null], color: 'var(--color-accent)' },
  { tag: [tags.separator, tags.squareBracket, tags.brace], color: 'var(--color-ink-3)' },
]);

const look = EditorView.theme({
  '&': { backgroundColor: 'transparent', color: 'var(--color-ink)' },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': {
    fontFamily: 'var(--font-mono)',
    fontSize: 'var(--text-s)',
    lineHeight: '20px',
    overflow: 'auto',
    minHeight: '320px',
    maxHeight: 'max(320px, calc(100vh - 260px))',
  },
  '.cm-content': { caretColor: 'var(--color-ink)', padding: '10px 0' },
  '.cm-cursor': { borderLeftColor: 'var(--color-ink)' },
  '.cm-gutters': { backgroundColor: 'transparent', color: 'var(--color-ink-3)', border: 'none' },
  '.cm-lineNumbers .cm-gutterElement': { padding: '0 12px 0 16px', minWidth: '44px' },
  '.cm-activeLine, .cm-activeLineGutter': { backgroundColor: 'var(--color-hover)' },
  '&.cm-focused .cm-selectionBackground, .cm-selectionBackground, .cm-content ::selection': {
    backgroundColor: 'var(--color-accent-bg)',
  },
  '.cm-tooltip': {
    backgroundColor: 'var(--color-raised)',
    border: '1px solid var(--color-line)',
    borderRadius: 'var(--radius-m)',
    boxShadow: 'var(--shadow-float)',
    overflow: 'hidden',
    maxWidth: '460px',
  },
  '.cm-diagnostic': { padding: '6px 12px', fontFamily: 'var(--font-sans)', fontSize: 'var(--text-ui)' },
  '.cm-diagnostic-error': { borderLeft: '3px solid var(--color-bad)' },
  '.cm-lintRange-error': {
    backgroundImage: 'none',
    textDecoration: 'underline wavy var(--color-bad)',
    textUnderlineOffset: '3px',
    textDecorationSkipInk: 'none',
  },
  '.cm-matchingBracket, &.cm-focused .cm-matchingBracket': { backgroundColor: 'var(--color-accent-bg)' },
});

export const editorLook: Extension = [look, syntaxHighlighting(colors)];
