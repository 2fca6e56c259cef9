import type { Difference } from '../../../shared/domain/run-comparison.ts';
import { text } from '../../text.ts';

/** Values that are not the same, A's beside B's. */
export function Differences({ differences, more }: { differences: readonly Difference[]; more: number }) {
  if (differences.length === 0) return null;
  return (
    <ul className="flex flex-col gap-1.5">
      {differences.map(({ of, path, a, b }) => (
        <li key={`${of} ${path}`} className="text-s">
          <p className="text-ink-3 [overflow-wrap:anywhere]">
            {text.compare.of[of]}
            {path !== '' && <code className="ml-1.5">{path}</code>}
          </p>
          <div className="grid grid-cols-2 gap-2">
            <Value letter={text.compare.first} value={a} />
            <Value letter={text.compare.second} value={b} />
          </div>
        </li>
      ))}
      {more > 0 && <li className="text-ink-3 text-s">{text.compare.more(more)}</li>}
    </ul>
  );
}

function Value({ letter, value }: { letter: string; value: string | null }) {
  return (
    <p className="min-w-0 rounded-s bg-well px-2 py-1 font-mono [overflow-wrap:anywhere]">
      <span className="sr-only">{letter}: </span>
      {value ?? <span className="font-sans text-ink-3">{text.compare.nothing}</span>}
    </p>
  );
}
