/** How a call ends when its tool did not answer: the codes a flow may catch. */
import type { Result } from '../../shared/errors.ts';

export function timedOut(tool: string, timeoutMs: number): Result<never> {
  return failed('Worker.Timeout', `${tool} did not answer within ${timeoutMs} ms and was stopped.`, {
    tool,
    timeoutMs,
  });
}

export function cancelled(tool: string): Result<never> {
  return failed('Worker.Cancelled', `The call of ${tool} was cancelled.`, { tool });
}

export function crashed(tool: string, exitCode: number | null): Result<never> {
  return failed(
    'Worker.Crashed',
    `The worker process ended in the middle of ${tool} (exit code ${exitCode ?? 'none'}); what it had done is not known.`,
    { tool, exitCode },
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
