import {
  Bell,
  CalendarDays,
  ChartColumn,
  ConciergeBell,
  Database,
  HardHat,
  History,
  Inbox,
  MessageSquare,
  Search,
  Settings,
  Workflow,
} from 'lucide-react';
import type { ReactNode } from 'react';
import { Kbd } from '../../components/kbd.tsx';
import type { PageName } from '../../lib/route.ts';
import { keyName } from '../../lib/shortcuts.ts';
import { selectFlowCount, selectPendingApprovals, selectUnseen, useAppStatusStore } from '../../stores/app-status.ts';
import { openPalette } from '../../stores/palette.ts';
import { openChat, openPage, selectRoute, useRouteStore } from '../../stores/route.ts';
import { text } from '../../text.ts';
import { ConversationList } from './conversation-list.tsx';
import { NavItem } from './nav-item.tsx';
import { StatusFooter } from './status-footer.tsx';

const iconSize = 16;

export function Sidebar({ onShowShortcuts }: { onShowShortcuts: () => void }) {
  const { page } = useRouteStore(selectRoute);
  const flowCount = useAppStatusStore(selectFlowCount);
  const waiting = useAppStatusStore(selectPendingApprovals);
  const unseen = useAppStatusStore(selectUnseen);
  const item = (icon: ReactNode, label: string, pages: readonly PageName[], onSelect: () => void, badge?: Badge) => (
    <NavItem icon={icon} label={label} active={pages.includes(page)} onSelect={onSelect} {...badge} />
  );
  return (
    <aside
      aria-label={text.nav.sidebar}
      className="flex min-h-0 select-none flex-col border-r bg-side px-2 py-3 wide:px-3"
    >
      <div className="flex items-center gap-2.5 px-2 pt-1 pb-3 font-[650] max-wide:justify-center">
        <span className="flex size-[22px] shrink-0 items-center justify-center rounded-[7px] bg-linear-135 from-accent to-brand text-on-accent">
          <ConciergeBell aria-hidden size={14} strokeWidth={2.2} />
        </span>
        <span className="max-wide:sr-only">{text.appName}</span>
      </div>
      <SearchButton />
      <div className="-mx-1 flex min-h-0 grow flex-col overflow-y-auto px-1">
        <nav aria-label={text.nav.label} className="flex shrink-0 flex-col gap-0.5 py-px">
          {item(<MessageSquare aria-hidden size={iconSize} />, text.nav.chat, ['chat'], openChat)}
          {item(
            <Workflow aria-hidden size={iconSize} />,
            text.nav.flows,
            ['flows', 'flow', 'templates'],
            () => openPage('flows'),
            {
              count: flowCount,
            },
          )}
          {item(<CalendarDays aria-hidden size={iconSize} />, text.nav.agenda, ['agenda'], () => openPage('agenda'))}
          {item(<Inbox aria-hidden size={iconSize} />, text.nav.approvals, ['approvals'], () => openPage('approvals'), {
            count: waiting,
            hot: text.nav.waiting(waiting),
          })}
          <h2 className="px-2 pt-3 pb-1 text-ink-3 text-xs tracking-[0.02em] max-wide:sr-only">{text.nav.closer}</h2>
          {item(<History aria-hidden size={iconSize} />, text.nav.runs, ['runs', 'run', 'compare'], () =>
            openPage('runs'),
          )}
          {item(
            <Bell aria-hidden size={iconSize} />,
            text.nav.notifications,
            ['notifications'],
            () => openPage('notifications'),
            { count: unseen, most: 99 },
          )}
          {item(<Database aria-hidden size={iconSize} />, text.nav.data, ['data'], () => openPage('data'))}
          {item(<HardHat aria-hidden size={iconSize} />, text.nav.workers, ['workers'], () => openPage('workers'))}
          {item(<ChartColumn aria-hidden size={iconSize} />, text.nav.usage, ['usage'], () => openPage('usage'))}
          {item(<Settings aria-hidden size={iconSize} />, text.nav.settings, ['settings'], () => openPage('settings'))}
        </nav>
        <ConversationList />
      </div>
      <StatusFooter onShowShortcuts={onShowShortcuts} />
    </aside>
  );
}

type Badge = { count: number; hot?: string; most?: number };

function SearchButton() {
  return (
    <button
      type="button"
      title={text.palette.hint}
      onClick={openPalette}
      className="mb-2.5 flex h-8 shrink-0 items-center gap-2.5 rounded-[8px] border bg-card px-2 text-ink-3 text-ui transition hover:border-line-2 hover:text-ink-2 max-wide:justify-center"
    >
      <Search aria-hidden size={14} className="shrink-0" />
      <span className="grow text-left max-wide:sr-only">{text.nav.search}</span>
      <span className="max-wide:hidden">
        <Kbd>{`${keyName('Mod')} K`}</Kbd>
      </span>
    </button>
  );
}
