/** Another budget for a flow: a version of its own, like any change, so that runs under way keep the one they began with. */
import type { FlowBudget } from '../../shared/domain/budget.ts';
import type { StateMachine } from '../../shared/domain/flow-definition.ts';
import type { FlowLimits } from '../../shared/domain/flow-limits.ts';
import type { Database } from '../store/database.ts';
import { insertFlowVersion, readFlowVersion } from '../store/tables/flows.ts';
import { refusalsOfFlow } from '../store/tables/refusals.ts';
import { agentsIn } from './flow-budget.ts';
import { changeableFlow, existingFlow } from './flow-views.ts';

const refusedShown = 20;

export function flowLimitsOf(db: Database, flowId: string): FlowLimits {
  const flow = existingFlow(db, flowId);
  const { budget, definition } = readFlowVersion(db, flow.id, flow.current_version);
  const seconds = definition.TimeoutSeconds;
  return {
    budget: { whenReached: 'ask', ...budget, ...(seconds === undefined ? {} : { minutesPerRun: seconds / 60 }) },
    agents: agentsIn(definition),
    refused: refusalsOfFlow(db, { flowId: flow.id, limit: refusedShown }),
  };
}

/** The whole budget: what is left out has no limit. @throws MajordomoError `Flow.Unknown`, `Flow.Cancelled` */
export function setFlowBudget(db: Database, flowId: string, budget: FlowBudget, nowMs: number): void {
  db.transaction(() => {
    const flow = changeableFlow(db, flowId);
    const version = readFlowVersion(db, flow.id, flow.current_version);
    const { id, name, task, request } = flow;
    insertFlowVersion(
      db,
      { id, name, task, request, nowMs },
      { definition: timed(version.definition, budget), workerIds: version.workerIds, budget, why: 'Another budget' },
    );
  }).immediate();
}

/** The time that is said now is the time that holds, also where it is longer than before. */
function timed(definition: StateMachine, { minutesPerRun }: FlowBudget): StateMachine {
  const { TimeoutSeconds: _before, ...rest } = definition;
  return minutesPerRun === undefined ? rest : { ...rest, TimeoutSeconds: Math.ceil(minutesPerRun * 60) };
}
