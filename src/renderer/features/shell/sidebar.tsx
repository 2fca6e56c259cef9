import { ConciergeBell, History, MessageSquare, Workflow } from 'lucide-react';
import { selectLiveCount, useFlowsStore } from '../../stores/flows.ts';
import { navigate, openChat, selectRoute, useRouteStore } from '../../stores/route.ts';
import { text } from '../../text.ts';
import { ConversationList } from './conversation-list.tsx';
import { NavItem } from './nav-item.tsx';
import { StatusFooter } from './status-footer.tsx';

export function Sidebar({ onShowShortcuts }: { onShowShortcuts: () => void }) {
  const route = useRouteStore(selectRoute);
  const flowCount = useFlowsStore(selectLiveCount);
  const inFlows = route.page === 'flows' || route.page === 'flow';
  const inRuns = route.page === 'runs' || route.page === 'run';
  return (
    <aside
      aria-label={text.nav.sidebar}
      className="flex min-h-0 select-none flex-col border-r bg-side px-2 py-3 wide:px-3"
    >
      <div className="flex items-center gap-2.5 px-2 pt-1 pb-4 font-[650] max-wide:justify-center">
        <span className="flex size-[22px] shrink-0 items-center justify-center rounded-[7px] bg-linear-135 from-accent to-brand text-on-accent">
          <ConciergeBell aria-hidden size={14} strokeWidth={2.2} />
        </span>
        <span className="max-wide:sr-only">{text.appName}</span>
      </div>
      <nav aria-label={text.nav.label} className="flex flex-col gap-0.5">
        <NavItem
          icon={<MessageSquare aria-hidden size={16} />}
          label={text.nav.chat}
          active={route.page === 'chat'}
          onSelect={openChat}
        />
        <NavItem
          icon={<Workflow aria-hidden size={16} />}
          label={text.nav.flows}
          active={inFlows}
          count={flowCount}
          onSelect={() => navigate({ page: 'flows' })}
        />
        <NavItem
          icon={<History aria-hidden size={16} />}
          label={text.nav.runs}
          active={inRuns}
          onSelect={() => navigate({ page: 'runs' })}
        />
      </nav>
      <ConversationList />
      <StatusFooter onShowShortcuts={onShowShortcuts} />
    </aside>
  );
}
