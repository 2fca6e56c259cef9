import { RotateCw } from 'lucide-react';
import type { ShownRun } from '../../../shared/domain/run.ts';
import { formatClockExact } from '../../lib/format-time.ts';
import { forkRun } from '../../stores/run-actions.ts';
import { text } from '../../text.ts';
import { runCommands } from '../runs/run-commands.tsx';
import { best, type PaletteAction, iconSize as size } from './action.ts';

const mostSteps = 8;

/** What can be done now with the run whose page is shown; once something is typed, also running it again from one of its steps. */
export function runActions(detail: ShownRun, query: string): PaletteAction[] {
  const commands = runCommands(detail)
    .filter(({ why }) => why === null)
    .map(({ id, icon, words, run }) => ({ id: `this-run ${id}`, icon, words, run }));
  if (query.trim() === '') return commands;
  return [...best(commands, query), ...best(forks(detail), query, mostSteps)];
}

function forks({ run, steps }: ShownRun): PaletteAction[] {
  return steps.map(({ seq, title, enteredAtMs }) => ({
    id: `this-run fork ${seq}`,
    icon: <RotateCw aria-hidden size={size} />,
    words: text.palette.runFrom(title),
    also: text.palette.also.fork,
    kind: formatClockExact(enteredAtMs),
    run: () => void forkRun(run.id, seq),
  }));
}
