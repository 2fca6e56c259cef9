import type { agendaChannels } from '../../../shared/ipc/contract/agenda.ts';
import type { App } from '../../app.ts';
import { occurrenceKeyOf } from '../../schedule/run-missed.ts';
import type { HandlersOf } from '../channel.ts';

export function agendaHandlers(app: App): HandlersOf<typeof agendaChannels> {
  return {
    'agenda:span': (span) => app.scheduler.agenda(span),
    'agenda:run-missed': async ({ occurrenceId }) => ({
      runId: await app.scheduler.runMissed(occurrenceKeyOf(occurrenceId)),
    }),
  };
}
