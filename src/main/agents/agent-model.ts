/** The model that an agent asks: a port; the app chooses one of those the user configured. */
import type { WireError } from '../../shared/errors.ts';
import type { AgentModel } from '../models/agent-model.ts';

/** Null when none is configured. */
export type ChooseAgentModel = () => AgentModel | null;

export function noModel(worker: string): WireError {
  return {
    code: 'Model.None',
    message: `The step is handed to the worker '${worker}', who asks a model, and no model is set up. Add one and test it ('model add'), or write the step with a tool: 'worker:${worker}/<tool>'.`,
    data: { worker },
  };
}
