import type { ToolCall } from '../../shared/domain/conversation.ts';
import { isJsonObject, type JsonValue } from '../../shared/json-value.ts';

export interface CallNode {
  call: ToolCall;
  /** The orchestrator's calls made for this one. */
  inner: ToolCall[];
}

/** The orchestrator works on what the assistant handed over last, so its calls belong under that one. */
export function nestCalls(calls: ToolCall[]): CallNode[] {
  const nodes: CallNode[] = [];
  for (const call of calls) {
    const above = nodes.at(-1);
    if (call.by === 'orchestrator' && above?.call.by === 'assistant') above.inner.push(call);
    else nodes.push({ call, inner: [] });
  }
  return nodes;
}

const telling = ['name', 'task', 'schedule', 'url', 'path', 'table', 'title', 'query', 'flow_id'];

/** The most telling of the arguments, in a few words: enough to tell two calls of one tool apart. */
export function callGist(args: JsonValue): string {
  if (!isJsonObject(args)) return '';
  const named = telling.map((key) => args[key]);
  const short = [...named, ...Object.values(args)].find(
    (value) => typeof value === 'string' || typeof value === 'number',
  );
  return String(short ?? '').slice(0, 120);
}
