import { Download } from 'lucide-react';
import { useCallback, useMemo, useRef, useState } from 'react';
import { Button } from '../../components/button.tsx';
import { Card } from '../../components/card.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { PageBody } from '../../components/page-body.tsx';
import { SearchBox } from '../../components/search-box.tsx';
import { SkeletonRows } from '../../components/skeleton.tsx';
import { TitleBar } from '../../components/title-bar.tsx';
import { useDebounced } from '../../hooks/use-debounced.ts';
import { useLoaded } from '../../hooks/use-loaded.ts';
import { useShortcuts } from '../../hooks/use-shortcuts.ts';
import { client } from '../../ipc-client.ts';
import { formatCount } from '../../lib/format-number.ts';
import { exportTable } from '../../stores/export-table.ts';
import { loadedValue } from '../../stores/loadable.ts';
import { navigate } from '../../stores/route.ts';
import { text } from '../../text.ts';
import { Pager } from './pager.tsx';
import { RowsTable, type Sorting } from './rows-table.tsx';
import { SeriesCard } from './series-card.tsx';

const rowsAPage = 100;

export function TableView({ table }: { table: string }) {
  const [query, setQuery] = useState('');
  const [sorting, setSorting] = useState<Sorting>({ orderBy: null, descending: true });
  const [offset, setOffset] = useState(0);
  const search = useDebounced(query, 150);
  const box = useRef<HTMLInputElement>(null);
  const shortcuts = useMemo(() => ({ search: () => box.current?.focus() }), []);
  useShortcuts(shortcuts);
  const load = useCallback(
    () => client.tables.rows({ table, search, ...sorting, offset, limit: rowsAPage }),
    [table, search, sorting, offset],
  );
  const { state, reload } = useLoaded(load, table);
  const page = loadedValue(state);
  return (
    <>
      <TitleBar
        title={table}
        onBack={() => navigate({ page: 'data', table: null, folder: null })}
        aside={
          page && (
            <span className="text-ink-3 text-s tabular-nums">
              {text.data.rows(formatCount(page.total), page.total)}
            </span>
          )
        }
        actions={
          <>
            <SearchBox
              ref={box}
              label={text.data.search}
              value={query}
              onChange={(words) => {
                setQuery(words);
                setOffset(0);
              }}
            />
            <Button icon={<Download aria-hidden size={14} />} onClick={() => void exportTable(table, search)}>
              {text.data.export}
            </Button>
          </>
        }
      />
      <PageBody>
        {state.status === 'loading' && <SkeletonRows rows={8} className="late" />}
        {state.status === 'error' && <ErrorNotice what={text.data.loadError} error={state.error} onRetry={reload} />}
        {page && page.numeric.length > 0 && query === '' && <SeriesCard table={table} columns={page.numeric} />}
        {page && page.total === 0 && (
          <EmptyState
            icon={<Download aria-hidden size={22} />}
            title={search ? text.data.noRows : text.data.emptyTable}
          />
        )}
        {page && page.total > 0 && (
          <Card className="overflow-hidden">
            <RowsTable
              table={table}
              page={page}
              sorting={sorting}
              onSort={(next) => {
                setSorting(next);
                setOffset(0);
              }}
            />
            <Pager offset={offset} size={rowsAPage} total={page.total} onMove={setOffset} />
          </Card>
        )}
      </PageBody>
    </>
  );
}
