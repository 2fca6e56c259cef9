import { ArrowRight, Database, Folder, Table2 } from 'lucide-react';
import { Card } from '../../components/card.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { PageBody, SectionHeading } from '../../components/page-body.tsx';
import { SkeletonRows } from '../../components/skeleton.tsx';
import { TitleBar } from '../../components/title-bar.tsx';
import { useLoaded } from '../../hooks/use-loaded.ts';
import { client } from '../../ipc-client.ts';
import { formatCount } from '../../lib/format-number.ts';
import { loadedValue } from '../../stores/loadable.ts';
import { navigate } from '../../stores/route.ts';
import { text } from '../../text.ts';
import { FolderView } from './folder-view.tsx';
import { TableView } from './table-view.tsx';

/** The tables that flows have written, and the files of the workspace. */
export function DataPage({ table, folder }: { table: string | null; folder: string | null }) {
  if (table !== null) return <TableView key={table} table={table} />;
  if (folder !== null) return <FolderView key={folder} folder={folder} />;
  return <DataOverview />;
}

const loadBoth = async () => {
  const [tables, files] = await Promise.all([client.tables.list(), client.files.list({ folder: '.' })]);
  return { tables, files };
};

function DataOverview() {
  const { state, reload } = useLoaded(loadBoth);
  const data = loadedValue(state);
  return (
    <>
      <TitleBar title={text.data.title} />
      <PageBody narrow>
        {state.status === 'loading' && <SkeletonRows className="late" />}
        {state.status === 'error' && <ErrorNotice what={text.data.loadError} error={state.error} onRetry={reload} />}
        {data && data.tables.length === 0 && data.files.length === 0 && (
          <EmptyState
            icon={<Database aria-hidden size={22} />}
            title={text.data.emptyTitle}
            body={text.data.emptyBody}
          />
        )}
        {data && data.tables.length > 0 && (
          <section aria-label={text.data.tables} className="mb-7">
            <SectionHeading>{text.data.tables}</SectionHeading>
            <Card className="overflow-hidden">
              <ul className="divide-y">
                {data.tables.map(({ name, rows }) => (
                  <li key={name}>
                    <button
                      type="button"
                      onClick={() => navigate({ page: 'data', table: name, folder: null })}
                      className="flex h-12 w-full items-center gap-3 px-5 text-left transition hover:bg-hover focus-visible:-outline-offset-2"
                    >
                      <Table2 aria-hidden size={16} className="shrink-0 text-ink-3" />
                      <span className="min-w-0 grow truncate font-[550] text-body">{name}</span>
                      <span className="text-ink-3 text-s tabular-nums">{text.data.rows(formatCount(rows), rows)}</span>
                      <ArrowRight aria-hidden size={14} className="text-ink-3" />
                    </button>
                  </li>
                ))}
              </ul>
            </Card>
          </section>
        )}
        {data && data.files.length > 0 && (
          <section aria-label={text.data.files}>
            <SectionHeading>{text.data.files}</SectionHeading>
            <Card className="overflow-hidden">
              <button
                type="button"
                onClick={() => navigate({ page: 'data', table: null, folder: '.' })}
                className="flex h-12 w-full items-center gap-3 px-5 text-left transition hover:bg-hover focus-visible:-outline-offset-2"
              >
                <Folder aria-hidden size={16} className="shrink-0 text-ink-3" />
                <span className="grow font-[550] text-body">{text.data.workspace}</span>
                <span className="text-ink-3 text-s tabular-nums">{text.common.items(data.files.length)}</span>
                <ArrowRight aria-hidden size={14} className="text-ink-3" />
              </button>
            </Card>
          </section>
        )}
      </PageBody>
    </>
  );
}
