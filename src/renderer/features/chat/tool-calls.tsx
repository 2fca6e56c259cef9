import { Check, ChevronRight, CircleAlert } from 'lucide-react';
import { useState } from 'react';
import type { ToolCall } from '../../../shared/domain/conversation.ts';
import { JsonView } from '../../components/json-view.tsx';
import { Spinner } from '../../components/spinner.tsx';
import { cx } from '../../lib/cx.ts';
import { callGist, nestCalls } from '../../lib/tool-call-tree.ts';
import { text } from '../../text.ts';

/** What the assistant did on the way to its answer; what the orchestrator did for it is nested below. */
export function ToolCalls({ calls }: { calls: ToolCall[] }) {
  return (
    <ul className="flex flex-col gap-1">
      {nestCalls(calls).map(({ call, inner }) => (
        <li key={call.id} className="flex flex-col gap-1">
          <ToolCallRow call={call} />
          {inner.length > 0 && (
            <ul className="ml-[13px] flex flex-col gap-1 border-l-2 pl-2.5">
              {inner.map((nested) => (
                <li key={nested.id}>
                  <ToolCallRow call={nested} />
                </li>
              ))}
            </ul>
          )}
        </li>
      ))}
    </ul>
  );
}

function ToolCallRow({ call }: { call: ToolCall }) {
  const [open, setOpen] = useState(false);
  return (
    <div className="animate-appear">
      <button
        type="button"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
        className="group/call flex h-7 max-w-full items-center gap-2 rounded-s pr-2 pl-1.5 text-left text-s transition hover:bg-hover"
      >
        <Mark status={call.status} />
        <code className="shrink-0 text-ink-2">{call.tool}</code>
        <span className="truncate text-ink-3">{callGist(call.arguments)}</span>
        <ChevronRight
          aria-hidden
          size={13}
          className={cx('shrink-0 text-ink-3 opacity-50 transition group-hover/call:opacity-100', open && 'rotate-90')}
        />
      </button>
      {open && (
        <div className="my-1 ml-[13px] flex animate-appear flex-col gap-2 border-l-2 py-1 pl-4">
          <Labelled label={text.chat.tool.arguments}>
            <JsonView label={text.chat.tool.arguments} value={call.arguments} />
          </Labelled>
          <Labelled label={text.chat.tool.result}>
            {call.status === 'running' ? (
              <p className="text-ink-3 text-s">{text.chat.tool.noResult}</p>
            ) : (
              <JsonView label={text.chat.tool.result} value={call.result} />
            )}
          </Labelled>
        </div>
      )}
    </div>
  );
}

function Labelled({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <div>
      <p className="mb-1 text-ink-3 text-xs">{label}</p>
      {children}
    </div>
  );
}

function Mark({ status }: { status: ToolCall['status'] }) {
  return (
    <span role="img" aria-label={text.chat.tool[status]} className="flex w-4 shrink-0 justify-center text-ink-3">
      {status === 'running' && <Spinner size={13} />}
      {status === 'succeeded' && <Check aria-hidden size={14} className="text-ok" />}
      {status === 'failed' && <CircleAlert aria-hidden size={14} className="text-bad" />}
    </span>
  );
}
