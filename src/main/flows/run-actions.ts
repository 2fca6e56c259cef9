/** Running again what has run: where it failed, from a step on, or from the start with the same input. */
import { newId } from '../ids.ts';
import type { Database } from '../store/database.ts';
import type { Engine, StartedRun } from '../workflow/engine.ts';
import type { Clock, RunOrigin } from '../workflow/ports.ts';
import type { FlowControl } from './flow-control.ts';
import { runDetailOf, runSummaryOf } from './run-views.ts';

export interface RunActionsDeps {
  db: Database;
  clock: Clock;
  engine: Engine;
  control: FlowControl;
}

/** The same run goes on, at the state where it ended. @throws MajordomoError `Run.Unknown`, `Run.NotEnded` */
export async function resumeRun({ db, engine }: RunActionsDeps, runId: string): Promise<StartedRun> {
  runSummaryOf(db, runId);
  return await engine.redrive(runId);
}

/**
 * A new run with the recorded results of this one before a visit of a state, going on from there.
 * @param seq the number of the event that entered it
 * @throws MajordomoError `Run.Unknown`, `Run.NoSuchState`
 */
export async function forkRun({ db, clock, engine }: RunActionsDeps, runId: string, seq: number): Promise<StartedRun> {
  runSummaryOf(db, runId);
  return await engine.fork(runId, seq, newId('run', clock.nowMs()));
}

/** A new run of the flow as it is now, with the input of this one. @throws MajordomoError `Run.Unknown`, `Flow.Cancelled` */
export async function runAgain({ db, control }: RunActionsDeps, runId: string, origin: RunOrigin): Promise<StartedRun> {
  const { run } = runDetailOf(db, runId);
  return await control.run(run.flowId, origin, { input: run.input });
}
