/** What was due and what will be due. */
import { z } from 'zod';
import { agendaPage } from '../../domain/agenda.ts';
import { wireError } from '../../wire-error.ts';
import { id } from './common.ts';

export const agendaChannels = {
  /** [fromMs, toMs), a page at a time; `after` is the `next` of the page before. */
  'agenda:span': {
    request: z
      .object({
        fromMs: z.number(),
        toMs: z.number(),
        limit: z.number().int().min(1).max(2_000).default(500),
        after: z.string().max(300).nullable().default(null),
      })
      .strict(),
    response: agendaPage,
  },
  /** A firing that was missed or skipped runs after all, once. */
  'agenda:run-missed': {
    request: z.object({ occurrenceId: id }).strict(),
    response: z.object({ runId: z.string() }),
  },
  /** Several of them: those of one flow take turns. Answered once the first of each has been started. */
  'agenda:run-several-missed': {
    request: z.object({ occurrenceIds: z.array(id).min(1).max(2_000) }).strict(),
    response: z.object({ started: z.number(), waiting: z.number(), problems: z.array(wireError) }),
  },
} as const;
