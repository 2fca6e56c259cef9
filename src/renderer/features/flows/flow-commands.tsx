import { CircleOff, CirclePlay, Copy, FileDown, History, Pause, Play } from 'lucide-react';
import type { ReactNode } from 'react';
import type { FlowListItem } from '../../../shared/domain/flow.ts';
import { duplicateFlow, exportFlow } from '../../stores/flow-files.ts';
import { cancelFlow, pauseFlow, resumeFlow, runFlow } from '../../stores/flows.ts';
import { openRun } from '../../stores/route.ts';
import { text } from '../../text.ts';

/** What must be known of a flow to act on it. */
export type ActedOnFlow = Pick<FlowListItem, 'id' | 'name' | 'status' | 'lastRun'>;

export interface FlowCommand {
  id: 'run' | 'pause' | 'last-run' | 'duplicate' | 'export' | 'cancel';
  icon: ReactNode;
  words: string;
  /** Whether it can be done now. */
  able: boolean;
  run: () => void;
}

/** All that can be done with a flow: for its menu and for the palette. */
export function flowCommands(flow: ActedOnFlow, size = 14): FlowCommand[] {
  const { id, name, status, lastRun } = flow;
  const live = status !== 'cancelled';
  const paused = status === 'paused';
  const PauseIcon = paused ? Play : Pause;
  return [
    {
      id: 'run',
      icon: <CirclePlay aria-hidden size={size} />,
      words: text.flows.run,
      able: live,
      run: () => void runFlow(id, name),
    },
    {
      id: 'pause',
      icon: <PauseIcon aria-hidden size={size} />,
      words: paused ? text.flows.resume : text.flows.pause,
      able: live,
      run: () => void (paused ? resumeFlow(id) : pauseFlow(id)),
    },
    {
      id: 'last-run',
      icon: <History aria-hidden size={size} />,
      words: text.flows.lastRun,
      able: Boolean(lastRun),
      run: () => lastRun && openRun(lastRun.id),
    },
    {
      id: 'duplicate',
      icon: <Copy aria-hidden size={size} />,
      words: text.change.files.duplicate,
      able: true,
      run: () => void duplicateFlow(id, name),
    },
    {
      id: 'export',
      icon: <FileDown aria-hidden size={size} />,
      words: text.change.files.export,
      able: true,
      run: () => void exportFlow(id),
    },
    {
      id: 'cancel',
      icon: <CircleOff aria-hidden size={size} />,
      words: text.flows.cancel,
      able: live,
      run: () => void cancelFlow(flow),
    },
  ];
}
