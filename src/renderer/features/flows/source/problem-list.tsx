import { CircleAlert } from 'lucide-react';
import { text } from '../../../text.ts';
import type { SourceProblem } from './json-editor.tsx';

interface ProblemListProps {
  problems: readonly SourceProblem[];
  lineOf: (problem: SourceProblem) => number;
  onChoose: (problem: SourceProblem) => void;
}

/** Every problem with its line; choosing one puts the cursor there. */
export function ProblemList({ problems, lineOf, onChoose }: ProblemListProps) {
  if (problems.length === 0) return null;
  return (
    <ul aria-label={text.change.source.problemList} className="max-h-56 overflow-y-auto border-t py-1.5">
      {problems.map((problem, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two problems may say the same of the same place
        <li key={index}>
          <button
            type="button"
            onClick={() => onChoose(problem)}
            className="flex w-full items-baseline gap-2.5 px-5 py-1 text-left text-ui transition hover:bg-hover focus-visible:-outline-offset-2"
          >
            <CircleAlert aria-hidden size={13} className="shrink-0 translate-y-0.5 text-bad" />
            <span className="shrink-0 text-ink-3 tabular-nums">{text.change.source.problemAt(lineOf(problem))}</span>
            <span className="min-w-0 [overflow-wrap:anywhere]">{problem.message}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}
