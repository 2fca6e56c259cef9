import nodeSchedule from 'node-schedule';

/** Calls `fire` once at a moment, soon when that is past. Answers how to take it back. */
export type WakeUp = (dueAtMs: number, fire: () => void) => () => void;

/** The one use of node-schedule: one job for the next due time. When it wakes us, the ledger says what is due. */
export const nodeScheduleWakeUp: WakeUp = (dueAtMs, fire) => {
  // node-schedule makes no job for a moment that has passed.
  const job = dueAtMs > Date.now() ? nodeSchedule.scheduleJob(new Date(dueAtMs), () => fire()) : null;
  if (job !== null) return () => void job.cancel();
  const soon = setImmediate(fire);
  return () => clearImmediate(soon);
};
