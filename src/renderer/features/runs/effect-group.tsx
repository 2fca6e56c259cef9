import { useState } from 'react';
import type { EffectView } from '../../../shared/domain/run.ts';
import { Button } from '../../components/button.tsx';
import { Tag } from '../../components/tag.tsx';
import { text } from '../../text.ts';

const shownAtFirst = 12;

/** Effects of one kind, as the run's history tells them. */
export function EffectGroup({ name, effects }: { name: string; effects: readonly EffectView[] }) {
  const [limit, setLimit] = useState(shownAtFirst);
  if (effects.length === 0) return null;
  const rest = effects.length - limit;
  return (
    <section>
      <h3 className="mb-1 text-ink-3 text-s">{name}</h3>
      <ul className="flex flex-col gap-2 text-body">
        {effects.slice(0, limit).map((effect, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: effects only ever append
          <li key={index} className="[overflow-wrap:anywhere]">
            {effect.summary}
            <span className="flex items-center gap-2 text-ink-3 text-s">
              <span className="truncate">{effect.state}</span>
              {effect.simulated && <Tag tone="neutral">{text.run.simulated}</Tag>}
            </span>
          </li>
        ))}
      </ul>
      {rest > 0 && (
        <Button variant="link" className="-ml-3 h-7" onClick={() => setLimit(limit + 100)}>
          {text.changes.more(Math.min(rest, 100))}
        </Button>
      )}
    </section>
  );
}
