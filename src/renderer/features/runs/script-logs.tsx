import { CopyButton } from '../../components/copy-button.tsx';
import type { Logs } from '../../lib/script-logs.ts';
import { text } from '../../text.ts';

/** What a script printed, and what it printed as errors. */
export function ScriptLogs({ logs }: { logs: Logs }) {
  const kinds = [
    { name: text.run.printed, words: logs.stdout, tone: '' },
    { name: text.run.printedErrors, words: logs.stderr, tone: 'text-bad' },
  ];
  return (
    <div className="flex flex-col gap-2">
      {kinds
        .filter(({ words }) => words !== '')
        .map(({ name, words, tone }) => (
          <div key={name} className="relative rounded-m border bg-well">
            <div className="absolute top-1 right-1">
              <CopyButton label={text.run.copyLog(name)} value={() => words} />
            </div>
            <pre
              // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys
              tabIndex={0}
              role="log"
              aria-label={name}
              className={`max-h-60 overflow-auto whitespace-pre-wrap px-3 py-2 pr-10 text-s leading-[19px] [overflow-wrap:anywhere] ${tone}`}
            >
              {words}
            </pre>
          </div>
        ))}
    </div>
  );
}
