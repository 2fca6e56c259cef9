import { ShieldAlert } from 'lucide-react';
import type { Shortfall } from '../../../shared/domain/flow-change.ts';
import { text } from '../../text.ts';

/** What a change would have to be allowed besides: the user's to say, together with the change. */
export function Shortfalls({ shortfalls }: { shortfalls: readonly Shortfall[] }) {
  if (shortfalls.length === 0) return null;
  return (
    <div className="flex gap-2 text-ui">
      <ShieldAlert aria-hidden size={15} className="mt-0.5 shrink-0 text-warn" />
      <div className="min-w-0">
        <p>{text.change.value.wantsMore}</p>
        <ul className="text-ink-2">
          {shortfalls.map(({ worker, tool, limit, value }) => (
            <li key={`${worker} ${tool} ${value}`} className="[overflow-wrap:anywhere]">
              {text.change.value[limit === 'keys' ? 'allowsKey' : 'allows'](worker, tool, value)}
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}
