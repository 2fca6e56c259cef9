/** What answers in the chat. The built-in planner is one brain; a model is another. */
import type { JsonValue } from '../../shared/json.ts';
import type { FlowDraft } from '../flows/flow-draft.ts';

export interface BrainContext {
  timezone: string;
  nowMs: number;
  flows: Array<{ id: string; name: string; task: string; status: string; scheduleWords: string | null }>;
  /** What this brain asked for in an earlier turn of the conversation. */
  pending: JsonValue;
}

/** What a turn came to. At most one of `draft` and `command`. */
export interface BrainReply {
  /** Markdown. */
  text: string;
  /** A flow to agree on. */
  draft: FlowDraft | null;
  /** What is missing before there can be one. */
  asks: string[];
  /** Kept with the conversation for the next turn. */
  pending: JsonValue;
  /** Something to do with flows that exist; the assistant does it and says what came of it. */
  command: FlowCommand | null;
}

export interface FlowCommand {
  name: 'list' | 'explain' | 'run' | 'pause' | 'resume' | 'cancel';
  flowId: string | null;
}

export interface Brain {
  /** Shown in the window: "Built-in planner". */
  name: string;
  reply(text: string, context: BrainContext): Promise<BrainReply>;
  /** The same request with another schedule in place of its own. */
  reschedule(draft: FlowDraft, scheduleText: string, context: BrainContext): Promise<FlowDraft>;
}
