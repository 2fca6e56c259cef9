import { toWireError } from '../../../shared/errors.ts';
import type { agendaChannels } from '../../../shared/ipc/contract/agenda.ts';
import type { App } from '../../app.ts';
import { occurrenceIdOf, occurrenceKeyOf } from '../../schedule/run-missed.ts';
import { runSeveralMissed } from '../../schedule/run-several-missed.ts';
import { findFlow } from '../../store/tables/flows.ts';
import { findOccurrence, type OccurrenceKey } from '../../store/tables/occurrences.ts';
import type { HandlersOf } from '../channel.ts';

export function agendaHandlers(app: App): HandlersOf<typeof agendaChannels> {
  return {
    'agenda:span': (span) => app.scheduler.agenda(span),
    'agenda:run-missed': async ({ occurrenceId }) => ({
      runId: await app.scheduler.runMissed(occurrenceKeyOf(occurrenceId)),
    }),
    'agenda:run-several-missed': ({ occurrenceIds }) =>
      runSeveralMissed(occurrenceIds.map(occurrenceKeyOf), {
        runMissed: (key) => app.scheduler.runMissed(key),
        endOf: (runId) => app.engine.endOf(runId),
        onError: (key, error) => tellNotStarted(app, key, error),
      }),
  };
}

/** The user asked for it minutes ago and looks elsewhere by now. */
function tellNotStarted({ db, notifier, log }: App, key: OccurrenceKey, error: unknown): void {
  const flow = findFlow(db, findOccurrence(db, key)?.flowId ?? '');
  notifier
    .tell({
      key: `not-made-up:${occurrenceIdOf(key)}`,
      kind: 'failed',
      title: `${flow?.name ?? 'A flow'} was not made up for`,
      body: `${toWireError(error).message} Its missed firings are still in the agenda.`,
      flowId: flow?.id ?? null,
      runId: null,
    })
    .catch((untold: unknown) => log(`notification: ${String(untold)}`));
}
