import type { ModelClient } from './model-client.ts';
import type { Models } from './models.ts';

/** The model that a worker's step asks. Its calls are not metered: a step reserves them together with its journal. */
export interface AgentModel {
  client: ModelClient;
  /** The endpoint's id. */
  endpoint: string;
  /** The endpoint's own name for the model. */
  model: string;
  maxOutputTokens: number;
}

/** Null when none is set up. */
export function agentModel(models: Models): AgentModel | null {
  const endpoint = models.forAgents();
  if (!endpoint) return null;
  const { id, model, maxOutputTokens } = endpoint;
  return { client: models.unmeteredClient(endpoint), endpoint: id, model, maxOutputTokens };
}
