import { cx } from '../../../lib/cx.ts';
import { text } from '../../../text.ts';

interface DifferenceLine {
  is: 'same' | 'added' | 'removed';
  text: string;
  before?: number | null;
  after?: number | null;
}

interface DifferenceLinesProps {
  label: string;
  /** Places of change, each with the lines around it. */
  groups: readonly (readonly DifferenceLine[])[];
  /** In the type of code, with line numbers. */
  isSource?: boolean;
}

const looks = {
  same: 'text-ink-3',
  added: 'bg-ok-bg text-ink',
  removed: 'bg-bad-bg text-ink',
} as const;
const signs = { same: '', added: '+', removed: '−' } as const;
const spoken = {
  same: '',
  added: `${text.change.versions.added}: `,
  removed: `${text.change.versions.removed}: `,
} as const;

/** Lines that are new and lines that are no more, told apart by their sign and in words, not by colour alone. */
export function DifferenceLines({ label, groups, isSource = false }: DifferenceLinesProps) {
  return (
    <div
      // What scrolls sideways must be reachable by keys.
      tabIndex={isSource ? 0 : undefined}
      className={cx('overflow-x-auto rounded-m border bg-well py-1.5', isSource && 'font-mono text-s')}
    >
      <ul aria-label={label} className={isSource ? 'w-max min-w-full' : undefined}>
        {groups.map((lines, group) =>
          lines.map((line, index) => (
            <li
              // biome-ignore lint/suspicious/noArrayIndexKey: a line's place in the difference is its identity
              key={`${group} ${index}`}
              className={cx(
                'flex gap-2 px-3 leading-[21px]',
                looks[line.is],
                group > 0 && index === 0 && 'mt-1.5 border-t pt-1.5',
              )}
            >
              {isSource && (
                <span aria-hidden className="w-9 shrink-0 select-none text-right text-ink-3 tabular-nums">
                  {line.after ?? line.before}
                </span>
              )}
              <span aria-hidden className="w-3 shrink-0 select-none text-center text-ink-3">
                {signs[line.is]}
              </span>
              <span className={isSource ? 'whitespace-pre' : 'min-w-0 whitespace-pre-wrap [overflow-wrap:anywhere]'}>
                <span className="sr-only">{spoken[line.is]}</span>
                {line.text}
              </span>
            </li>
          )),
        )}
      </ul>
    </div>
  );
}
