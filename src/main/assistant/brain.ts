/** What answers in the chat. The built-in planner is one brain; a model is another. */
import type { Attachment, ToolCall } from '../../shared/domain/conversation.ts';
import type { Fact } from '../../shared/domain/fact.ts';
import type { ScheduleSpec } from '../../shared/domain/schedule.ts';
import type { JsonValue } from '../../shared/json.ts';
import type { FlowDraft } from '../flows/flow-draft.ts';
import type { EditedPlan } from '../planner/understanding.ts';

export interface Said {
  text: string;
  attachments: readonly Attachment[];
}

export interface BrainContext {
  timezone: string;
  nowMs: number;
  flows: Array<{
    id: string;
    name: string;
    task: string;
    status: string;
    scheduleWords: string | null;
    request: string;
    schedule: ScheduleSpec | null;
  }>;
  /** The plan this conversation came to last, decided or not. */
  plan: EditedPlan | null;
  /** What this brain asked for in an earlier turn of the conversation. */
  pending: JsonValue;
  /** The user's keys for HTTP calls. A model is told their names. */
  keys: ReadonlyArray<{ name: string; hosts: string[] }>;
  /** What the user asked to remember. */
  facts: readonly Fact[];
  /** The conversation before this turn, oldest first. Empty outside a conversation. */
  history: readonly PastMessage[];
}

export interface PastMessage {
  role: 'user' | 'assistant';
  text: string;
  attachments: readonly Attachment[];
  /** The plan card that was shown with it. */
  plan: { name: string; status: string } | null;
}

/** The reply while it is being made. */
export interface LiveReply {
  /** Its id; unique for each turn. */
  id: string;
  signal: AbortSignal;
  /** More of the text, as it comes. */
  onText(delta: string): void;
  /** A call that began, or the same one with what came of it (by id). */
  onToolCall(call: ToolCall): void;
}

/** What a turn came to. At most one of `draft` and `command`. */
export interface BrainReply {
  /** Markdown: what is still to be said, beyond what was already said live. */
  text: string;
  /** A flow to agree on. */
  draft: FlowDraft | null;
  /** The draft takes the place of a plan that this conversation had not decided on yet. */
  replaces?: boolean;
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
  /** @throws MajordomoError when there is no answer; what was said live by then stays */
  reply(said: Said, context: BrainContext, live: LiveReply): Promise<BrainReply>;
  /** The same request with another schedule in place of its own. */
  reschedule(draft: FlowDraft, scheduleText: string, context: BrainContext): Promise<FlowDraft>;
}
