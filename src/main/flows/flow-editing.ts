/** What changes and copies flows that exist, put together for the app. */
import type { Orchestrator } from '../orchestrator/orchestrator.ts';
import type { Database } from '../store/database.ts';
import type { Clock } from '../workflow/ports.ts';
import { FlowChanges } from './flow-changes.ts';
import { FlowCopies } from './flow-copies.ts';

export interface FlowEditing {
  changes: FlowChanges;
  copies: FlowCopies;
}

export function createFlowEditing(deps: {
  db: Database;
  clock: Clock;
  timezone: string;
  orchestrator: Orchestrator;
  workspaceDir: string;
}): FlowEditing {
  return { changes: new FlowChanges(deps), copies: new FlowCopies(deps) };
}
