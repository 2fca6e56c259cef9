import { scheduleInWords } from '../schedule/schedule-words.ts';
import type { Database } from '../store/database.ts';
import { listFlows } from '../store/tables/flows.ts';
import { activeSchedulesOf } from '../store/tables/schedules.ts';
import type { BrainContext } from './brain.ts';

/** The flows that a brain may speak of, newest first. */
export function knownFlows(db: Database): BrainContext['flows'] {
  return listFlows(db)
    .filter(({ status }) => status !== 'cancelled')
    .map(({ id, name, task, status, request }) => {
      const schedule = activeSchedulesOf(db, id).find(({ source }) => source === 'clock')?.spec ?? null;
      return { id, name, task, status, request, schedule, scheduleWords: schedule && scheduleInWords(schedule) };
    });
}
