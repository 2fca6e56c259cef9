import type { ReactNode } from 'react';
import type { OutlineEdit, OutlinePart, OutlineStep } from '../../shared/domain/plan.ts';

interface OutlineProps {
  steps: OutlineStep[];
  /** Something to show at the end of a state's line: how the last run fared there. */
  mark?: (state: string) => ReactNode;
  /** How a value is shown that can be changed; left out, as any other. */
  editable?: (part: OutlinePart, edits: readonly OutlineEdit[]) => ReactNode;
}

/** A value in a sentence. */
export const outlineValueClass =
  'box-decoration-clone rounded-[5px] bg-accent-bg px-[5px] py-px font-[550] text-accent [overflow-wrap:anywhere]';

/** A flow in plain English: numbered at the top level, what happens inside a step indented under it. */
export function Outline({ steps, mark, editable }: OutlineProps) {
  let number = 0;
  return (
    <ol className="flex flex-col gap-1.5">
      {steps.map((step, index) => {
        if (step.state !== null) number += 1;
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a step's place in the outline is its identity
          <li key={index} className="grid grid-cols-[22px_minmax(0,1fr)]">
            <span aria-hidden className="font-medium font-mono text-s text-ink-3 leading-[21px]">
              {step.state === null ? '' : number}
            </span>
            <div className="flex flex-col gap-1.5">
              <Line step={step} mark={mark} editable={editable} />
              <Children steps={step.children} mark={mark} editable={editable} />
            </div>
          </li>
        );
      })}
    </ol>
  );
}

function Children({ steps, mark, editable }: OutlineProps) {
  if (steps.length === 0) return null;
  return (
    <ul className="ml-0.5 flex flex-col gap-1.5 border-l-2 pl-3.5">
      {steps.map((step, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a step's place in the outline is its identity
        <li key={index} className="flex flex-col gap-1.5">
          <Line step={step} mark={mark} editable={editable} />
          <Children steps={step.children} mark={mark} editable={editable} />
        </li>
      ))}
    </ul>
  );
}

function Line({ step, mark, editable }: { step: OutlineStep } & Pick<OutlineProps, 'mark' | 'editable'>) {
  const end = step.state === null ? null : mark?.(step.state);
  return (
    <div className="flex items-baseline gap-3">
      <span className={step.state === null ? 'min-w-0 grow text-ink-2' : 'min-w-0 grow'}>
        {step.parts.map((part, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a part's place in the sentence is its identity
          <Part key={index} part={part} editable={editable} />
        ))}
      </span>
      {end}
    </div>
  );
}

function Part({ part, editable }: { part: OutlinePart } & Pick<OutlineProps, 'editable'>) {
  if (part.kind === 'text') return <span className="[overflow-wrap:anywhere]">{part.text}</span>;
  if (editable && part.edits) return editable(part, part.edits);
  return <span className={outlineValueClass}>{part.text}</span>;
}
