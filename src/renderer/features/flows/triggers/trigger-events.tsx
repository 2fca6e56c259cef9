import { useCallback, useEffect } from 'react';
import type { FlowDetail } from '../../../../shared/domain/flow.ts';
import { RelativeTime } from '../../../components/relative-time.tsx';
import { useLoaded } from '../../../hooks/use-loaded.ts';
import { client } from '../../../ipc-client.ts';
import { loadedValue } from '../../../stores/loadable.ts';
import { openRun } from '../../../stores/route.ts';
import { text } from '../../../text.ts';

const shown = 20;

/** What happened lately, and the run that came of it. */
export function TriggerEvents({ flow }: { flow: FlowDetail }) {
  const { id } = flow;
  const load = useCallback(() => client.triggers.events({ flowId: id, limit: shown }), [id]);
  const { state, reload } = useLoaded(load, id);
  // Each firing is in the ledger, which is read again whenever something of the flow changes.
  // biome-ignore lint/correctness/useExhaustiveDependencies: read again with the ledger
  useEffect(reload, [flow.occurrences]);
  const events = loadedValue(state) ?? [];
  const runOf = (triggerId: string, firing: number | null) =>
    flow.occurrences.find(({ scheduleId, dueAtMs }) => scheduleId === triggerId && dueAtMs === firing)?.runId ?? null;
  return (
    <section aria-label={text.triggers.events} className="mt-4 border-t pt-3">
      <h3 className="mb-1 text-ink-3 text-s">{text.triggers.events}</h3>
      {state.status === 'ready' && events.length === 0 && <p className="text-ink-3 text-s">{text.triggers.noEvents}</p>}
      <ul>
        {events.map(({ id: eventId, what, subject, atMs, firing, triggerId, reason }) => {
          const runId = runOf(triggerId, firing);
          return (
            <li
              key={eventId}
              className="grid grid-cols-[minmax(0,130px)_minmax(0,1fr)_auto] items-baseline gap-3 py-1 text-body"
            >
              <span className="text-ink-3">
                <RelativeTime atMs={atMs} />
              </span>
              <span className="min-w-0 truncate" title={subject}>
                {what} <span className="text-ink-2">{subject}</span>
                {reason !== null && <span className="text-ink-3">: {text.triggers.firesNot(reason)}</span>}
              </span>
              {runId !== null ? (
                <button
                  type="button"
                  onClick={() => openRun(runId)}
                  className="rounded-s text-accent text-s hover:underline"
                >
                  {text.flows.openRun}
                </button>
              ) : (
                <span className="text-ink-3 text-s">{firing !== null && text.triggers.fires}</span>
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
