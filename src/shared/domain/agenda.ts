import { z } from 'zod';
import { occurrenceStatus } from './schedule.ts';

/** One firing in a span of time: one that is still to come, or what became of one that was due. */
export const agendaEntry = z.object({
  /** For `agenda:run-missed`. */
  occurrenceId: z.string(),
  scheduleId: z.string(),
  flowId: z.string(),
  flowName: z.string(),
  dueAtMs: z.number(),
  /** ISO 8601 with the offset of the schedule's zone. */
  due: z.string(),
  /** `upcoming` has no row in the ledger yet. */
  status: z.union([occurrenceStatus, z.literal('upcoming')]),
  /** Why it ended so; of one to come, why it will be skipped. */
  reason: z.string().nullable(),
  runId: z.string().nullable(),
  /** It never ran, and may be run after all. */
  canRun: z.boolean(),
});
export type AgendaEntry = z.infer<typeof agendaEntry>;

/** Oldest first. `next` asks for the rest; null when there is none. */
export const agendaPage = z.object({ entries: z.array(agendaEntry), next: z.string().nullable() });
export type AgendaPage = z.infer<typeof agendaPage>;
