/** The assistant with its brains, put together for the app. */
import type { AppEvents } from '../app-events.ts';
import type { FlowControl } from '../flows/flow-control.ts';
import type { Models } from '../models/models.ts';
import type { Orchestrator } from '../orchestrator/orchestrator.ts';
import type { ApiKeys } from '../secrets/api-keys.ts';
import type { Database } from '../store/database.ts';
import type { Broker } from '../workers/broker.ts';
import type { Clock } from '../workflow/ports.ts';
import { Assistant } from './assistant.ts';
import { createBrains } from './brains.ts';
import { DeletedConversations } from './deleted-conversations.ts';
import { FlowCommands } from './flow-commands.ts';
import { knownFlows } from './known-flows.ts';
import type { Memory } from './memory.ts';
import { createOnceRun } from './once-run.ts';
import type { PlannerBrain } from './planner-brain.ts';
import type { Plans } from './plans.ts';

export interface CreateAssistantDeps {
  db: Database;
  clock: Clock;
  timezone: string;
  events: AppEvents;
  models: Models;
  memory: Memory;
  planner: PlannerBrain;
  plans: Plans;
  control: FlowControl;
  broker: Broker;
  orchestrator: Orchestrator;
  keys: Pick<ApiKeys, 'list'>;
  promptsDir: string;
  workspaceDir: string;
}

export function createAssistant(deps: CreateAssistantDeps): Assistant {
  const { db, clock, control, events, keys, memory, plans, timezone } = deps;
  const commands = new FlowCommands({ db, clock, control });
  return new Assistant({
    db,
    clock,
    plans,
    commands,
    brain: createBrains({ ...deps, commands, nowMs: () => clock.nowMs() }),
    runOnce: createOnceRun({ db, clock, control }),
    deleted: new DeletedConversations({ db, clock, onChanged: () => events.emit('conversations:changed', {}) }),
    context: () => ({
      timezone,
      nowMs: clock.nowMs(),
      facts: memory.list(),
      keys: keys.list().map(({ name, hosts }) => ({ name, hosts })),
      flows: knownFlows(db),
    }),
    events: {
      onMessageStart: (message) => events.emit('chat:message-start', { message }),
      onMessageDelta: (conversationId, messageId, text) =>
        events.emit('chat:message-delta', { conversationId, messageId, text }),
      onMessageEnd: (message) => events.emit('chat:message-end', { message }),
      onMessagesRemoved: (conversationId, messageIds) =>
        events.emit('chat:messages-removed', { conversationId, messageIds }),
      onConversationsChanged: () => events.emit('conversations:changed', {}),
    },
  });
}
