/**
 * What typing in the editor needs besides what the browser does by itself: taking back and doing again, line breaks that keep the
 * indentation, all of the text selected although only a part of it is drawn.
 */
import { getIndentation, indentString, indentUnit } from '@codemirror/language';
import {
  type ChangeSet,
  EditorSelection,
  type EditorState,
  type Extension,
  Prec,
  StateEffect,
  StateField,
  Transaction,
} from '@codemirror/state';
import { type Command, type KeyBinding, keymap } from '@codemirror/view';

interface Past {
  /** What takes a change back, with the selection before it. */
  changes: ChangeSet;
  selection: EditorSelection;
  atMs: number;
}

interface History {
  done: readonly Past[];
  undone: readonly Past[];
}

const mostKept = 500;
/** Typing without a longer pause is taken back as one. */
const joinedWithinMs = 500;
const historyMove = StateEffect.define<'undo' | 'redo'>();

const historyField = StateField.define<History>({
  create: () => ({ done: [], undone: [] }),
  update(history, transaction) {
    if (!transaction.docChanged) return history;
    const past: Past = {
      changes: transaction.changes.invert(transaction.startState.doc),
      selection: transaction.startState.selection,
      atMs: transaction.annotation(Transaction.time) ?? 0,
    };
    const move = transaction.effects.find((effect) => effect.is(historyMove))?.value;
    if (move === 'undo') return { done: history.done.slice(0, -1), undone: [...history.undone, past] };
    if (move === 'redo') return { done: [...history.done, past], undone: history.undone.slice(0, -1) };
    // A text put there from outside begins anew.
    if (transaction.annotation(Transaction.addToHistory) === false) return { done: [], undone: [] };
    const last = history.done.at(-1);
    const joins = last !== undefined && transaction.isUserEvent('input.type') && past.atMs - last.atMs < joinedWithinMs;
    const done = joins
      ? [
          ...history.done.slice(0, -1),
          { changes: past.changes.compose(last.changes), selection: last.selection, atMs: past.atMs },
        ]
      : [...history.done, past];
    return { done: done.slice(-mostKept), undone: [] };
  },
});

function moveThrough(side: 'done' | 'undone', move: 'undo' | 'redo'): Command {
  return (view) => {
    const past = view.state.field(historyField)[side].at(-1);
    if (view.state.readOnly || !past) return false;
    view.dispatch({
      changes: past.changes,
      selection: past.selection,
      effects: historyMove.of(move),
      userEvent: move,
      scrollIntoView: true,
    });
    return true;
  };
}

const newLine: Command = (view) => {
  if (view.state.readOnly) return false;
  view.dispatch(
    view.state.changeByRange(({ from, to }) => {
      const insert = `\n${indentString(view.state, indentAt(view.state, from))}`;
      return { changes: { from, to, insert }, range: EditorSelection.cursor(from + insert.length) };
    }),
    { userEvent: 'input', scrollIntoView: true },
  );
  return true;
};

function indentAt(state: EditorState, at: number): number {
  const line = state.doc.lineAt(at);
  return getIndentation(state, at) ?? /^ */.exec(line.text)?.[0].length ?? 0;
}

/** Esc and then Tab leaves the editor; Shift-Tab always does. */
const indent: Command = (view) => {
  if (view.state.readOnly) return false;
  view.dispatch(view.state.replaceSelection(view.state.facet(indentUnit)), {
    userEvent: 'input',
    scrollIntoView: true,
  });
  return true;
};

const selectAll: Command = (view) => {
  view.dispatch({ selection: EditorSelection.single(0, view.state.doc.length) });
  return true;
};

function cursorTo(edge: (length: number) => number): Command {
  return (view) => {
    view.dispatch({ selection: EditorSelection.cursor(edge(view.state.doc.length)), scrollIntoView: true });
    return true;
  };
}

const keys: KeyBinding[] = [
  { key: 'Mod-z', run: moveThrough('done', 'undo'), preventDefault: true },
  { key: 'Mod-y', mac: 'Mod-Shift-z', run: moveThrough('undone', 'redo'), preventDefault: true },
  { linux: 'Ctrl-Shift-z', run: moveThrough('undone', 'redo'), preventDefault: true },
  { key: 'Enter', run: newLine },
  { key: 'Tab', run: indent },
  { key: 'Mod-a', run: selectAll },
  { key: 'Mod-Home', mac: 'Cmd-ArrowUp', run: cursorTo(() => 0) },
  { key: 'Mod-End', mac: 'Cmd-ArrowDown', run: cursorTo((length) => length) },
];

export function editing(): Extension {
  return [historyField, Prec.low(keymap.of(keys))];
}
