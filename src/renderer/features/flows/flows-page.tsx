import { ArrowDownUp, FileUp, Workflow } from 'lucide-react';
import { useCallback, useDeferredValue, useEffect, useMemo, useRef, useState } from 'react';
import type { FlowListItem } from '../../../shared/domain/flow.ts';
import { Button } from '../../components/button.tsx';
import { Card } from '../../components/card.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { IconButton } from '../../components/icon-button.tsx';
import { Menu, MenuChoice } from '../../components/menu.tsx';
import { SearchBox } from '../../components/search-box.tsx';
import { Segmented } from '../../components/segmented.tsx';
import { SkeletonRows } from '../../components/skeleton.tsx';
import { TitleBar } from '../../components/title-bar.tsx';
import { VirtualRows } from '../../components/virtual-rows.tsx';
import { useFileDrop } from '../../hooks/use-file-drop.ts';
import { useShortcuts } from '../../hooks/use-shortcuts.ts';
import { countOf, type FlowFilter, type FlowOrder, flowFilters, flowOrders, flowsShown } from '../../lib/flow-list.ts';
import { chooseFlowFile, lookAtFile } from '../../stores/flow-files.ts';
import { loadFlows, selectFlows, useFlowsStore, wantFlows, wantSummaries } from '../../stores/flows.ts';
import { loadedValue } from '../../stores/loadable.ts';
import { openNewConversation, openPage } from '../../stores/route.ts';
import { text } from '../../text.ts';
import { FlowRow, flowRowHeight } from './flow-row.tsx';
import { PausedNotice } from './paused-notice.tsx';

const orders = flowOrders.map((value) => ({ value, label: text.flows.orders[value] }));
const none: FlowListItem[] = [];

export function FlowsPage() {
  const list = useFlowsStore(selectFlows);
  const [query, setQuery] = useState('');
  const [filter, setFilter] = useState<FlowFilter>('live');
  const [order, setOrder] = useState<FlowOrder>('name');
  const scroller = useRef<HTMLDivElement>(null);
  const search = useRef<HTMLInputElement>(null);
  const shortcuts = useMemo(() => ({ search: () => search.current?.focus() }), []);
  useShortcuts(shortcuts);

  useEffect(wantFlows, []);
  const flows = loadedValue(list) ?? none;
  const settledQuery = useDeferredValue(query);
  const shown = useMemo(
    () => flowsShown(flows, { filter, order, query: settledQuery }),
    [flows, filter, order, settledQuery],
  );
  const onSight = useCallback(
    (first: number, last: number) => wantSummaries(shown.slice(first, last + 1).map(({ id }) => id)),
    [shown],
  );
  const filters = flowFilters
    .map((value) => ({ value, label: text.flows.filters[value], count: countOf(flows, value) }))
    .filter(({ value, count }) => value === 'live' || value === filter || count > 0)
    .map(({ value, label, count }) => ({ value, label: value === 'live' ? label : `${label} ${count}` }));
  const drop = useFileDrop(([file]) => file && void lookAtFile(file));
  return (
    <>
      <TitleBar
        title={text.flows.title}
        actions={
          flows.length > 0 && (
            <>
              <Button onClick={() => openPage('templates')}>{text.templates.newFlow}</Button>
              <SearchBox ref={search} label={text.flows.search} value={query} onChange={setQuery} />
              <Menu
                trigger={
                  <IconButton
                    label={text.flows.order}
                    icon={<ArrowDownUp aria-hidden size={15} />}
                    className="size-8"
                  />
                }
              >
                <MenuChoice label={text.flows.order} value={order} options={orders} onChange={setOrder} />
              </Menu>
              <IconButton
                label={text.change.files.importFlow}
                icon={<FileUp aria-hidden size={15} />}
                className="size-8"
                onClick={() => void chooseFlowFile()}
              />
            </>
          )
        }
      />
      <div
        ref={scroller}
        data-testid="flows-list"
        {...drop.handlers}
        className="relative min-h-0 grow overflow-y-auto p-6"
      >
        {drop.isOver && (
          <div className="pointer-events-none fixed inset-0 z-30 flex items-center justify-center bg-scrim">
            <p className="rounded-l border-2 border-accent border-dashed bg-raised px-8 py-6 font-semibold shadow-float">
              {text.change.files.drop}
            </p>
          </div>
        )}
        <PausedNotice />
        {filters.length > 1 && (
          <div className="mb-4 flex">
            <Segmented label={text.flows.filter} value={filter} options={filters} onChange={setFilter} />
          </div>
        )}
        {list.status === 'loading' && (
          <Card className="p-5">
            <SkeletonRows />
          </Card>
        )}
        {list.status === 'error' && (
          <ErrorNotice what={text.flows.loadError} error={list.error} onRetry={() => void loadFlows()} />
        )}
        {list.status === 'ready' && flows.length === 0 && (
          <EmptyState
            icon={<Workflow aria-hidden size={22} />}
            title={text.flows.emptyTitle}
            body={text.flows.emptyBody}
            action={
              <span className="flex flex-wrap justify-center gap-2">
                <Button variant="primary" onClick={() => openPage('templates')}>
                  {text.templates.newFlow}
                </Button>
                <Button onClick={openNewConversation}>{text.flows.emptyAction}</Button>
                <Button onClick={() => void chooseFlowFile()}>{text.change.files.import}</Button>
              </span>
            }
          />
        )}
        {flows.length > 0 && shown.length === 0 && (
          <EmptyState
            icon={<Workflow aria-hidden size={22} />}
            title={query ? text.flows.noMatch(query) : text.flows.noneOf[filter]}
            action={query ? <Button onClick={() => setQuery('')}>{text.flows.clearSearch}</Button> : undefined}
          />
        )}
        {shown.length > 0 && (
          <Card className="overflow-hidden">
            <VirtualRows
              label={text.flows.title}
              scroller={scroller}
              count={shown.length}
              heightOf={heightOfRow}
              keyOf={(index) => shown[index]?.id ?? String(index)}
              render={(index) => {
                const flow = shown[index];
                return flow && <FlowRow flow={flow} />;
              }}
              onSight={onSight}
              className="-mb-px"
            />
          </Card>
        )}
      </div>
    </>
  );
}

const heightOfRow = () => flowRowHeight;
