import { ArrowRight, CircleStop, Copy, Diff, GitCompareArrows, Play, RotateCw, Undo2, Workflow } from 'lucide-react';
import type { ReactNode } from 'react';
import type { ShownRun } from '../../../shared/domain/run.ts';
import { changesFiles } from '../../lib/run-effects.ts';
import { showRunInGraph } from '../../stores/graph.ts';
import { navigate, openFlow } from '../../stores/route.ts';
import { askToCancel, compareWithBefore, copyRun, resumeRun, runAgain, undoFilesOf } from '../../stores/run-actions.ts';
import { text } from '../../text.ts';

export interface RunCommand {
  id: 'resume' | 'again' | 'graph' | 'compare-before' | 'compare' | 'copy' | 'flow' | 'undo-files' | 'cancel';
  icon: ReactNode;
  words: string;
  /** Why it cannot be done now; null when it can. */
  why: string | null;
  run: () => void;
}

const size = 14;

/** All that can be done with a run: for its page's menu and for the palette. */
export function runCommands(detail: ShownRun): RunCommand[] {
  const { run, flowCancelled } = detail;
  const words = text.runActions;
  const ended = run.endedAtMs !== null;
  const resumable = run.status === 'FAILED' || run.status === 'TIMED_OUT' || run.status === 'ABORTED';
  return [
    {
      id: 'resume',
      icon: <Play aria-hidden size={size} />,
      words: words.resume,
      why: resumable ? null : ended ? words.why.succeeded : words.why.underWay,
      run: () => void resumeRun(run.id),
    },
    {
      id: 'again',
      icon: <RotateCw aria-hidden size={size} />,
      words: words.again,
      why: flowCancelled ? words.why.flowCancelled : null,
      run: () => void runAgain(run.id, run.flowId),
    },
    {
      id: 'graph',
      icon: <Workflow aria-hidden size={size} />,
      words: words.showInGraph,
      why: null,
      run: () => showRunInGraph(run.flowId, run.id),
    },
    {
      id: 'compare-before',
      icon: <GitCompareArrows aria-hidden size={size} />,
      words: words.compareBefore,
      why: null,
      run: () => void compareWithBefore(run),
    },
    {
      id: 'compare',
      icon: <Diff aria-hidden size={size} />,
      words: words.compare,
      why: null,
      run: () => navigate({ page: 'compare', runId: run.id, otherId: null }),
    },
    {
      id: 'copy',
      icon: <Copy aria-hidden size={size} />,
      words: words.copy,
      why: null,
      run: () => void copyRun(detail),
    },
    {
      id: 'flow',
      icon: <ArrowRight aria-hidden size={size} />,
      words: words.openFlow,
      why: null,
      run: () => openFlow(run.flowId),
    },
    {
      id: 'undo-files',
      icon: <Undo2 aria-hidden size={size} />,
      words: text.changes.undoAll,
      why: detail.effects.some((effect) => changesFiles(effect) && !effect.simulated) ? null : words.why.noFiles,
      run: () => undoFilesOf(run.id),
    },
    {
      id: 'cancel',
      icon: <CircleStop aria-hidden size={size} />,
      words: words.cancel,
      why: ended ? words.why.ended : null,
      run: () => askToCancel(run.id),
    },
  ];
}
