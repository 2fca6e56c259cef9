/** A run's changes as a person sees them: each once, with whether it holds now, however often it was taken back and brought back. */
import type { ChangedFile } from '../../shared/domain/changed-file.ts';
import type { FileChange } from '../../shared/file-change.ts';

export interface StandingChange {
  change: FileChange;
  /** What to undo next: the change itself, or the last undoing of it. */
  last: FileChange;
  /** Taken back, and not brought back since. */
  undone: boolean;
}

/** In the order given. */
export function standingChanges(changes: readonly FileChange[]): StandingChange[] {
  const undoingOf = new Map(changes.filter(({ tool }) => tool === 'undo').map((change) => [change.key, change]));
  return changes
    .filter(({ tool }) => tool !== 'undo')
    .map((change) => {
      let last = change;
      let undone = false;
      for (let next = undoingOf.get(`undo:${last.id}`); next; next = undoingOf.get(`undo:${last.id}`)) {
        last = next;
        undone = !undone;
      }
      return { change, last, undone };
    });
}

/** `id` is that of what would be undone next: undoing it again brings back what was taken back. */
export function changedFileOf({ change, last, undone }: StandingChange): ChangedFile {
  const { path, details, origin, atMs } = change;
  const to = details.kind === 'move' ? details.to : null;
  return { id: last.id, path, kind: kindOf(change), to, state: origin.state, atMs, undone };
}

function kindOf({ details }: FileChange): ChangedFile['kind'] {
  switch (details.kind) {
    case 'write':
      return details.before === null ? 'made' : 'replaced';
    case 'append':
      return details.existed ? 'added' : 'made';
    case 'move':
      return 'moved';
    case 'delete':
      return 'deleted';
  }
}
