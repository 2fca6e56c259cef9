import type { AgendaEntry } from '../../../shared/domain/agenda.ts';
import { text } from '../../text.ts';

/** What became of a firing, and why: "missed: asleep until 11:40". */
export function agendaWords({ status, reason }: AgendaEntry): string {
  if (status === 'upcoming') return reason === null ? text.agenda.willFire : text.agenda.willSkip(reason);
  const said = text.occurrence[status];
  // That it waits for the user is all there is to say.
  return reason === null || status === 'parked' ? said : `${said}: ${reason}`;
}
