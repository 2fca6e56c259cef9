/**
 * The executive assistant: the conversation with the user. Owns: turns, and what a turn leads to.
 * It agrees on a plan and, on approval, the orchestrator sets it up; it never spawns workers itself.
 */
import type { Attachment, Conversation, Message, ToolCall } from '../../shared/domain/conversation.ts';
import type { Plan } from '../../shared/domain/plan.ts';
import { MajordomoError, toWireError } from '../../shared/errors.ts';
import type { FlowDraft } from '../flows/flow-draft.ts';
import { newId } from '../ids.ts';
import type { Database } from '../store/database.ts';
import { readPending, touchConversation, writePending } from '../store/tables/conversations.ts';
import type { StoredMessage } from '../store/tables/messages.ts';
import type { Clock } from '../workflow/ports.ts';
import type { Brain, BrainContext, BrainReply, LiveReply } from './brain.ts';
import type { DeletedConversations } from './deleted-conversations.ts';
import type { FlowCommands } from './flow-commands.ts';
import type { OnceRun } from './once-run.ts';
import type { Plans } from './plans.ts';
import { setUpInWords } from './set-up-words.ts';
import { Thread, type ThreadEvents } from './thread.ts';

export interface AssistantDeps {
  db: Database;
  clock: Clock;
  /** A model by name, or who answers in the chat now. @throws MajordomoError `Model.Unknown`, `Model.NotTested` */
  brain: (model: string | null) => Brain;
  plans: Plans;
  commands: FlowCommands;
  context: () => Omit<BrainContext, 'pending' | 'history' | 'plan'>;
  /** Runs what was approved to happen once. */
  runOnce: OnceRun;
  events: ThreadEvents;
  deleted: DeletedConversations;
}

export interface Turn {
  conversation: Conversation;
  userMessage: Message;
  replyId: string;
  /** The finished reply, and what it still needs to know. */
  done: Promise<{ message: Message; asks: string[] }>;
}

export interface Sent {
  conversationId: string | null;
  text: string;
  attachments?: Attachment[] | undefined;
  /** Asks this model in place of the one that is set. */
  model?: string | null | undefined;
}

export class Assistant {
  readonly #deps: AssistantDeps;
  readonly #thread: Thread;
  /** Replies under way, by conversation. */
  readonly #underWay = new Map<string, AbortController>();

  constructor(deps: AssistantDeps) {
    this.#deps = deps;
    this.#thread = new Thread(deps);
  }

  /** Stores what the user said and starts the reply; a null conversation begins a new one. */
  send({ conversationId, text, attachments = [], model = null }: Sent): Turn {
    const brain = this.#deps.brain(model);
    const conversation = conversationId === null ? this.#thread.begin(text) : this.#thread.existing(conversationId);
    this.#refuseBusy(conversation.id);
    const said = this.#thread.add(conversation.id, 'user', text, 'done', attachments);
    return this.#turn(conversation, said, brain);
  }

  /** The latest answer again. @throws MajordomoError `Chat.Busy`, `Chat.NothingToAnswer` */
  regenerate(conversationId: string): Turn {
    const brain = this.#deps.brain(null);
    const conversation = this.#thread.existing(conversationId);
    this.#refuseBusy(conversationId);
    const messages = this.#thread.messages(conversationId);
    const place = messages.findLastIndex(({ role }) => role === 'user');
    const said = messages[place];
    if (!said)
      throw new MajordomoError({
        code: 'Chat.NothingToAnswer',
        message: 'There is nothing to answer in this conversation.',
      });
    const after = messages[place + 1];
    if (after) this.#thread.removeFrom(after);
    return this.#turn(conversation, said, brain);
  }

  /** What the user said in other words: it and all that followed is taken away and answered anew. @throws MajordomoError `Chat.Busy` */
  edit(messageId: string, text: string): Turn {
    const before = this.#thread.message(messageId);
    if (before.role !== 'user')
      throw new MajordomoError({
        code: 'Chat.NotYours',
        message: 'Only what you said can be edited.',
        data: { messageId },
      });
    this.#refuseBusy(before.conversationId);
    this.#thread.removeFrom(before);
    return this.send({ conversationId: before.conversationId, text, attachments: before.attachments });
  }

  stop(conversationId: string): void {
    this.#underWay.get(conversationId)?.abort();
  }

  /** The app ends: no model goes on being asked. */
  stopAll(): void {
    for (const controller of this.#underWay.values()) controller.abort();
    this.#deps.deleted.stop();
  }

  /** Out of sight, with an answer that is being written; `restore` brings it back for some minutes. @throws MajordomoError `Conversation.Unknown` */
  delete(conversationId: string): void {
    this.#deps.deleted.delete(conversationId);
    this.stop(conversationId);
  }

  /** @throws MajordomoError `Conversation.Unknown` */
  restore(conversationId: string): Conversation {
    return this.#deps.deleted.restore(conversationId);
  }

  /** @throws MajordomoError `Conversation.Unknown` */
  conversation(conversationId: string): Conversation {
    return this.#thread.existing(conversationId);
  }

  messages(conversationId: string): Message[] {
    return this.#thread.messages(conversationId).map((message) => this.#thread.view(message));
  }

  /** Delegates an agreed plan to the orchestrator and says what was set up; a plan for once is run. */
  async approve(planId: string): Promise<Plan> {
    const { plans } = this.#deps;
    const { draft, conversationId } = plans.proposed(planId);
    const setUp = plans.approve(planId);
    const plan = plans.card(planId);
    const told = conversationId !== null;
    if (told) this.#thread.refreshCard(planId);
    const reply = told ? this.#thread.add(conversationId, 'assistant', '', 'streaming') : null;
    if (reply) this.#thread.started(reply);
    if (draft.once) {
      const { toolCalls, text, ok } = await this.#deps.runOnce(setUp.flowId);
      if (reply) await this.#conclude(reply, toolCalls, text, ok ? 'done' : 'failed');
      return plan;
    }
    const calls: ToolCall[] = setUp.calls.map((call) =>
      this.#call('orchestrator', call.tool, call.arguments, call.result),
    );
    const delegation = this.#call(
      'assistant',
      'delegate_to_orchestrator',
      { task: draft.task, flow: draft.flowText, schedule: draft.scheduleText },
      { flowId: setUp.flowId },
    );
    if (reply) await this.#conclude(reply, [delegation, ...calls], setUpInWords(plan), 'done');
    return plan;
  }

  discard(planId: string): Plan {
    const plan = this.#deps.plans.discard(planId);
    this.#thread.refreshCard(planId);
    return plan;
  }

  /** Another wording, name or schedule makes a new plan in the old one's place. */
  async revise(
    planId: string,
    change: { request?: string | undefined; name?: string | undefined; scheduleText?: string | undefined },
  ): Promise<Plan> {
    const { plans } = this.#deps;
    const brain = this.#deps.brain(null);
    const row = plans.proposed(planId);
    const context = this.#context(null, []);
    let draft: FlowDraft = row.draft;
    if (change.request !== undefined && change.request !== draft.request) {
      const unseen: LiveReply = {
        id: newId('turn', this.#deps.clock.nowMs()),
        signal: new AbortController().signal,
        onText: () => undefined,
        onToolCall: () => undefined,
      };
      const reply = await brain.reply({ text: change.request, attachments: [] }, context, unseen);
      if (!reply.draft)
        throw new MajordomoError({
          code: 'Plan.NotUnderstood',
          message: reply.text.trim() || 'No plan came of these words. Say what should happen, and when.',
          data: { request: change.request },
        });
      draft = reply.draft;
    }
    if (change.scheduleText !== undefined && change.scheduleText !== draft.scheduleText)
      draft = await brain.reschedule(draft, change.scheduleText, context);
    if (change.name !== undefined) draft = { ...draft, name: change.name };
    const plan = plans.propose(draft, row.conversationId);
    plans.supersede(planId);
    this.#thread.refreshCard(planId);
    if (row.conversationId !== null) {
      const text = 'Here is the plan with your changes. Nothing runs until you approve it.';
      const reply = this.#thread.add(row.conversationId, 'assistant', text, 'done');
      reply.planId = plan.id;
      this.#thread.started(reply);
      this.#thread.finish(reply, 'done');
    }
    return plan;
  }

  #turn(conversation: Conversation, said: StoredMessage, brain: Brain): Turn {
    const { db, clock, events } = this.#deps;
    const reply = this.#thread.add(conversation.id, 'assistant', '', 'streaming');
    touchConversation(db, conversation.id, clock.nowMs());
    events.onConversationsChanged();
    this.#thread.started(reply);
    const stop = new AbortController();
    this.#underWay.set(conversation.id, stop);
    const done = this.#answer(reply, said, brain, stop.signal).finally(() => this.#underWay.delete(conversation.id));
    // The reply's failure is its own status; whoever waits for `done` sees it too.
    done.catch(() => undefined);
    return { conversation, userMessage: this.#thread.view(said), replyId: reply.id, done };
  }

  async #answer(
    reply: StoredMessage,
    said: StoredMessage,
    brain: Brain,
    signal: AbortSignal,
  ): Promise<{ message: Message; asks: string[] }> {
    const { db, plans, commands } = this.#deps;
    const { conversationId } = reply;
    try {
      const context = this.#context(conversationId, this.#thread.historyBefore(said));
      const answer: BrainReply = await brain.reply(said, context, this.#live(reply, signal));
      const done = answer.command
        ? await commands.carryOut(answer.command, answer.text)
        : { text: answer.text, toolCalls: [] };
      if (answer.draft && !signal.aborted) {
        reply.planId = plans.propose(answer.draft, conversationId).id;
        if (answer.replaces) this.#thread.supersedePlans(conversationId, reply.planId);
        this.#thread.nameAfter(conversationId, answer.draft.name);
      }
      reply.toolCalls.push(...done.toolCalls);
      await this.#thread.speak(reply, done.text, signal);
      writePending(db, conversationId, answer.pending);
      return { message: this.#thread.finish(reply, signal.aborted ? 'stopped' : 'done'), asks: answer.asks };
    } catch (error) {
      closeCalls(reply);
      if (signal.aborted) return { message: this.#thread.finish(reply, 'stopped'), asks: [] };
      const { message } = toWireError(error);
      reply.text = reply.text.trim() === '' ? message : `${reply.text.trimEnd()}\n\n${message}`;
      this.#thread.finish(reply, 'failed');
      throw error;
    }
  }

  #live(reply: StoredMessage, signal: AbortSignal): LiveReply {
    return {
      id: reply.id,
      signal,
      onText: (delta) => this.#thread.delta(reply, delta),
      onToolCall: (call) => {
        const place = reply.toolCalls.findIndex(({ id }) => id === call.id);
        if (place === -1) reply.toolCalls.push(call);
        else reply.toolCalls[place] = call;
        this.#thread.update(reply);
      },
    };
  }

  async #conclude(reply: StoredMessage, calls: ToolCall[], text: string, status: Message['status']): Promise<void> {
    reply.toolCalls = calls;
    await this.#thread.speak(reply, text);
    this.#thread.finish(reply, status);
  }

  #call(by: ToolCall['by'], tool: string, args: ToolCall['arguments'], result: ToolCall['result']): ToolCall {
    return { id: newId('call', this.#deps.clock.nowMs()), by, tool, arguments: args, status: 'succeeded', result };
  }

  #refuseBusy(conversationId: string): void {
    if (this.#underWay.has(conversationId))
      throw new MajordomoError({
        code: 'Chat.Busy',
        message: 'The answer before this is still being written. Stop it, or wait for its end.',
        data: { conversationId },
      });
  }

  #context(conversationId: string | null, history: BrainContext['history']): BrainContext {
    return {
      ...this.#deps.context(),
      history,
      pending: conversationId === null ? null : readPending(this.#deps.db, conversationId),
      plan: conversationId === null ? null : this.#thread.lastPlan(conversationId),
    };
  }
}

/** Calls that were under way when the reply ended have no result any more. */
function closeCalls(reply: StoredMessage): void {
  reply.toolCalls = reply.toolCalls.map((call) =>
    call.status === 'running' ? { ...call, status: 'failed', result: { error: { message: 'It was stopped.' } } } : call,
  );
}
