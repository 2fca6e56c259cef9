/** What a Task does and how it is tried again, in words. */
import type { Retrier, TaskState } from '../../shared/domain/flow-definition.ts';
import type { OutlinePart } from '../../shared/domain/plan.ts';
import { isJsonObject, type JsonObject } from '../../shared/json.ts';
import { text, value } from './outline-words.ts';

/** A tool call's words, or null for a tool it does not know. */
export type DescribeTool = (tool: string, args: JsonObject) => OutlinePart[] | null;

export function taskParts(name: string, state: TaskState, describeTool: DescribeTool): OutlinePart[] {
  const tool = /^worker:(.+)\/([^/]+)$/.exec(state.Resource);
  const args = isJsonObject(state.Arguments) ? state.Arguments : {};
  if (tool !== null) return describeTool(tool[2] ?? '', args) ?? [text(state.Comment ?? name)];
  if (state.Resource === 'approval') return [text('Ask you to approve')];
  const flow = /^flow:(.+)$/.exec(state.Resource);
  if (flow !== null) return [text('Run the flow '), value(flow[1] ?? '')];
  return [
    text('Ask the model, as '),
    value(state.Resource.replace(/^worker:/, '')),
    text(`: ${state.Comment ?? name}`),
  ];
}

/** A retry that is not marked as the default was asked for, and is said. */
export function retryParts(retriers: Retrier[] | undefined): OutlinePart[] {
  const asked = (retriers ?? []).filter(({ Comment }) => !/^default/i.test(Comment ?? ''));
  return asked.flatMap((retrier) => {
    const times = retrier.MaxAttempts ?? 3;
    const only = retrier.ErrorEquals.includes('States.ALL') ? '' : ` after ${retrier.ErrorEquals.join(' or ')}`;
    return times === 0
      ? [text(`, not trying again${only}`)]
      : [text(', trying up to '), value(String(times)), text(` more time${times === 1 ? '' : 's'}${only}`)];
  });
}
