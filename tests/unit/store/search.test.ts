/** Searching everything. Hunts: something that is said or named and cannot be found, something deleted that still is. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Database, openDatabase } from '../../../src/main/store/database.ts';
import { SqliteJournal } from '../../../src/main/store/journal.ts';
import {
  hideConversation,
  insertConversation,
  purgeConversations,
  renameConversation,
  restoreConversation,
} from '../../../src/main/store/tables/conversations.ts';
import { insertFlow } from '../../../src/main/store/tables/flows.ts';
import { insertMessage, updateMessage } from '../../../src/main/store/tables/messages.ts';
import { insertNotification } from '../../../src/main/store/tables/notifications.ts';
import { searchEverything } from '../../../src/main/store/tables/search.ts';
import type { StateMachine } from '../../../src/shared/domain/flow-definition.ts';
import type { SearchHit } from '../../../src/shared/domain/search.ts';

const definition: StateMachine = { StartAt: 'Done', States: { Done: { Type: 'Succeed' } } };
let db: Database;
beforeEach(() => {
  db = openDatabase(':memory:');
  insertConversation(db, { id: 'c1', title: 'Kettle price', createdAtMs: 1, updatedAtMs: 1 });
  const flow = {
    id: 'f1',
    name: 'Kettle watch',
    task: 'Watch it',
    request: 'Check the kettle',
    listed: true,
    userId: 'u',
  };
  insertFlow(db, { ...flow, nowMs: 2 }, { definition, workerIds: {} });
});
afterEach(() => db.close());

const found = (text: string): string[] => searchEverything(db, text, 20).map(({ kind, id }) => `${kind} ${id}`);
const say = (id: string, text: string, status: 'done' | 'streaming' = 'done') =>
  ({
    id,
    conversationId: 'c1',
    role: 'user',
    text,
    status,
    toolCalls: [],
    planId: null,

    createdAtMs: 3,
  }) as const;

describe('search', () => {
  it('finds a conversation, its messages, a flow, a notification and a failed run by the beginnings of words', async () => {
    insertMessage(db, { ...say('m1', 'How much is the Kéttle today?'), toolCalls: [], attachments: [] });
    insertNotification(db, {
      id: 'n1',
      key: 'n1',
      kind: 'flow',
      title: 'Kettle is $89.50',
      body: 'below $100',
      flowId: 'f1',
      runId: 'r0',
      createdAtMs: 4,
    });
    const journal = new SqliteJournal(db);
    await journal.create(
      {
        id: 'r1',
        flowId: 'f1',
        version: 1,
        definition,
        input: {},
        origin: { kind: 'manual' },
        dryRun: false,
        startedAtMs: 5,
      },
      [],
    );
    const end = {
      status: 'FAILED' as const,
      output: null,
      error: 'Tool.HttpStatus',
      cause: 'kettle shop closed',
      endedAtMs: 6,
    };
    await journal.append('r1', [], end);
    expect(new Set(found('kett'))).toEqual(
      new Set(['conversation c1', 'message m1', 'flow f1', 'notification n1', 'run r1']),
    );
    expect(found('kettle closed')).toEqual(['run r1']);
    const run = searchEverything(db, 'closed', 1)[0];
    expect(run).toEqual<SearchHit>({
      kind: 'run',
      id: 'r1',
      parent: 'f1',
      title: 'Kettle watch',
      excerpt: 'kettle shop \u0002closed\u0003',
      atMs: 5,
    });
  });

  it('puts a name before a text', () => {
    insertMessage(db, { ...say('m1', 'kettle kettle kettle'), toolCalls: [], attachments: [] });
    expect(found('kettle').indexOf('flow f1')).toBeLessThan(found('kettle').indexOf('message m1'));
  });

  it('follows a reply that is written, a new name, and a deletion', () => {
    const reply = { ...say('m2', '', 'streaming'), role: 'assistant' as const, toolCalls: [], attachments: [] };
    insertMessage(db, reply);
    expect(found('orchard')).toEqual([]);
    updateMessage(db, { ...reply, text: 'The orchard is open', status: 'done' });
    expect(found('orchard')).toEqual(['message m2']);
    renameConversation(db, 'c1', 'Teapots');
    expect(found('teapots')).toEqual(['conversation c1']);
    expect(found('price')).toEqual([]);
    hideConversation(db, 'c1', 10);
    expect([...found('orchard'), ...found('teapots')]).toEqual([]);
    expect(restoreConversation(db, 'c1')).toBe(true);
    expect(found('teapots')).toEqual(['conversation c1']);
    hideConversation(db, 'c1', 10);
    expect(purgeConversations(db, 10)).toBe(1);
    expect([...found('orchard'), ...found('teapots')]).toEqual([]);
    expect(restoreConversation(db, 'c1')).toBe(false);
  });

  it('finds only what is asked for, when it is asked for some kinds', () => {
    insertMessage(db, { ...say('m1', 'The kettle again'), toolCalls: [], attachments: [] });
    const kinds = searchEverything(db, 'kettle', 20, ['conversation', 'message']).map(({ kind }) => kind);
    expect(kinds.sort()).toEqual(['conversation', 'message']);
  });

  it('takes what a person types for words, not for a query', () => {
    for (const typed of ['"', 'kettle"', 'NEAR(', 'title:kettle', '*', "'; DROP TABLE messages; --", '   '])
      expect(() => found(typed), typed).not.toThrow();
    expect(found('title:kettle')).toEqual([]);
    expect(found('AND')).toEqual([]);
  });
});
