import { File, Folder, FolderOpen } from 'lucide-react';
import { useCallback, useState } from 'react';
import type { WorkspaceEntry } from '../../../shared/domain/data.ts';
import { Button } from '../../components/button.tsx';
import { Card } from '../../components/card.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { PageBody } from '../../components/page-body.tsx';
import { RelativeTime } from '../../components/relative-time.tsx';
import { SkeletonRows } from '../../components/skeleton.tsx';
import { TitleBar } from '../../components/title-bar.tsx';
import { useLoaded } from '../../hooks/use-loaded.ts';
import { client } from '../../ipc-client.ts';
import { cx } from '../../lib/cx.ts';
import { formatBytes } from '../../lib/format-number.ts';
import { loadedValue } from '../../stores/loadable.ts';
import { navigate } from '../../stores/route.ts';
import { reportError } from '../../stores/toasts.ts';
import { text } from '../../text.ts';
import { FilePreviewCard } from './file-preview-card.tsx';

export function FolderView({ folder }: { folder: string }) {
  const load = useCallback(() => client.files.list({ folder }), [folder]);
  const { state, reload } = useLoaded(load, folder);
  const [preview, setPreview] = useState<string | null>(null);
  const entries = loadedValue(state);
  const open = (entry: WorkspaceEntry) =>
    entry.kind === 'folder' ? navigate({ page: 'data', table: null, folder: entry.path }) : setPreview(entry.path);
  return (
    <>
      <TitleBar
        title={folder === '.' ? text.data.workspace : folder}
        onBack={() => navigate({ page: 'data', table: null, folder: folder === '.' ? null : parentOf(folder) })}
        actions={
          <Button
            icon={<FolderOpen aria-hidden size={14} />}
            onClick={() => void client.files.show({ path: folder }).catch(reportError)}
          >
            {text.data.showInFolder}
          </Button>
        }
      />
      <PageBody>
        {state.status === 'loading' && <SkeletonRows className="late" />}
        {state.status === 'error' && <ErrorNotice what={text.data.loadError} error={state.error} onRetry={reload} />}
        {entries?.length === 0 && <EmptyState icon={<Folder aria-hidden size={22} />} title={text.data.emptyFolder} />}
        {entries && entries.length > 0 && (
          <div className={cx('grid items-start gap-5', preview && 'wide:grid-cols-[minmax(0,1fr)_minmax(0,1fr)]')}>
            <Card className="overflow-hidden">
              <ul aria-label={text.data.files} className="divide-y">
                {entries.map((entry) => (
                  <li key={entry.path} className="lazy-row">
                    <button
                      type="button"
                      aria-current={preview === entry.path ? 'true' : undefined}
                      onClick={() => open(entry)}
                      className={cx(
                        'flex h-11 w-full items-center gap-3 px-5 text-left text-body transition focus-visible:-outline-offset-2',
                        preview === entry.path ? 'bg-accent-bg' : 'hover:bg-hover',
                      )}
                    >
                      {entry.kind === 'folder' ? (
                        <Folder aria-hidden size={16} className="shrink-0 text-accent" />
                      ) : (
                        <File aria-hidden size={16} className="shrink-0 text-ink-3" />
                      )}
                      <span className="min-w-0 grow truncate">{entry.name}</span>
                      {entry.kind === 'file' && (
                        <span className="text-ink-3 text-s tabular-nums">{formatBytes(entry.size)}</span>
                      )}
                      <span className="w-32 shrink-0 text-right text-ink-3 text-s max-wide:hidden">
                        <RelativeTime atMs={entry.modifiedAtMs} />
                      </span>
                    </button>
                  </li>
                ))}
              </ul>
            </Card>
            {preview && <FilePreviewCard key={preview} path={preview} onClose={() => setPreview(null)} />}
          </div>
        )}
      </PageBody>
    </>
  );
}

function parentOf(folder: string): string {
  const cut = folder.lastIndexOf('/');
  return cut < 0 ? '.' : folder.slice(0, cut);
}
