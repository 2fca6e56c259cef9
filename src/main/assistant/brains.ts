/** Who answers: the built-in planner, the model that is set, or one that was named for a turn. */
import { newId } from '../ids.ts';
import type { Models } from '../models/models.ts';
import type { Orchestrator } from '../orchestrator/orchestrator.ts';
import type { Database } from '../store/database.ts';
import { insertRefusal } from '../store/tables/refusals.ts';
import type { Broker } from '../workers/broker.ts';
import type { Brain } from './brain.ts';
import type { FlowCommands } from './flow-commands.ts';
import type { Memory } from './memory.ts';
import { ModelBrain } from './model-brain.ts';
import type { PlannerBrain } from './planner-brain.ts';
import { PlannerWithMemory } from './planner-with-memory.ts';
import { promptsFrom } from './prompts.ts';

export interface BrainsDeps {
  db: Database;
  nowMs: () => number;
  models: Models;
  memory: Memory;
  planner: PlannerBrain;
  broker: Broker;
  orchestrator: Orchestrator;
  commands: FlowCommands;
  promptsDir: string;
  workspaceDir: string;
}

/** @returns by a model's name, null for whoever is set. It throws `Model.Unknown`, `Model.NotTested`. */
export function createBrains(deps: BrainsDeps): (model: string | null) => Brain {
  const { db, nowMs, models, memory, planner, broker, orchestrator, commands, workspaceDir } = deps;
  const prompts = promptsFrom(deps.promptsDir);
  const withoutModel = new PlannerWithMemory(planner, memory);
  return (model) => {
    const endpoint =
      model === null || model === 'planner' ? (model === null ? models.current() : null) : models.named(model);
    if (endpoint === null) return withoutModel;
    return new ModelBrain({
      endpoint,
      client: (role) => models.client(endpoint, role),
      prompts,
      broker,
      workspaceDir,
      // What its workers may use is filled in from the steps, or found wanting, once it is valid.
      refuseInvalid: (draft) => orchestrator.refuseInvalid(draft, { grantsOpen: true }),
      readSchedule: (text, context) => planner.readSchedule(text, { timezone: context.timezone, nowMs: context.nowMs }),
      planner,
      manage: async (command) => (await commands.carryOut(command, '')).text,
      remember: (text) => memory.add(text),
      forget: (factId) => memory.remove(factId),
      onRefused: ({ turnId, by, tool, reason }) =>
        insertRefusal(db, { id: newId('refusal', nowMs()), runId: turnId, worker: by, tool, reason, atMs: nowMs() }),
    });
  };
}
