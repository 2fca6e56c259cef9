/**
 * How a good model answers: the assistant delegates, the orchestrator hires one worker, schedules the flow and reports, the assistant
 * says a sentence. Which of the two is asked shows in the tools it was offered.
 */
import type { ModelServerRequest, ScriptedAnswer } from './model-server.ts';
import { call, say } from './model-server.ts';

export interface WrittenFlow {
  name: string;
  task: string;
  /** As delegate_to_orchestrator takes them. */
  flow: string;
  schedule: string | null;
  tools: unknown[];
  definition: Record<string, unknown>;
  assumptions?: string[];
}

export const workerName = 'hand';

export function isOrchestrator(request: ModelServerRequest): boolean {
  return request.tools.includes('spawn_worker');
}

/** How many tool results the request already carries since the user last spoke. */
export function rounds({ messages }: ModelServerRequest): number {
  const lastUser = messages.findLastIndex(({ role }) => role === 'user');
  return messages.slice(lastUser).filter(({ role }) => role === 'assistant').length;
}

export function lastResult({ messages }: ModelServerRequest): string {
  return messages.findLast(({ role }) => role === 'tool')?.content ?? '';
}

/** @param orchestrator in place of the good orchestrator's answers, by round from 0; undefined for the good one */
export function goodModel(
  written: WrittenFlow,
  orchestrator: (round: number, request: ModelServerRequest) => ScriptedAnswer | undefined = () => undefined,
): (request: ModelServerRequest) => ScriptedAnswer {
  return (request) => {
    const round = rounds(request);
    if (isOrchestrator(request)) return orchestrator(round, request) ?? goodOrchestrator(written, round);
    if (round > 0) return say('Here is the plan. Nothing runs until you approve it.');
    return {
      text: 'I hand this over.',
      calls: [
        {
          name: 'delegate_to_orchestrator',
          arguments: {
            task: written.task,
            flow: written.flow,
            ...(written.schedule === null ? {} : { schedule: written.schedule }),
          },
        },
      ],
    };
  };
}

export function goodOrchestrator(written: WrittenFlow, round: number): ScriptedAnswer {
  if (round === 0)
    return call('spawn_worker', {
      name: workerName,
      tools: written.tools,
      prompt: `Do this and nothing else: ${written.flow}`,
    });
  if (round === 1) return scheduleCall(written);
  return say('I put one worker and one flow into the plan.');
}

export function scheduleCall({ name, task, schedule, definition, assumptions }: WrittenFlow): ScriptedAnswer {
  return call('schedule_flow', {
    worker_id: workerName,
    schedule,
    flow: { name, task, definition, ...(assumptions ? { assumptions } : {}) },
  });
}
