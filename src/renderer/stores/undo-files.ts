/** Taking back what a run changed in files, and bringing it back again. */
import type { ChangedFile } from '../../shared/domain/changed-file.ts';
import { MajordomoError } from '../../shared/errors.ts';
import { client } from '../ipc-client.ts';
import { text } from '../text.ts';
import { reportError, showToast } from './toasts.ts';

export interface UndoOutcome {
  /** Files left alone because something else has changed them since; only without `force`. */
  changedSince: number;
}

interface UndoOptions {
  /** Also what was changed since; a copy of that is kept. */
  force: boolean;
  /** After the user brought it back from the toast. */
  onChanged: () => void;
}

const changedSince = 'File.ChangedSince';

/** One change; of one that was undone, the undoing. */
export async function undoFile(file: ChangedFile, { force, onChanged }: UndoOptions): Promise<UndoOutcome> {
  try {
    const { changeId } = await client.runs.undoFile({ changeId: file.id, force });
    showToast({
      title: file.undone ? text.changes.didRedo(file.path) : text.changes.didUndo(file.path),
      ...(file.undone ? {} : { action: bringBack([changeId], onChanged) }),
    });
    return { changedSince: 0 };
  } catch (error) {
    if (!force && error instanceof MajordomoError && error.code === changedSince) return { changedSince: 1 };
    reportError(error);
    return { changedSince: 0 };
  }
}

/** Every change of a run that stands. */
export async function undoFiles(runId: string, { force, onChanged }: UndoOptions): Promise<UndoOutcome> {
  try {
    const { undoing, refused } = await client.runs.undoFiles({ runId, force });
    if (undoing.length > 0)
      showToast({ title: text.changes.didUndoAll(undoing.length), action: bringBack(undoing, onChanged) });
    else if (refused.length === 0) showToast({ title: text.changes.noneLeft });
    const since = force ? [] : refused.filter(({ code }) => code === changedSince);
    for (const { code, message } of refused.filter((one) => !since.includes(one)))
      reportError(new MajordomoError({ code, message }));
    return { changedSince: since.length };
  } catch (error) {
    reportError(error);
    return { changedSince: 0 };
  }
}

/** Undoes the undoings, the last one first. */
function bringBack(changeIds: readonly string[], onChanged: () => void) {
  const run = async (): Promise<void> => {
    try {
      for (const changeId of changeIds.toReversed()) await client.runs.undoFile({ changeId, force: false });
    } catch (error) {
      reportError(error);
    } finally {
      onChanged();
    }
  };
  return { label: text.changes.bringBack, run: () => void run() };
}
