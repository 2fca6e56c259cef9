import {
  Bell,
  CalendarDays,
  ChartColumn,
  CirclePlay,
  Clock,
  Copy,
  Database,
  FileDown,
  HardHat,
  History,
  Inbox,
  LayoutTemplate,
  MessageSquare,
  Play,
  Settings,
  Sparkles,
  Workflow,
} from 'lucide-react';
import type { ReactNode } from 'react';
import type { FlowListItem } from '../../../shared/domain/flow.ts';
import type { Template } from '../../../shared/domain/template.ts';
import { focusComposer } from '../../lib/composer-focus.ts';
import { type Route, settingsSections } from '../../lib/route.ts';
import type { ShortcutId } from '../../lib/shortcuts.ts';
import { useConversationsStore } from '../../stores/conversations.ts';
import { setDraft } from '../../stores/drafts.ts';
import { duplicateFlow, exportFlow } from '../../stores/flow-files.ts';
import { pauseFlow, resumeFlow, runFlow } from '../../stores/flows.ts';
import { loadedValue } from '../../stores/loadable.ts';
import { navigate, openFlow, openNewConversation, openPage } from '../../stores/route.ts';
import { text } from '../../text.ts';
import { best, iconSize, type PaletteAction, type PaletteGroup } from './action.ts';
import { commands, keysOf } from './commands.tsx';
import { pageGroup } from './page-actions.tsx';

const size = iconSize;
const mostFlows = 6;
const mostTemplates = 4;
const mostConversations = 5;

/** What the query reaches without asking main; with none, the pages and what is done most. */
export function actionsFor(
  query: string,
  { flows, templates }: { flows: readonly FlowListItem[]; templates: readonly Template[] },
  onShowShortcuts: () => void,
): PaletteGroup[] {
  const groups = text.palette.groups;
  const ask = query.trim();
  return [
    pageGroup(query),
    { heading: groups.go, actions: best(pages(), query) },
    { heading: groups.flows, actions: flowActions(query, flows) },
    { heading: groups.conversations, actions: conversationActions(query) },
    {
      heading: groups.do,
      actions: [
        ...best(commands(onShowShortcuts), query),
        ...(ask === '' ? [] : best(templates.map(templateAction), query, mostTemplates)),
        ...(ask === ''
          ? []
          : [
              {
                id: 'ask',
                icon: <Sparkles aria-hidden size={size} />,
                words: text.palette.ask(ask),
                run: () => askNew(ask),
              },
            ]),
      ],
    },
  ];
}

function templateAction({ id, name }: Template): PaletteAction {
  return {
    id: `template ${id}`,
    icon: <LayoutTemplate aria-hidden size={size} />,
    words: text.palette.template(name),
    run: () => navigate({ page: 'templates', templateId: id }),
  };
}

function askNew(words: string): void {
  setDraft(null, words);
  openNewConversation();
  focusComposer();
}

function pages(): PaletteAction[] {
  const page = (id: ShortcutId, icon: ReactNode, words: string, route: Route): PaletteAction => {
    const keys = keysOf(id);
    return { id, icon, words, ...(keys ? { keys } : {}), run: () => navigate(route) };
  };
  return [
    page('go-chat', <MessageSquare aria-hidden size={size} />, text.nav.chat, { page: 'chat', conversationId: null }),
    page('go-flows', <Workflow aria-hidden size={size} />, text.nav.flows, { page: 'flows' }),
    page('go-agenda', <CalendarDays aria-hidden size={size} />, text.nav.agenda, { page: 'agenda', view: 'week' }),
    page('go-approvals', <Inbox aria-hidden size={size} />, text.nav.approvals, { page: 'approvals' }),
    page('go-runs', <History aria-hidden size={size} />, text.nav.runs, { page: 'runs' }),
    page('go-notifications', <Bell aria-hidden size={size} />, text.nav.notifications, { page: 'notifications' }),
    page('go-data', <Database aria-hidden size={size} />, text.nav.data, { page: 'data', table: null, folder: null }),
    page('go-workers', <HardHat aria-hidden size={size} />, text.nav.workers, { page: 'workers', workerId: null }),
    {
      id: 'go-usage',
      icon: <ChartColumn aria-hidden size={size} />,
      words: text.nav.usage,
      run: () => openPage('usage'),
    },
    page('go-settings', <Settings aria-hidden size={size} />, text.nav.settings, {
      page: 'settings',
      section: 'appearance',
    }),
    ...settingsSections.map((section) => ({
      id: `settings ${section}`,
      icon: <Settings aria-hidden size={size} />,
      words: `${text.settings.title}: ${text.settings.sections[section]}`,
      run: () => navigate({ page: 'settings', section }),
    })),
  ];
}

/** Opening comes first; what can be done with a flow is offered once a verb or its name is typed. */
function flowActions(query: string, flows: readonly FlowListItem[]): PaletteAction[] {
  if (query.trim() === '') return [];
  const live = flows.filter(({ status }) => status !== 'cancelled');
  const open = best(live.map(openAction), query, mostFlows);
  const verbs = best(live.flatMap(verbActions), query, mostFlows);
  return [...open, ...verbs].slice(0, mostFlows * 2);
}

function openAction({ id, name }: FlowListItem): PaletteAction {
  return { id: `flow ${id}`, icon: <Workflow aria-hidden size={size} />, words: name, run: () => openFlow(id) };
}

function verbActions({ id, name, status }: FlowListItem): PaletteAction[] {
  const paused = status === 'paused';
  return [
    {
      id: `duplicate ${id}`,
      icon: <Copy aria-hidden size={size} />,
      words: text.change.files.paletteDuplicate(name),
      run: () => void duplicateFlow(id, name),
    },
    {
      id: `export ${id}`,
      icon: <FileDown aria-hidden size={size} />,
      words: text.change.files.paletteExport(name),
      run: () => void exportFlow(id),
    },
    {
      id: `run ${id}`,
      icon: <CirclePlay aria-hidden size={size} />,
      words: text.palette.run(name),
      run: () => void runFlow(id, name),
    },
    {
      id: `pause ${id}`,
      icon: paused ? <Play aria-hidden size={size} /> : <Clock aria-hidden size={size} />,
      words: paused ? text.palette.resume(name) : text.palette.pause(name),
      run: () => void (paused ? resumeFlow(id) : pauseFlow(id)),
    },
  ];
}

function conversationActions(query: string): PaletteAction[] {
  const conversations = loadedValue(useConversationsStore.getState().list) ?? [];
  const actions = conversations.map(({ id, title }) => ({
    id: `conversation ${id}`,
    icon: <MessageSquare aria-hidden size={size} />,
    words: title,
    run: () => navigate({ page: 'chat', conversationId: id }),
  }));
  return query.trim() === '' ? actions.slice(0, 3) : best(actions, query, mostConversations);
}
