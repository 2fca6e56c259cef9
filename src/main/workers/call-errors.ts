/** How a call ends when its tool did not answer: the codes a flow may catch. */
import type { Result } from '../../shared/errors.ts';
import { exitKind, exitWords, type WorkerExit } from './worker-exit.ts';

export function timedOut(tool: string, timeoutMs: number): Result<never> {
  return failed('Worker.Timeout', `${tool} did not answer within ${timeoutMs} ms and was stopped.`, {
    tool,
    timeoutMs,
  });
}

export function cancelled(tool: string): Result<never> {
  return failed('Worker.Cancelled', `The call of ${tool} was cancelled.`, { tool });
}

/** An endless loop is found before its deadline: the worker answers nothing at all. */
export function unresponsive(tool: string, silentMs: number): Result<never> {
  return failed(
    'Worker.Timeout',
    `The worker process did not respond for ${silentMs} ms during ${tool} and was ended; it was probably in an endless loop.`,
    { tool, silentMs },
  );
}

export function crashed(tool: string, exit: WorkerExit): Result<never> {
  return failed(
    'Worker.Crashed',
    `The worker process ${exitWords(exit)} in the middle of ${tool}; what it had done is not known.`,
    { tool, kind: exitKind(exit), exitCode: exit.code, signal: exit.signal },
  );
}

/** Ended by us, for a reason of its own making. */
export function ended(tool: string, reason: string): Result<never> {
  return failed(
    'Worker.Crashed',
    `The worker process was ended in the middle of ${tool}: ${reason}; what it had done is not known.`,
    { tool, kind: 'ended', exitCode: null, signal: null },
  );
}

export function queueFull(tool: string, waiting: number): Result<never> {
  return failed(
    'Worker.QueueFull',
    `${tool} was not started: ${waiting} calls are waiting for a worker process already. Let the step retry, or set a lower MaxConcurrency.`,
    { tool, waiting },
  );
}

export function notStarted(tool: string, reason: string): Result<never> {
  return failed('Worker.NotStarted', `No worker process could be started for ${tool}: ${reason}.`, { tool });
}

export function stopping(tool: string): Result<never> {
  return failed('Worker.Stopping', `${tool} was not started: the app is stopping.`, { tool });
}

function failed(code: string, message: string, data: Record<string, string | number | null>): Result<never> {
  return { ok: false, error: { code, message, data } };
}
