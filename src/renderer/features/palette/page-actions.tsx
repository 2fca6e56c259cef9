import {
  ArrowLeftRight,
  ArrowRight,
  CalendarDays,
  Copy,
  Diff,
  Download,
  FileDown,
  List,
  RotateCw,
  Trash2,
} from 'lucide-react';
import { agendaViews, type Route } from '../../lib/route.ts';
import { runAllMissed, useAgendaStore } from '../../stores/agenda.ts';
import { useConversationsStore } from '../../stores/conversations.ts';
import { deleteConversation } from '../../stores/delete-conversation.ts';
import { exportTable } from '../../stores/export-table.ts';
import { selectFlowDetail, useFlowsStore } from '../../stores/flows.ts';
import { loadedValue } from '../../stores/loadable.ts';
import { openRun, replaceRoute, useRouteStore } from '../../stores/route.ts';
import { allRuns } from '../../stores/run-selection.ts';
import { selectRunDetail, useRunsStore } from '../../stores/runs.ts';
import { copyConversation, exportConversation } from '../../stores/take-conversation.ts';
import { text } from '../../text.ts';
import { best, type PaletteAction, type PaletteGroup, iconSize as size } from './action.ts';
import { chosenRunsActions } from './chosen-runs-actions.tsx';
import { runActions } from './run-actions.tsx';
import { thisFlowActions } from './this-flow-actions.tsx';

/** What the page that is shown has to offer. */
export function pageGroup(query: string): PaletteGroup {
  const { route } = useRouteStore.getState();
  const { groups } = text.palette;
  if (route.page === 'run') {
    const detail = loadedValue(selectRunDetail(route.runId)(useRunsStore.getState()));
    return { heading: groups.run, actions: detail ? runActions(detail, query) : [] };
  }
  if (route.page === 'flow') {
    const flow = loadedValue(selectFlowDetail(route.flowId)(useFlowsStore.getState()));
    return { heading: groups.flow, actions: flow ? best(thisFlowActions(flow, route.tab), query) : [] };
  }
  return { heading: groups.page, actions: best(otherPages(route), query) };
}

function otherPages(route: Route): PaletteAction[] {
  switch (route.page) {
    case 'runs':
      return chosenRunsActions(allRuns);
    case 'compare':
      return compareActions(route.runId, route.otherId);
    case 'agenda':
      return agendaActions(route.view);
    case 'chat':
      return route.conversationId === null ? [] : conversationActions(route.conversationId);
    case 'data':
      return route.table === null ? [] : tableActions(route.table);
    default:
      return [];
  }
}

function compareActions(runId: string, otherId: string | null): PaletteAction[] {
  const open = (id: string, letter: string): PaletteAction => ({
    id: `compare open ${letter}`,
    icon: <ArrowRight aria-hidden size={size} />,
    words: text.palette.openRunOf(letter),
    run: () => openRun(id),
  });
  if (otherId === null) return [open(runId, text.compare.first)];
  return [
    {
      id: 'compare swap',
      icon: <ArrowLeftRight aria-hidden size={size} />,
      words: text.compare.swap,
      run: () => replaceRoute({ page: 'compare', runId: otherId, otherId: runId }),
    },
    {
      id: 'compare other',
      icon: <Diff aria-hidden size={size} />,
      words: text.runActions.compare,
      run: () => replaceRoute({ page: 'compare', runId, otherId: null }),
    },
    open(runId, text.compare.first),
    open(otherId, text.compare.second),
  ];
}

function agendaActions(shown: (typeof agendaViews)[number]): PaletteAction[] {
  const entries = loadedValue(useAgendaStore.getState().entries) ?? [];
  const missed = entries.filter(({ canRun, status }) => canRun && status === 'missed');
  const views = agendaViews
    .filter((view) => view !== shown)
    .map((view) => ({
      id: `agenda ${view}`,
      icon: view === 'list' ? <List aria-hidden size={size} /> : <CalendarDays aria-hidden size={size} />,
      words: text.palette.agendaAs(text.agenda.views[view]),
      run: () => replaceRoute({ page: 'agenda', view }),
    }));
  if (missed.length === 0) return views;
  return [
    ...views,
    {
      id: 'agenda missed',
      icon: <RotateCw aria-hidden size={size} />,
      words: text.agenda.runMissed(missed.length),
      run: () => void runAllMissed(missed),
    },
  ];
}

function conversationActions(id: string): PaletteAction[] {
  const conversation = loadedValue(useConversationsStore.getState().list)?.find((one) => one.id === id);
  if (!conversation) return [];
  return [
    {
      id: 'conversation copy',
      icon: <Copy aria-hidden size={size} />,
      words: text.palette.copyConversation,
      run: () => void copyConversation(id),
    },
    {
      id: 'conversation export',
      icon: <FileDown aria-hidden size={size} />,
      words: text.palette.exportConversation,
      run: () => void exportConversation(id),
    },
    {
      id: 'conversation delete',
      icon: <Trash2 aria-hidden size={size} />,
      words: text.palette.deleteConversation,
      run: () => void deleteConversation(conversation),
    },
  ];
}

function tableActions(table: string): PaletteAction[] {
  return [
    {
      id: 'table export',
      icon: <Download aria-hidden size={size} />,
      words: text.data.export,
      run: () => void exportTable(table, ''),
    },
  ];
}
