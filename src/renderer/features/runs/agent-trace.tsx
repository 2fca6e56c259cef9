import { Bot, ChevronRight, CircleAlert, MessageSquareText, Wrench } from 'lucide-react';
import { type ReactNode, useId, useState } from 'react';
import type { AgentEntry, AgentTrace } from '../../../shared/domain/run.ts';
import { JsonView } from '../../components/json-view.tsx';
import { Spinner } from '../../components/spinner.tsx';
import { cx } from '../../lib/cx.ts';
import { formatClockExact } from '../../lib/format-time.ts';
import { usageWords } from '../../lib/usage-words.ts';
import { text } from '../../text.ts';

/** What a step's model was told, said and called, a row each that opens; what it came to. */
export function AgentTraceView({ trace }: { trace: AgentTrace }) {
  return (
    <div className="flex flex-col gap-2">
      <p className="text-ink-2 text-s tabular-nums">{usageWords(trace.usage)}</p>
      {trace.tries.map((one, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: tries only ever append
        <section key={index} className="divide-y rounded-m border">
          {trace.tries.length > 1 && <h4 className="px-3 py-1.5 text-ink-3 text-s">{text.run.tryNumber(index + 1)}</h4>}
          <Row
            icon={<MessageSquareText aria-hidden size={13} className="text-ink-3" />}
            title={text.run.instructions}
            words={one.input}
          >
            <Words words={one.prompt} />
            <Words words={one.input} />
          </Row>
          {one.entries.map((entry, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: entries only ever append
            <Entry key={place} entry={entry} />
          ))}
        </section>
      ))}
    </div>
  );
}

function Entry({ entry }: { entry: AgentEntry }) {
  const failed = entry.error !== null;
  const error = failed ? [entry.error, entry.cause].filter(Boolean).join(': ') : null;
  const aside = formatClockExact(Date.parse(entry.at));
  if (entry.kind === 'tool')
    return (
      <Row
        icon={<Mark failed={failed} open={entry.open} icon={<Wrench aria-hidden size={13} className="text-ink-3" />} />}
        title={entry.tool}
        words={error ?? JSON.stringify(entry.arguments)}
        aside={aside}
      >
        <JsonView label={text.run.arguments} value={entry.arguments} />
        {error !== null ? (
          <Words words={error} bad />
        ) : (
          entry.open || <JsonView label={text.run.answer} value={entry.result} depth={1} />
        )}
      </Row>
    );
  const open = entry.text === null && !failed;
  const calls = entry.calls.map(({ tool }) => tool).join(', ');
  return (
    <Row
      icon={<Mark failed={failed} open={open} icon={<Bot aria-hidden size={13} className="text-ink-3" />} />}
      title={text.run.modelSays}
      words={error ?? (entry.text || (calls === '' ? '' : text.run.callsTools(calls)))}
      aside={
        entry.inputTokens !== null && entry.outputTokens !== null
          ? text.run.tokens((entry.inputTokens + entry.outputTokens).toLocaleString(text.language))
          : aside
      }
    >
      {entry.feedback !== null && <Words words={text.run.toldModel(entry.feedback)} />}
      {error !== null && <Words words={error} bad />}
      {entry.text !== null && entry.text !== '' && <Words words={entry.text} />}
      {entry.calls.map(({ tool, arguments: given }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the calls of one answer stay as they are
        <Words key={index} words={`${tool} ${given}`} />
      ))}
    </Row>
  );
}

function Mark({ failed, open, icon }: { failed: boolean; open: boolean; icon: ReactNode }) {
  if (failed) return <CircleAlert aria-hidden size={13} className="text-bad" />;
  return open ? <Spinner size={13} /> : icon;
}

interface RowProps {
  icon: ReactNode;
  title: string;
  /** What there is to see before it is opened. */
  words: string;
  aside?: string;
  children: ReactNode;
}

function Row({ icon, title, words, aside, children }: RowProps) {
  const [open, setOpen] = useState(false);
  const id = useId();
  return (
    <div>
      <button
        type="button"
        aria-expanded={open}
        aria-controls={id}
        onClick={() => setOpen(!open)}
        className="flex w-full items-center gap-2 px-3 py-1.5 text-left text-s transition hover:bg-hover focus-visible:-outline-offset-2"
      >
        <span className="flex w-4 shrink-0 justify-center">{icon}</span>
        <span className="shrink-0 font-[550]">{title}</span>
        <span className="min-w-0 grow truncate text-ink-3">{words}</span>
        {aside && <span className="shrink-0 text-ink-3 tabular-nums">{aside}</span>}
        <ChevronRight aria-hidden size={13} className={cx('shrink-0 text-ink-3 transition', open && 'rotate-90')} />
      </button>
      <div id={id} hidden={!open} className="px-3 pb-2.5">
        {open && <div className="flex flex-col gap-2">{children}</div>}
      </div>
    </div>
  );
}

function Words({ words, bad = false }: { words: string; bad?: boolean }) {
  return (
    <p
      className={cx(
        'max-h-80 overflow-y-auto whitespace-pre-wrap rounded-s px-2.5 py-1.5 text-s leading-[19px] [overflow-wrap:anywhere]',
        bad ? 'bg-bad-bg' : 'bg-well',
      )}
    >
      {words}
    </p>
  );
}
