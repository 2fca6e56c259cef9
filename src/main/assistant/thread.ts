/** The messages of conversations as they are written: stored, and told to whoever watches. */
import type { Attachment, Conversation, Message } from '../../shared/domain/conversation.ts';
import { MajordomoError } from '../../shared/errors.ts';
import { newId } from '../ids.ts';
import type { EditedPlan } from '../planner/understanding.ts';
import type { Database } from '../store/database.ts';
import { findConversation, insertConversation, renameConversation } from '../store/tables/conversations.ts';
import {
  deleteMessagesFrom,
  findMessage,
  findMessageByPlan,
  insertMessage,
  listMessages,
  type StoredMessage,
  updateMessage,
} from '../store/tables/messages.ts';
import type { Clock } from '../workflow/ports.ts';
import type { PastMessage } from './brain.ts';
import type { Plans } from './plans.ts';

export interface ThreadEvents {
  onMessageStart(message: Message): void;
  onMessageDelta(conversationId: string, messageId: string, text: string): void;
  onMessageEnd(message: Message): void;
  onMessagesRemoved(conversationId: string, messageIds: string[]): void;
  onConversationsChanged(): void;
}

const longestTitle = 60;

export class Thread {
  readonly #deps: { db: Database; clock: Clock; plans: Plans; events: ThreadEvents };

  constructor(deps: { db: Database; clock: Clock; plans: Plans; events: ThreadEvents }) {
    this.#deps = deps;
  }

  begin(text: string): Conversation {
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

  /** @throws MajordomoError `Conversation.Unknown` */
  existing(conversationId: string): Conversation {
    const conversation = findConversation(this.#deps.db, conversationId);
    if (!conversation)
      throw new MajordomoError({
        code: 'Conversation.Unknown',
        message: 'This conversation no longer exists.',
        data: { conversationId },
      });
    return conversation;
  }

  messages(conversationId: string): StoredMessage[] {
    this.existing(conversationId);
    return listMessages(this.#deps.db, conversationId);
  }

  /** @throws MajordomoError `Message.Unknown` */
  message(messageId: string): StoredMessage {
    const message = findMessage(this.#deps.db, messageId);
    if (message) return message;
    throw new MajordomoError({
      code: 'Message.Unknown',
      message: 'This message no longer exists.',
      data: { messageId },
    });
  }

  /** What was said before this message, as a brain is given it. */
  historyBefore({ id, conversationId }: StoredMessage): PastMessage[] {
    const messages = this.messages(conversationId);
    const end = messages.findIndex((message) => message.id === id);
    return messages.slice(0, end === -1 ? messages.length : end).map(({ role, text, attachments, planId }) => {
      const plan = planId === null ? null : this.#deps.plans.row(planId);
      return { role, text, attachments, plan: plan && { name: plan.draft.name, status: plan.status } };
    });
  }

  /** The plan shown last, as a change starts from it; null when it was thrown away, or there is none. */
  lastPlan(conversationId: string): EditedPlan | null {
    const planId = this.messages(conversationId).findLast((message) => message.planId !== null)?.planId ?? null;
    const row = planId === null ? null : this.#deps.plans.row(planId);
    if (row === null || (row.status !== 'proposed' && row.status !== 'approved') || row.draft.once) return null;
    const { request, schedule, name, changes } = row.draft;
    return {
      request,
      schedule,
      name,
      flowId: row.flowId ?? changes?.flowId ?? null,
      decided: row.status === 'approved',
    };
  }

  add(
    conversationId: string,
    role: Message['role'],
    text: string,
    status: Message['status'],
    attachments: Attachment[] = [],
  ): StoredMessage {
    const nowMs = this.#deps.clock.nowMs();
    const message: StoredMessage = {
      id: newId('message', nowMs),
      conversationId,
      role,
      text,
      status,
      toolCalls: [],
      attachments,
      planId: null,
      createdAtMs: nowMs,
    };
    insertMessage(this.#deps.db, message);
    return message;
  }

  started(message: StoredMessage): void {
    this.#deps.events.onMessageStart(this.view(message));
  }

  delta(message: StoredMessage, text: string): void {
    message.text += text;
    this.#deps.events.onMessageDelta(message.conversationId, message.id, text);
  }

  /** Stored as it is now, also in the middle of it. */
  update(message: StoredMessage): Message {
    updateMessage(this.#deps.db, message);
    const view = this.view(message);
    this.#deps.events.onMessageEnd(view);
    return view;
  }

  finish(message: StoredMessage, status: Message['status']): Message {
    message.status = status;
    return this.update(message);
  }

  /** Hands a text on a word at a time. */
  async speak(message: StoredMessage, text: string, signal?: AbortSignal): Promise<void> {
    for (const piece of text.match(/\S+\s*|\s+/g) ?? []) {
      if (signal?.aborted) return;
      this.delta(message, piece);
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  /** Takes a message and all after it away, with the plans in them that nobody had decided on. */
  removeFrom(message: StoredMessage): void {
    const { db, plans, events } = this.#deps;
    const messages = this.messages(message.conversationId);
    const removed = messages.slice(messages.findIndex(({ id }) => id === message.id));
    db.transaction(() => {
      for (const { planId } of removed) if (planId !== null) plans.supersedeIfProposed(planId);
      deleteMessagesFrom(db, message.id);
    }).immediate();
    events.onMessagesRemoved(
      message.conversationId,
      removed.map(({ id }) => id),
    );
  }

  /** Plans of the conversation that a newer one takes the place of. */
  supersedePlans(conversationId: string, except: string): void {
    for (const { planId } of this.messages(conversationId))
      if (planId !== null && planId !== except && this.#deps.plans.supersedeIfProposed(planId))
        this.refreshCard(planId);
  }

  refreshCard(planId: string): void {
    const stored = findMessageByPlan(this.#deps.db, planId);
    if (stored) this.#deps.events.onMessageEnd(this.view(stored));
  }

  /** A conversation that still has its first words as a title gets the name of what came of it. */
  nameAfter(conversationId: string, planName: string): void {
    const { db, events } = this.#deps;
    const { title } = this.existing(conversationId);
    const [first] = listMessages(db, conversationId);
    if (!first || title !== titleOf(first.text)) return;
    renameConversation(db, conversationId, planName);
    events.onConversationsChanged();
  }

  view(message: StoredMessage): Message {
    const { planId, ...rest } = message;
    return { ...rest, plan: planId === null ? null : this.#deps.plans.card(planId) };
  }
}

function titleOf(text: string): string {
  const line = text.trim().split('\n')[0] ?? '';
  return line.length > longestTitle ? `${line.slice(0, longestTitle - 1).trimEnd()}…` : line;
}
