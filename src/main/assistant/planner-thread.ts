/**
 * The planner's thread: compiling its grammars takes a second, reading a long request tens of milliseconds, and the main process
 * must not stand still that long. Answers one call a message, in order.
 */
import { parentPort } from 'node:worker_threads';
import { type Result, toWireError } from '../../shared/errors.ts';
import { plannerAnswers } from './planner-answers.ts';

export interface PlannerCall {
  id: number;
  method: keyof typeof plannerAnswers;
  arguments: unknown[];
}
export type PlannerAnswer = { id: number; result: Result<unknown> };

parentPort?.on('message', ({ id, method, arguments: args }: PlannerCall) => {
  parentPort?.postMessage({ id, result: answer(method, args) } satisfies PlannerAnswer);
});

function answer(method: PlannerCall['method'], args: unknown[]): Result<unknown> {
  try {
    const run = plannerAnswers[method] as (...args: unknown[]) => unknown;
    return { ok: true, value: run(...args) };
  } catch (error) {
    return { ok: false, error: toWireError(error) };
  }
}
