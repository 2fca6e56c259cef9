import { create } from 'zustand';
import type { AgendaEntry } from '../../shared/domain/agenda.ts';
import { fromWireError } from '../../shared/errors.ts';
import { asMajordomoError, client } from '../ipc-client.ts';
import { coalesce } from '../lib/coalesce.ts';
import { text } from '../text.ts';
import { type Loadable, loading, orError, ready } from './loadable.ts';
import { openRun } from './route.ts';
import { reportError, showToast } from './toasts.ts';

const pageSize = 2_000;

interface AgendaStore {
  span: { fromMs: number; toMs: number } | null;
  entries: Loadable<AgendaEntry[]>;
}

const createInitialState = (): AgendaStore => ({ span: null, entries: loading });

export const useAgendaStore = create<AgendaStore>()(createInitialState);
export const selectAgenda = (state: AgendaStore) => state.entries;

/** Reads all of [fromMs, toMs); what another span shows is let go. */
export async function showAgenda(fromMs: number, toMs: number): Promise<void> {
  const { span } = useAgendaStore.getState();
  if (span?.fromMs !== fromMs || span.toMs !== toMs)
    useAgendaStore.setState({ span: { fromMs, toMs }, entries: loading });
  await loadAgenda();
}

async function loadAgenda(): Promise<void> {
  const { span } = useAgendaStore.getState();
  if (!span) return;
  const stillAsked = () => useAgendaStore.getState().span === span;
  try {
    const entries: AgendaEntry[] = [];
    let after: string | null = null;
    do {
      const page = await client.agenda.span({ ...span, limit: pageSize, after });
      entries.push(...page.entries);
      after = page.next;
    } while (after !== null && stillAsked());
    if (stillAsked()) useAgendaStore.setState({ entries: ready(entries) });
  } catch (error) {
    if (stillAsked())
      useAgendaStore.setState((state) => ({ entries: orError(state.entries, asMajordomoError(error)) }));
  }
}

const reload = coalesce(loadAgenda, 300);

/** A firing changed: what is shown is read again. */
export function refreshAgenda(): void {
  if (useAgendaStore.getState().span) reload();
}

/** The page is left: nothing is kept current any more. */
export function leaveAgenda(): void {
  useAgendaStore.setState(createInitialState());
}

/** Being started: a second press on the same firing does nothing. */
const starting = new Set<string>();

export async function runMissedFiring({ occurrenceId, flowName }: AgendaEntry): Promise<void> {
  if (starting.has(occurrenceId)) return;
  starting.add(occurrenceId);
  try {
    const { runId } = await client.agenda.runMissed({ occurrenceId });
    settleInPage([occurrenceId]);
    showToast({
      title: text.flows.started(flowName),
      action: { label: text.flows.openRun, run: () => openRun(runId) },
    });
  } catch (error) {
    reportError(error);
  } finally {
    starting.delete(occurrenceId);
  }
  refreshAgenda();
}

export async function runAllMissed(entries: readonly AgendaEntry[]): Promise<void> {
  const occurrenceIds = entries.flatMap(({ occurrenceId }) => (starting.has(occurrenceId) ? [] : occurrenceId));
  if (occurrenceIds.length === 0) return;
  for (const id of occurrenceIds) starting.add(id);
  try {
    const { started, waiting, problems } = await client.agenda.runSeveralMissed({ occurrenceIds });
    settleInPage(occurrenceIds);
    if (started > 0) showToast({ title: text.agenda.started(started, waiting) });
    for (const problem of problems) reportError(fromWireError(problem));
  } catch (error) {
    reportError(error);
  } finally {
    for (const id of occurrenceIds) starting.delete(id);
  }
  refreshAgenda();
}

/** What is on its way offers itself no more, before the ledger has been read again. */
function settleInPage(occurrenceIds: readonly string[]): void {
  const gone = new Set(occurrenceIds);
  useAgendaStore.setState(({ entries }) =>
    entries.status === 'ready'
      ? {
          entries: ready(
            entries.value.map((entry) => (gone.has(entry.occurrenceId) ? { ...entry, canRun: false } : entry)),
          ),
        }
      : {},
  );
}
