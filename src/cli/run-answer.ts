import type { App } from '../main/app.ts';
import { runStatusOf } from '../main/store/tables/runs.ts';
import type { RunEnd } from '../main/workflow/ports.ts';
import type { Answer } from './command.ts';

/** How a run ended, as `flow run` and `run resume` print it. */
export function endAnswer(runId: string, end: Pick<RunEnd, 'output' | 'error' | 'cause'> & { status: string }): Answer {
  const { status, output, error, cause } = end;
  return {
    document: { runId, status, output, error, cause },
    words: [`${runId}: ${status}`, ...(error ? [`${error}: ${cause ?? ''}`] : [])].join('\n'),
    exitCode: status === 'SUCCEEDED' ? 0 : 1,
  };
}

/** Waits for a run's end; one that waits for the user is left parked and goes on under the app or `serve`. */
export async function untilEndedOrParked(app: App, runId: string, ended: Promise<RunEnd>): Promise<Answer> {
  let stopListening: () => void = () => undefined;
  const parked = new Promise<'parked'>((resolve) => {
    const check = (): void => {
      if (runStatusOf(app.db, runId)?.status === 'PARKED') resolve('parked');
    };
    stopListening = app.events.listen((name) => {
      if (name === 'runs:changed') check();
    });
    check();
  });
  const end = await Promise.race([ended, parked]);
  stopListening();
  if (end !== 'parked') return endAnswer(runId, end);
  const cause = "It waits for your decision: 'approval list' shows it.";
  return endAnswer(runId, { status: 'PARKED', output: null, error: null, cause });
}
