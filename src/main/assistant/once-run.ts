/** Runs what the user approved to happen once, and says what came of it. */
import type { ToolCall } from '../../shared/domain/conversation.ts';
import type { FlowControl } from '../flows/flow-control.ts';
import { runDetailOf } from '../flows/run-views.ts';
import { newId } from '../ids.ts';
import type { Database } from '../store/database.ts';
import type { Clock } from '../workflow/ports.ts';

export type OnceRun = (flowId: string) => Promise<{ ok: boolean; text: string; toolCalls: ToolCall[] }>;

export function createOnceRun({ db, clock, control }: { db: Database; clock: Clock; control: FlowControl }): OnceRun {
  return async (flowId) => {
    const { runId, ended } = await control.run(flowId, { kind: 'manual' });
    const end = await ended;
    const { steps, effects } = runDetailOf(db, runId);
    const toolCalls = steps.map(
      (step): ToolCall => ({
        id: newId('call', clock.nowMs()),
        by: 'assistant',
        tool: step.resource?.split('/').at(-1) ?? step.state,
        arguments: step.arguments,
        status: step.status === 'succeeded' ? 'succeeded' : 'failed',
        result: step.status === 'succeeded' ? step.output : { error: { code: step.error, message: step.cause } },
      }),
    );
    const done = effects.map(({ summary }) => `- ${summary}`).join('\n');
    if (end.status === 'SUCCEEDED') return { ok: true, text: `Done, once:\n${done}`, toolCalls };
    const before = done === '' ? 'Nothing was done.' : `Done before that:\n${done}`;
    return { ok: false, text: `It failed: ${end.cause ?? end.error ?? end.status}\n\n${before}`, toolCalls };
  };
}
