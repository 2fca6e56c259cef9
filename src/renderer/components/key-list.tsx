import { keyName, localKeys, shortcuts } from '../lib/shortcuts.ts';
import { Kbd } from './kbd.tsx';

/** Every key the window knows. */
export function KeyList() {
  return (
    <dl className="text-body">
      {[...shortcuts, ...localKeys].map(({ keys, words }) => (
        <div key={words} className="flex items-center justify-between gap-6 border-t py-1.5 first:border-t-0">
          <dt className="text-ink-2">{words}</dt>
          <dd className="flex shrink-0 gap-1">
            {keys.map((key) => (
              <Kbd key={key}>{keyName(key)}</Kbd>
            ))}
          </dd>
        </div>
      ))}
    </dl>
  );
}
