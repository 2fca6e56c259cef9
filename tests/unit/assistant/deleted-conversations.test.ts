/** Deleting a conversation. Hunts: one that comes back by itself, one that cannot be brought back, one that never goes. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DeletedConversations, keepDeletedMs } from '../../../src/main/assistant/deleted-conversations.ts';
import { type Database, openDatabase } from '../../../src/main/store/database.ts';
import {
  findConversation,
  insertConversation,
  listConversations,
} from '../../../src/main/store/tables/conversations.ts';
import { VirtualClock } from '../../support/virtual-clock.ts';

let db: Database;
let deleted: DeletedConversations;
let changes: number;
let clock: VirtualClock;
beforeEach(() => {
  clock = new VirtualClock();
  db = openDatabase(':memory:');
  for (const id of ['a', 'b']) insertConversation(db, { id, title: id, createdAtMs: 1, updatedAtMs: 1 });
  changes = 0;
  deleted = new DeletedConversations({ db, clock, onChanged: () => (changes += 1) });
});
afterEach(() => {
  deleted.stop();
  db.close();
});

const shown = (): string[] => listConversations(db).map(({ id }) => id);
const kept = (): number => db.prepare('SELECT count(*) FROM conversations').pluck().get() as number;

describe('a deleted conversation', () => {
  it('is out of sight at once, and back as it was', () => {
    const before = findConversation(db, 'a');
    deleted.delete('a');
    expect(shown()).toEqual(['b']);
    expect(findConversation(db, 'a')).toBeUndefined();
    expect(deleted.restore('a')).toEqual(before);
    expect(changes).toBe(2);
  });

  it('is gone for good some minutes later, and then cannot be brought back', () => {
    deleted.delete('a');
    clock.advanceTo(clock.nowMs() + keepDeletedMs - 1);
    expect(kept()).toBe(2);
    clock.advanceTo(clock.nowMs() + 1);
    expect(kept()).toBe(1);
    expect(() => deleted.restore('a')).toThrow(expect.objectContaining({ code: 'Conversation.Unknown' }));
  });

  it('goes also when another one was deleted after it', () => {
    deleted.delete('a');
    clock.advanceTo(clock.nowMs() + keepDeletedMs / 2);
    deleted.delete('b');
    clock.advanceTo(clock.nowMs() + keepDeletedMs);
    expect(kept()).toBe(0);
  });

  it('cannot be deleted again, nor brought back without having been deleted', () => {
    deleted.delete('a');
    expect(() => deleted.delete('a')).toThrow(expect.objectContaining({ code: 'Conversation.Unknown' }));
    expect(() => deleted.restore('b')).toThrow(expect.objectContaining({ code: 'Conversation.Unknown' }));
  });
});
