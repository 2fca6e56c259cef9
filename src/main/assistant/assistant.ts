/**
 * The executive assistant: the conversation with the user. Owns: conversations, messages, what a turn leads to.
 * It agrees on a plan and, on approval, calls delegate_to_orchestrator(task, flow, schedule); it never spawns workers itself.
 */
import type { Conversation, Message, ToolCall } from '../../shared/domain/conversation.ts';
import type { Plan } from '../../shared/domain/plan.ts';
import { MajordomoError, toWireError } from '../../shared/errors.ts';
import type { FlowDraft } from '../flows/flow-draft.ts';
import { newId } from '../ids.ts';
import type { Database } from '../store/database.ts';
import {
  findConversation,
  insertConversation,
  readPending,
  renameConversation,
  touchConversation,
  writePending,
} from '../store/tables/conversations.ts';
import {
  findMessageByPlan,
  insertMessage,
  listMessages,
  type StoredMessage,
  updateMessage,
} from '../store/tables/messages.ts';
import type { Clock } from '../workflow/ports.ts';
import type { Brain, BrainContext, BrainReply } from './brain.ts';
import type { FlowCommands } from './flow-commands.ts';
import type { Plans } from './plans.ts';
import { setUpInWords } from './set-up-words.ts';

export interface AssistantEvents {
  onMessageStart(message: Message): void;
  onMessageDelta(conversationId: string, messageId: string, text: string): void;
  onMessageEnd(message: Message): void;
  onConversationsChanged(): void;
}

export interface AssistantDeps {
  db: Database;
  clock: Clock;
  brain: Brain;
  plans: Plans;
  commands: FlowCommands;
  context: () => Omit<BrainContext, 'pending'>;
  events: AssistantEvents;
}

export interface Turn {
  conversation: Conversation;
  userMessage: Message;
  replyId: string;
  /** The finished reply, and what it still needs to know. */
  done: Promise<{ message: Message; asks: string[] }>;
}

const longestTitle = 60;

export class Assistant {
  readonly #deps: AssistantDeps;
  readonly #stopped = new Set<string>();

  constructor(deps: AssistantDeps) {
    this.#deps = deps;
  }

  /** Stores what the user said and starts the reply; a null conversation begins a new one. */
  send(said: { conversationId: string | null; text: string }): Turn {
    const { db, clock, events } = this.#deps;
    const nowMs = clock.nowMs();
    const conversation = said.conversationId === null ? this.#begin(said.text) : this.#existing(said.conversationId);
    const userMessage = this.#add(conversation.id, 'user', said.text, 'done');
    const reply = this.#add(conversation.id, 'assistant', '', 'streaming');
    touchConversation(db, conversation.id, nowMs);
    events.onConversationsChanged();
    events.onMessageStart(this.view(reply));
    const done = this.#answer(reply, said.text);
    // The reply's failure is its own status; whoever waits for `done` sees it too.
    done.catch(() => undefined);
    return { conversation, userMessage: this.view(userMessage), replyId: reply.id, done };
  }

  stop(conversationId: string): void {
    this.#stopped.add(conversationId);
  }

  messages(conversationId: string): Message[] {
    this.#existing(conversationId);
    return listMessages(this.#deps.db, conversationId).map((message) => this.view(message));
  }

  /** Delegates an agreed plan to the orchestrator and says what was set up. */
  async approve(planId: string): Promise<Plan> {
    const { plans, clock } = this.#deps;
    const { draft, conversationId } = plans.proposed(planId);
    const delegation: ToolCall = {
      id: newId('call', clock.nowMs()),
      by: 'assistant',
      tool: 'delegate_to_orchestrator',
      arguments: { task: draft.task, flow: draft.flowText, schedule: draft.scheduleText },
      status: 'succeeded',
      result: null,
    };
    const setUp = plans.approve(planId);
    delegation.result = { flowId: setUp.flowId };
    const below = setUp.calls.map(
      (call): ToolCall => ({
        id: newId('call', clock.nowMs()),
        by: 'orchestrator',
        tool: call.tool,
        arguments: call.arguments,
        status: 'succeeded',
        result: call.result,
      }),
    );
    const plan = plans.card(planId);
    if (conversationId !== null) {
      this.#refreshCard(planId);
      const reply = this.#add(conversationId, 'assistant', '', 'streaming');
      this.#deps.events.onMessageStart(this.view(reply));
      reply.toolCalls = [delegation, ...below];
      await this.#stream(reply, setUpInWords(plan));
      this.#finish(reply, 'done');
    }
    return plan;
  }

  discard(planId: string): Plan {
    const plan = this.#deps.plans.discard(planId);
    this.#refreshCard(planId);
    return plan;
  }

  /** Another wording, name or schedule makes a new plan in the old one's place. */
  async revise(
    planId: string,
    change: { request?: string | undefined; name?: string | undefined; scheduleText?: string | undefined },
  ): Promise<Plan> {
    const { plans, brain } = this.#deps;
    const row = plans.proposed(planId);
    const context = this.#context(null);
    let draft: FlowDraft = row.draft;
    if (change.request !== undefined && change.request !== draft.request) {
      const reply = await brain.reply(change.request, context);
      if (!reply.draft)
        throw new MajordomoError({
          code: 'Plan.NotUnderstood',
          message: reply.text,
          data: { request: change.request },
        });
      draft = reply.draft;
    }
    if (change.scheduleText !== undefined && change.scheduleText !== draft.scheduleText)
      draft = await brain.reschedule(draft, change.scheduleText, context);
    if (change.name !== undefined) draft = { ...draft, name: change.name };
    const plan = plans.propose(draft, row.conversationId);
    plans.supersede(planId);
    this.#refreshCard(planId);
    if (row.conversationId !== null) {
      const reply = this.#add(
        row.conversationId,
        'assistant',
        'Here is the plan with your changes. Nothing runs until you approve it.',
        'done',
      );
      reply.planId = plan.id;
      this.#deps.events.onMessageStart(this.view(reply));
      this.#finish(reply, 'done');
    }
    return plan;
  }

  view(message: StoredMessage): Message {
    const { planId, ...rest } = message;
    return { ...rest, plan: planId === null ? null : this.#deps.plans.card(planId) };
  }

  async #answer(reply: StoredMessage, text: string): Promise<{ message: Message; asks: string[] }> {
    const { db, brain, plans, commands } = this.#deps;
    const { conversationId } = reply;
    this.#stopped.delete(conversationId);
    try {
      const answer: BrainReply = await brain.reply(text, this.#context(conversationId));
      const done = answer.command
        ? await commands.carryOut(answer.command, answer.text)
        : { text: answer.text, toolCalls: [] };
      if (answer.draft) {
        reply.planId = plans.propose(answer.draft, conversationId).id;
        this.#nameAfter(conversationId, answer.draft.name);
      }
      reply.toolCalls = done.toolCalls;
      const completed = await this.#stream(reply, done.text);
      writePending(db, conversationId, answer.pending);
      return { message: this.#finish(reply, completed ? 'done' : 'stopped'), asks: answer.asks };
    } catch (error) {
      reply.text = toWireError(error).message;
      this.#finish(reply, 'failed');
      throw error;
    }
  }

  /** Hands the text on a word at a time. Answers false when the user stopped it. */
  async #stream(reply: StoredMessage, text: string): Promise<boolean> {
    for (const piece of text.match(/\S+\s*|\s+/g) ?? []) {
      if (this.#stopped.has(reply.conversationId)) return false;
      reply.text += piece;
      this.#deps.events.onMessageDelta(reply.conversationId, reply.id, piece);
      await new Promise((resolve) => setImmediate(resolve));
    }
    return true;
  }

  #finish(reply: StoredMessage, status: Message['status']): Message {
    reply.status = status;
    updateMessage(this.#deps.db, reply);
    const message = this.view(reply);
    this.#deps.events.onMessageEnd(message);
    return message;
  }

  #refreshCard(planId: string): void {
    const stored = findMessageByPlan(this.#deps.db, planId);
    if (stored) this.#deps.events.onMessageEnd(this.view(stored));
  }

  #add(conversationId: string, role: Message['role'], text: string, status: Message['status']): StoredMessage {
    const nowMs = this.#deps.clock.nowMs();
    const message: StoredMessage = {
      id: newId('message', nowMs),
      conversationId,
      role,
      text,
      status,
      toolCalls: [],
      planId: null,
      createdAtMs: nowMs,
    };
    insertMessage(this.#deps.db, message);
    return message;
  }

  #begin(text: string): Conversation {
    const nowMs = this.#deps.clock.nowMs();
    const conversation = {
      id: newId('conversation', nowMs),
      title: titleOf(text),
      createdAtMs: nowMs,
      updatedAtMs: nowMs,
    };
    insertConversation(this.#deps.db, conversation);
    return conversation;
  }

  /** A conversation that still has its first words as a title gets the name of what came of it. */
  #nameAfter(conversationId: string, planName: string): void {
    const { db, events } = this.#deps;
    const { title } = this.#existing(conversationId);
    const [first] = listMessages(db, conversationId);
    if (!first || title !== titleOf(first.text)) return;
    renameConversation(db, conversationId, planName);
    events.onConversationsChanged();
  }

  #existing(conversationId: string): Conversation {
    const conversation = findConversation(this.#deps.db, conversationId);
    if (!conversation)
      throw new MajordomoError({
        code: 'Conversation.Unknown',
        message: 'This conversation no longer exists.',
        data: { conversationId },
      });
    return conversation;
  }

  #context(conversationId: string | null): BrainContext {
    return {
      ...this.#deps.context(),
      pending: conversationId === null ? null : readPending(this.#deps.db, conversationId),
    };
  }
}

function titleOf(text: string): string {
  const line = text.trim().split('\n')[0] ?? '';
  return line.length > longestTitle ? `${line.slice(0, longestTitle - 1).trimEnd()}…` : line;
}
