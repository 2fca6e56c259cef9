import { Undo2 } from 'lucide-react';
import { useCallback, useEffect, useState } from 'react';
import type { ChangedFile } from '../../../shared/domain/changed-file.ts';
import type { EffectView } from '../../../shared/domain/run.ts';
import { AlertDialog } from '../../components/alert-dialog.tsx';
import { Button } from '../../components/button.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { Skeleton } from '../../components/skeleton.tsx';
import { useLoaded } from '../../hooks/use-loaded.ts';
import { client } from '../../ipc-client.ts';
import { selectUndoing, undoFilesOf, useRunActionsStore } from '../../stores/run-actions.ts';
import { type UndoOutcome, undoFile, undoFiles } from '../../stores/undo-files.ts';
import { text } from '../../text.ts';
import { EffectGroup } from './effect-group.tsx';

const shownAtFirst = 12;

/** What needs the user's word: a file was changed after the run. */
interface Asked {
  title: string;
  go: () => Promise<UndoOutcome>;
}

/** The files a run changed, each with its undo; what was changed since is asked about in place. */
export function ChangedFiles({ runId, effects }: { runId: string; effects: readonly EffectView[] }) {
  // A run under way changes more.
  // biome-ignore lint/correctness/useExhaustiveDependencies: what has changed is read again
  const load = useCallback(() => client.runs.files({ runId }), [runId, effects.length]);
  const { state, reload } = useLoaded(load, runId);
  const [limit, setLimit] = useState(shownAtFirst);
  const [asked, setAsked] = useState<Asked | null>(null);
  const [busy, setBusy] = useState(false);
  const act = async (go: () => Promise<UndoOutcome>, again: (outcome: UndoOutcome) => Asked | null) => {
    setBusy(true);
    const outcome = await go();
    setBusy(false);
    reload();
    setAsked(again(outcome));
  };
  const undoOne = (file: ChangedFile) =>
    void act(
      () => undoFile(file, { force: false, onChanged: reload }),
      ({ changedSince }) =>
        changedSince === 0
          ? null
          : {
              title: text.changes.sinceTitle(file.path),
              go: () => undoFile(file, { force: true, onChanged: reload }),
            },
    );
  const undoAll = () =>
    void act(
      () => undoFiles(runId, { force: false, onChanged: reload }),
      ({ changedSince }) =>
        changedSince === 0
          ? null
          : {
              title: text.changes.someSinceTitle(changedSince),
              go: () => undoFiles(runId, { force: true, onChanged: reload }),
            },
    );
  const toUndo = useRunActionsStore(selectUndoing) === runId && !busy;
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each time that it is asked for
  useEffect(() => {
    if (!toUndo) return;
    undoFilesOf(null);
    undoAll();
  }, [toUndo]);
  if (state.status === 'error')
    return <ErrorNotice what={text.changes.loadError} error={state.error} onRetry={reload} />;
  if (state.status === 'loading') return <Skeleton className="late h-10 w-full" />;
  const files = state.value;
  // Records are kept for a time; what was written then is still told by the run's own history.
  if (files.length === 0) return <EffectGroup name={text.changes.files} effects={effects} />;
  const standing = files.filter(({ undone }) => !undone).length;
  const rest = files.length - limit;
  return (
    <section>
      <h3 className="mb-1 text-ink-3 text-s">{text.changes.files}</h3>
      <ul className="flex flex-col gap-2 text-body">
        {files.slice(0, limit).map((file) => (
          <FileRow key={file.id} file={file} busy={busy} onUndo={() => undoOne(file)} />
        ))}
      </ul>
      <div className="-ml-3 flex flex-wrap">
        {rest > 0 && (
          <Button variant="link" className="h-7" onClick={() => setLimit(limit + 100)}>
            {text.changes.more(Math.min(rest, 100))}
          </Button>
        )}
        {standing > 1 && (
          <Button variant="link" className="h-7" disabled={busy} onClick={undoAll}>
            {text.changes.undoAll}
          </Button>
        )}
      </div>
      <AlertDialog
        open={asked !== null}
        onOpenChange={(open) => !open && setAsked(null)}
        title={asked?.title ?? ''}
        body={text.changes.sinceBody}
        keep={text.changes.keep}
        confirm={text.changes.force}
        onConfirm={() => asked && void act(asked.go, () => null)}
      />
    </section>
  );
}

function FileRow({ file, busy, onUndo }: { file: ChangedFile; busy: boolean; onUndo: () => void }) {
  const { path, kind, to, state, undone } = file;
  return (
    <li data-testid="changed-file" data-undone={undone} className="flex items-start gap-2">
      <div className="min-w-0 grow [overflow-wrap:anywhere]">
        <span className={undone ? 'text-ink-3 line-through' : ''}>{path}</span>
        <span className="block text-ink-3 text-s">
          {undone ? text.changes.undone : text.changes.kinds[kind]}
          {to !== null && !undone && ` ${text.changes.movedTo(to)}`} · {state}
        </span>
      </div>
      <Button
        variant="link"
        className="-mr-2 h-7"
        disabled={busy}
        icon={<Undo2 aria-hidden size={13} className={undone ? 'scale-x-[-1]' : ''} />}
        aria-label={undone ? text.changes.redoOf(path) : text.changes.undoOf(path)}
        onClick={onUndo}
      >
        {undone ? text.changes.redo : text.changes.undo}
      </Button>
    </li>
  );
}
