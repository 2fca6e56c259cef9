import { HardHat } from 'lucide-react';
import { useDeferredValue, useMemo, useRef, useState } from 'react';
import type { WorkerListItem } from '../../../shared/domain/worker.ts';
import { Card } from '../../components/card.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { SearchBox } from '../../components/search-box.tsx';
import { SkeletonRows } from '../../components/skeleton.tsx';
import { Tag } from '../../components/tag.tsx';
import { TitleBar } from '../../components/title-bar.tsx';
import { VirtualRows } from '../../components/virtual-rows.tsx';
import { useLoaded } from '../../hooks/use-loaded.ts';
import { useShortcuts } from '../../hooks/use-shortcuts.ts';
import { client } from '../../ipc-client.ts';
import { cx } from '../../lib/cx.ts';
import { loadedValue } from '../../stores/loadable.ts';
import { navigate } from '../../stores/route.ts';
import { text } from '../../text.ts';
import { WorkerDetailView } from './worker-detail.tsx';

const rowHeight = 58;
const none: WorkerListItem[] = [];

/** Who works here, what each may do, and what it was refused. */
export function WorkersPage({ workerId }: { workerId: string | null }) {
  const { state, reload } = useLoaded(client.workers.list);
  const [query, setQuery] = useState('');
  const scroller = useRef<HTMLDivElement>(null);
  const search = useRef<HTMLInputElement>(null);
  const shortcuts = useMemo(() => ({ search: () => search.current?.focus() }), []);
  useShortcuts(shortcuts);
  const workers = loadedValue(state) ?? none;
  const settled = useDeferredValue(query.trim().toLowerCase());
  const shown = useMemo(
    () =>
      workers.filter(({ name, flowName, tools }) =>
        `${name} ${flowName} ${tools.join(' ')}`.toLowerCase().includes(settled),
      ),
    [workers, settled],
  );
  const chosen = workers.find(({ id }) => id === workerId)?.id ?? shown[0]?.id ?? null;
  return (
    <>
      <TitleBar
        title={text.workers.title}
        actions={
          workers.length > 0 && <SearchBox ref={search} label={text.workers.search} value={query} onChange={setQuery} />
        }
      />
      {state.status === 'loading' && <SkeletonRows className="m-6" />}
      {state.status === 'error' && (
        <div className="p-6">
          <ErrorNotice what={text.workers.loadError} error={state.error} onRetry={reload} />
        </div>
      )}
      {state.status === 'ready' && workers.length === 0 && (
        <EmptyState
          icon={<HardHat aria-hidden size={22} />}
          title={text.workers.emptyTitle}
          body={text.workers.emptyBody}
        />
      )}
      {workers.length > 0 && (
        <div className="grid min-h-0 grow gap-6 p-6 max-wide:grid-rows-[minmax(140px,2fr)_3fr] wide:grid-cols-[300px_minmax(0,1fr)]">
          <Card className="min-h-0 overflow-hidden">
            <div ref={scroller} className="relative h-full overflow-y-auto">
              {shown.length === 0 && <p className="p-5 text-ink-3">{text.workers.noMatch(query)}</p>}
              <VirtualRows
                label={text.workers.title}
                scroller={scroller}
                count={shown.length}
                heightOf={() => rowHeight}
                keyOf={(index) => shown[index]?.id ?? String(index)}
                render={(index) => {
                  const worker = shown[index];
                  return worker && <WorkerRow worker={worker} active={worker.id === chosen} />;
                }}
              />
            </div>
          </Card>
          <div className="min-h-0 overflow-y-auto">{chosen && <WorkerDetailView key={chosen} workerId={chosen} />}</div>
        </div>
      )}
    </>
  );
}

function WorkerRow({ worker, active }: { worker: WorkerListItem; active: boolean }) {
  return (
    <button
      type="button"
      data-testid="worker-row"
      aria-current={active ? 'true' : undefined}
      onClick={() => navigate({ page: 'workers', workerId: worker.id })}
      className={cx(
        'flex h-full w-full items-center gap-3 border-b px-4 text-left transition focus-visible:-outline-offset-2',
        active ? 'bg-accent-bg' : 'hover:bg-hover',
      )}
    >
      <span className="min-w-0 grow">
        <span className="block truncate font-[550] text-body">{worker.name}</span>
        <span className="block truncate text-ink-2 text-s">{worker.flowName}</span>
      </span>
      {worker.refusals > 0 ? (
        <Tag tone="warn">{text.workers.refusals(worker.refusals)}</Tag>
      ) : (
        <span className="shrink-0 text-ink-3 text-s">{text.workers.tools(worker.tools.length)}</span>
      )}
    </button>
  );
}
