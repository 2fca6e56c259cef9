import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands';
import { json } from '@codemirror/lang-json';
import { bracketMatching, indentUnit, syntaxTree } from '@codemirror/language';
import { type Diagnostic, lintGutter, nextDiagnostic, setDiagnostics } from '@codemirror/lint';
import { Compartment, EditorState, Transaction } from '@codemirror/state';
import { drawSelection, EditorView, highlightActiveLine, keymap, lineNumbers } from '@codemirror/view';
import { type Ref, useEffect, useImperativeHandle, useRef } from 'react';
import { placeOf, type TextPlace } from '../../../lib/json-places.ts';
import { editorLook } from './editor-look.ts';

/** A problem at its place: by JSON Pointer, or by where in the text it was found. */
export interface SourceProblem {
  at: { pointer: string } | { offset: number };
  message: string;
}

export interface JsonEditorHandle {
  /** The line of each problem, from 1. */
  lineOf(problem: SourceProblem): number;
  /** Puts the cursor there. */
  goTo(problem: SourceProblem): void;
}

interface JsonEditorProps {
  ref: Ref<JsonEditorHandle>;
  label: string;
  describedBy: string;
  value: string;
  readOnly: boolean;
  problems: readonly SourceProblem[];
  onChange: (value: string) => void;
  onSave: () => void;
}

export function JsonEditor({ ref, label, describedBy, value, readOnly, problems, onChange, onSave }: JsonEditorProps) {
  const place = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(null);
  const latest = useRef({ onChange, onSave });
  latest.current = { onChange, onSave };
  const first = useRef({ value, label, describedBy });
  const editable = useRef(new Compartment());

  useEffect(() => {
    if (!place.current) return;
    const { value: doc, label: name, describedBy: hint } = first.current;
    const made = new EditorView({
      parent: place.current,
      state: EditorState.create({
        doc,
        extensions: [
          lineNumbers(),
          lintGutter(),
          highlightActiveLine(),
          drawSelection(),
          bracketMatching(),
          indentUnit.of('  '),
          json(),
          editorLook,
          history(),
          keymap.of([
            {
              key: 'Mod-s',
              run: () => {
                latest.current.onSave();
                return true;
              },
              preventDefault: true,
            },
            { key: 'F8', run: nextDiagnostic },
            // Esc and then Tab leaves the editor.
            indentWithTab,
            ...defaultKeymap,
            ...historyKeymap,
          ]),
          editable.current.of(EditorState.readOnly.of(false)),
          EditorView.contentAttributes.of({
            'aria-label': name,
            'aria-describedby': hint,
            'aria-multiline': 'true',
            tabindex: '0',
          }),
          EditorView.updateListener.of(({ docChanged, state, transactions }) => {
            if (docChanged && transactions.some((one) => one.annotation(Transaction.addToHistory) !== false))
              latest.current.onChange(state.doc.toString());
          }),
        ],
      }),
    });
    view.current = made;
    return () => made.destroy();
  }, []);

  useEffect(() => {
    view.current?.dispatch({ effects: editable.current.reconfigure(EditorState.readOnly.of(readOnly)) });
  }, [readOnly]);

  useEffect(() => {
    const shown = view.current;
    if (!shown || shown.state.doc.toString() === value) return;
    shown.dispatch({
      changes: { from: 0, to: shown.state.doc.length, insert: value },
      annotations: Transaction.addToHistory.of(false),
    });
  }, [value]);

  useEffect(() => {
    const shown = view.current;
    if (!shown) return;
    const diagnostics = problems.map((problem): Diagnostic => {
      return { ...placeIn(shown.state, problem), severity: 'error', message: problem.message };
    });
    shown.dispatch(setDiagnostics(shown.state, diagnostics));
  }, [problems]);

  useImperativeHandle(ref, () => ({
    lineOf: (problem) => {
      const { state } = view.current ?? {};
      return state ? state.doc.lineAt(placeIn(state, problem).from).number : 1;
    },
    goTo: (problem) => {
      const shown = view.current;
      if (!shown) return;
      const { from } = placeIn(shown.state, problem);
      shown.dispatch({ selection: { anchor: from }, effects: EditorView.scrollIntoView(from, { y: 'center' }) });
      shown.focus();
    },
  }));

  return <div ref={place} data-testid="source-editor" />;
}

function placeIn(state: EditorState, { at }: SourceProblem): TextPlace {
  const { length } = state.doc;
  if ('offset' in at) {
    const from = Math.min(at.offset, Math.max(0, length - 1));
    return { from, to: Math.min(from + 1, length) };
  }
  const { from, to } = placeOf(syntaxTree(state), state.doc.toString(), at.pointer);
  return { from: Math.min(from, length), to: Math.min(to, length) };
}
