import type { LucideIcon } from 'lucide-react';
import {
  Code,
  GitBranch,
  History,
  Layers,
  LayoutList,
  Network,
  RotateCcw,
  Route as RouteIcon,
  ShieldCheck,
} from 'lucide-react';
import type { FlowDetail } from '../../../shared/domain/flow.ts';
import { type FlowTab, flowTabs } from '../../lib/route.ts';
import { restoreVersion } from '../../stores/flow-changes.ts';
import { chooseRun } from '../../stores/graph.ts';
import { loadedValue } from '../../stores/loadable.ts';
import { replaceRoute } from '../../stores/route.ts';
import { useVersionsStore } from '../../stores/versions.ts';
import { text } from '../../text.ts';
import { flowCommands } from '../flows/flow-commands.tsx';
import { type PaletteAction, iconSize as size } from './action.ts';
import { chosenRunsActions } from './chosen-runs-actions.tsx';

const tabIcons: Record<FlowTab, LucideIcon> = {
  outline: LayoutList,
  graph: Network,
  source: Code,
  schedule: RouteIcon,
  limits: ShieldCheck,
  versions: Layers,
  runs: History,
};

/** What can be done on the page of a flow: what its menu has, its other tabs, and what the shown tab offers. */
export function thisFlowActions(flow: FlowDetail, tab: FlowTab): PaletteAction[] {
  return [
    ...chosenRunsActions(flow.id),
    ...flowTabs
      .filter((other) => other !== tab)
      .map((other) => {
        const Icon = tabIcons[other];
        return {
          id: `this-flow tab ${other}`,
          icon: <Icon aria-hidden size={size} />,
          words: text.palette.openTab(text.flow.tabs[other]),
          run: () => replaceRoute({ page: 'flow', flowId: flow.id, tab: other }),
        };
      }),
    ...flowCommands(flow, size)
      .filter(({ able }) => able)
      .map(({ id, icon, words, run }) => ({ id: `this-flow ${id}`, icon, words, run })),
    ...(tab === 'graph' ? graphActions(flow) : []),
    ...(tab === 'versions' ? versionActions(flow) : []),
  ];
}

function graphActions({ id, runs }: FlowDetail): PaletteAction[] {
  if (runs.length === 0) return [];
  return (['latest', 'none'] as const).map((choice) => ({
    id: `this-flow shown-run ${choice}`,
    icon: <GitBranch aria-hidden size={size} />,
    words: text.palette.shownRun(text.graph[choice]),
    run: () => chooseRun(id, choice),
  }));
}

function versionActions(flow: FlowDetail): PaletteAction[] {
  const { flowId, list } = useVersionsStore.getState();
  if (flowId !== flow.id) return [];
  return (loadedValue(list) ?? [])
    .filter(({ version }) => version !== flow.version)
    .map(({ version }) => ({
      id: `this-flow restore ${version}`,
      icon: <RotateCcw aria-hidden size={size} />,
      words: text.change.versions.restoreVersion(version),
      run: () => void restoreVersion(flow.id, version),
    }));
}
