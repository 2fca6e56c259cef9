/**
 * Conversations on their way out. Owns: how long a deleted one can be brought back, and its end.
 *
 * D1 A deleted conversation is nowhere to be seen, and all of it is there when it is restored.
 * D2 After `keepDeletedMs` it is gone for good; when the app was closed meanwhile, soon after its next start.
 */
import type { Conversation } from '../../shared/domain/conversation.ts';
import { MajordomoError } from '../../shared/errors.ts';
import type { Database } from '../store/database.ts';
import {
  findConversation,
  hideConversation,
  purgeConversations,
  restoreConversation,
} from '../store/tables/conversations.ts';
import type { Clock } from '../workflow/ports.ts';

/** Longer than any note that offers to undo it. */
export const keepDeletedMs = 5 * 60_000;

export interface DeletedConversationsDeps {
  db: Database;
  clock: Clock;
  onChanged: () => void;
}

export class DeletedConversations {
  readonly #deps: DeletedConversationsDeps;
  #endPurge: () => void = () => undefined;

  constructor(deps: DeletedConversationsDeps) {
    this.#deps = deps;
  }

  /** @throws MajordomoError `Conversation.Unknown` */
  delete(conversationId: string): void {
    const { db, clock, onChanged } = this.#deps;
    if (!findConversation(db, conversationId)) throw unknown(conversationId);
    hideConversation(db, conversationId, clock.nowMs());
    // Put off with each one: the last one deleted is the last to go.
    this.#endPurge();
    const purge = (): void => void purgeConversations(db, clock.nowMs() - keepDeletedMs);
    this.#endPurge = clock.setTimer(clock.nowMs() + keepDeletedMs, purge);
    onChanged();
  }

  /** @throws MajordomoError `Conversation.Unknown`: it is gone for good */
  restore(conversationId: string): Conversation {
    const { db, onChanged } = this.#deps;
    const restored = restoreConversation(db, conversationId);
    const conversation = restored ? findConversation(db, conversationId) : undefined;
    if (!conversation) throw unknown(conversationId);
    onChanged();
    return conversation;
  }

  stop(): void {
    this.#endPurge();
  }
}

function unknown(conversationId: string): MajordomoError {
  return new MajordomoError({
    code: 'Conversation.Unknown',
    message: 'This conversation no longer exists.',
    data: { conversationId },
  });
}
