/** A flow that fails again and again is paused, and the user is told once how to resume it. */
import type { Occurrence } from '../../shared/domain/schedule.ts';
import type { Database } from '../store/database.ts';
import { findFlow } from '../store/tables/flows.ts';
import { latestResults } from '../store/tables/occurrences.ts';
import { findSchedule } from '../store/tables/schedules.ts';

export interface AutoPauseDeps {
  db: Database;
  pause: (flowId: string, reason: string) => void;
  tell: (told: {
    key: string;
    kind: 'failed';
    title: string;
    body: string;
    flowId: string;
    runId: string | null;
  }) => Promise<unknown>;
  onError: (error: unknown) => void;
}

/** After each occurrence that came to its end. Only failures since the flow was last resumed or changed count. */
export function pauseIfFailing(settled: Occurrence, deps: AutoPauseDeps): void {
  if (settled.status !== 'failed') return;
  const { db, pause, tell, onError } = deps;
  const limit = findSchedule(db, settled.scheduleId)?.pauseAfterFailures ?? 0;
  const flow = findFlow(db, settled.flowId);
  if (limit === 0 || flow?.status !== 'on') return;
  const results = latestResults(db, flow.id, { sinceMs: flow.updated_at_ms, limit });
  if (results.length < limit || results.some((status) => status !== 'failed')) return;
  const failures = limit === 1 ? 'it failed' : `it failed ${limit} times in a row`;
  pause(flow.id, `paused because ${failures}`);
  tell({
    key: `auto-paused:${settled.scheduleId}:${settled.dueAtMs}`,
    kind: 'failed',
    title: `${flow.name} was paused`,
    body: `It was paused because ${failures}. The last reason: ${settled.reason ?? 'none was given'}. Look at its last run, then resume it on its page, or with: flow resume "${flow.name}"`,
    flowId: flow.id,
    runId: settled.runId,
  }).catch(onError);
}
