import { Workflow } from 'lucide-react';
import { useMemo, useRef, useState } from 'react';
import type { FlowSummary } from '../../../shared/domain/flow.ts';
import { Button } from '../../components/button.tsx';
import { Card } from '../../components/card.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { SearchBox } from '../../components/search-box.tsx';
import { SkeletonRows } from '../../components/skeleton.tsx';
import { TitleBar } from '../../components/title-bar.tsx';
import { useShortcuts } from '../../hooks/use-shortcuts.ts';
import { loadFlows, selectFlows, useFlowsStore } from '../../stores/flows.ts';
import { loadedValue } from '../../stores/loadable.ts';
import { openNewConversation } from '../../stores/route.ts';
import { text } from '../../text.ts';
import { CancelFlowDialog } from './cancel-flow-dialog.tsx';
import { EndedFlows } from './ended-flows.tsx';
import { FlowRow } from './flow-row.tsx';
import { PausedNotice } from './paused-notice.tsx';

export function FlowsPage() {
  const list = useFlowsStore(selectFlows);
  const [query, setQuery] = useState('');
  const [cancelling, setCancelling] = useState<FlowSummary | null>(null);
  const search = useRef<HTMLInputElement>(null);
  const shortcuts = useMemo(() => ({ search: () => search.current?.focus() }), []);
  useShortcuts(shortcuts);

  const flows = loadedValue(list) ?? [];
  const found = flows.filter((flow) => matches(flow, query));
  const live = found.filter((flow) => flow.status !== 'cancelled').toSorted(byName);
  const ended = found.filter((flow) => flow.status === 'cancelled');
  return (
    <>
      <TitleBar
        title={text.flows.title}
        actions={
          flows.length > 0 && <SearchBox ref={search} label={text.flows.search} value={query} onChange={setQuery} />
        }
      />
      <div className="min-h-0 grow overflow-y-auto p-6">
        <PausedNotice />
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
              <Button variant="primary" onClick={openNewConversation}>
                {text.flows.emptyAction}
              </Button>
            }
          />
        )}
        {flows.length > 0 && found.length === 0 && (
          <EmptyState
            icon={<Workflow aria-hidden size={22} />}
            title={text.flows.noMatch(query)}
            action={<Button onClick={() => setQuery('')}>{text.flows.clearSearch}</Button>}
          />
        )}
        {live.length > 0 && (
          <Card className="overflow-hidden">
            <ul aria-label={text.flows.title} className="divide-y">
              {live.map((flow) => (
                <FlowRow key={flow.id} flow={flow} onCancel={setCancelling} />
              ))}
            </ul>
          </Card>
        )}
        {ended.length > 0 && <EndedFlows flows={ended} open={query !== ''} />}
      </div>
      <CancelFlowDialog flow={cancelling} onClose={() => setCancelling(null)} />
    </>
  );
}

function matches(flow: FlowSummary, query: string): boolean {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const haystack = `${flow.name} ${flow.task} ${flow.schedule?.words ?? ''}`.toLowerCase();
  return words.every((word) => haystack.includes(word));
}

/** An order that stands still while flows fire: rows do not move under the pointer. */
function byName(a: FlowSummary, b: FlowSummary): number {
  return a.name.localeCompare(b.name, undefined, { numeric: true });
}
