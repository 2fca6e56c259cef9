import { toWireError, type WireError } from '../../shared/errors.ts';
import type { FileChange } from '../../shared/file-change.ts';
import { standingChanges } from './changed-file.ts';
import type { FileChanges } from './file-changes.ts';

export interface UndoneRun {
  /** The changes that were taken back. */
  undone: FileChange[];
  /** What taking them back was, each a change of its own. */
  undoing: FileChange[];
  refused: Array<{ change: FileChange; error: WireError }>;
}

/** Takes back all that a run changed, newest first, so that each finds the file as it left it. What cannot be undone is told, and the others go on. */
export async function undoRun(
  fileChanges: FileChanges,
  runId: string,
  options: { force: boolean },
): Promise<UndoneRun> {
  const result: UndoneRun = { undone: [], undoing: [], refused: [] };
  for (const { change, last, undone } of standingChanges(await fileChanges.list({ runId, limit: 100_000 }))) {
    if (undone) continue;
    try {
      result.undoing.push(await fileChanges.undo(last, options));
      result.undone.push(change);
    } catch (error) {
      result.refused.push({ change, error: toWireError(error) });
    }
  }
  return result;
}
