import type { FlowDetail } from '../../../shared/domain/flow.ts';
import { Card } from '../../components/card.tsx';
import { CopyButton } from '../../components/copy-button.tsx';
import { tokenizeJson } from '../../lib/json-tokens.ts';
import { text } from '../../text.ts';

const tokenClass = {
  key: 'text-ink',
  string: 'text-ink-2',
  expression: 'text-accent',
  literal: 'text-accent',
  punctuation: 'text-ink-3',
} as const;

/** The definition as stored. */
export function SourceTab({ flow }: { flow: FlowDetail }) {
  const source = JSON.stringify(flow.definition, null, 2);
  const lines = source.split('\n');
  return (
    <Card className="overflow-hidden">
      <div className="flex items-center gap-3 border-b py-2 pr-3 pl-5">
        <span className="min-w-0 grow truncate text-ink-3 text-s">{text.flow.sourceNote}</span>
        <span className="text-ink-3 text-s tabular-nums">{text.flow.version(flow.version)}</span>
        <CopyButton label={text.flow.copySource} value={() => source} />
      </div>
      <div
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must be reachable by keys
        tabIndex={0}
        className="overflow-x-auto py-3 focus-visible:-outline-offset-2"
      >
        <ol className="w-max min-w-full font-mono text-s leading-5">
          {lines.map((line, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a line's number is its identity
            <li key={index} className="grid grid-cols-[48px_minmax(0,1fr)] pr-5 hover:bg-hover">
              <span aria-hidden className="select-none pr-4 text-right text-ink-3">
                {index + 1}
              </span>
              <code className="whitespace-pre">
                {tokenizeJson(line).map((token, place) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: a token's place in its line is its identity
                  <span key={place} className={tokenClass[token.kind]}>
                    {token.text}
                  </span>
                ))}
              </code>
            </li>
          ))}
        </ol>
      </div>
    </Card>
  );
}
