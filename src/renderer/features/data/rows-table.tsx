import { ArrowDown, ArrowUp } from 'lucide-react';
import type { TablePage } from '../../../shared/domain/data.ts';
import type { JsonValue } from '../../../shared/json.ts';
import { useNow } from '../../hooks/use-now.ts';
import { cx } from '../../lib/cx.ts';
import { formatExact, formatMoment } from '../../lib/format-time.ts';
import { text } from '../../text.ts';

export interface Sorting {
  orderBy: string | null;
  descending: boolean;
}

interface RowsTableProps {
  table: string;
  page: TablePage;
  sorting: Sorting;
  onSort: (sorting: Sorting) => void;
}

export function RowsTable({ table, page, sorting, onSort }: RowsTableProps) {
  const numeric = new Set(page.numeric);
  return (
    <section
      aria-label={text.data.tableOf(table)}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must be reachable by keys
      tabIndex={0}
      className="overflow-x-auto focus-visible:-outline-offset-2"
    >
      <table className="w-full border-collapse text-body">
        <thead>
          <tr className="border-b">
            {page.columns.map((column) => {
              const sorted = sorting.orderBy === column;
              const direction = sorting.descending ? 'descending' : 'ascending';
              return (
                <th
                  key={column}
                  scope="col"
                  aria-sort={sorted ? direction : 'none'}
                  className={cx('p-0 font-[550] text-ink-2 text-s', numeric.has(column) ? 'text-right' : 'text-left')}
                >
                  <button
                    type="button"
                    title={text.data.sortBy(column)}
                    onClick={() => onSort({ orderBy: column, descending: sorted ? !sorting.descending : false })}
                    className="inline-flex h-9 items-center gap-1 whitespace-nowrap px-4 transition hover:text-ink focus-visible:-outline-offset-2"
                  >
                    {column}
                    {sorted && <Direction descending={sorting.descending} />}
                  </button>
                </th>
              );
            })}
          </tr>
        </thead>
        <tbody>
          {page.rows.map((row, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a row has no other name than its place
            <tr key={index} className="border-b last:border-b-0 hover:bg-hover">
              {page.columns.map((column) => (
                <td
                  key={column}
                  className={cx(
                    'max-w-90 truncate px-4 py-1.5',
                    numeric.has(column) ? 'text-right tabular-nums' : 'text-left',
                  )}
                >
                  <Cell value={row[column] ?? null} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Direction({ descending }: { descending: boolean }) {
  return descending ? <ArrowDown aria-hidden size={12} /> : <ArrowUp aria-hidden size={12} />;
}

const isoTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d/;

function Cell({ value }: { value: JsonValue }) {
  const nowMs = useNow();
  if (value === null) return <span className="text-ink-3">–</span>;
  if (typeof value === 'string' && isoTime.test(value)) {
    const atMs = Date.parse(value);
    if (!Number.isNaN(atMs)) return <span title={formatExact(atMs)}>{formatMoment(atMs, nowMs)}</span>;
  }
  const words = typeof value === 'string' ? value : JSON.stringify(value);
  return <span title={words.length > 40 ? words : undefined}>{words}</span>;
}
