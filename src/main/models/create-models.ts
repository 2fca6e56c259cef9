import type { Budgets } from '../budgets/budgets.ts';
import { meter } from '../budgets/meter.ts';
import { Models, type ModelsDeps } from './models.ts';

/** Models whose every call is reserved in the budgets before it is made. */
export function createModels(deps: Omit<ModelsDeps, 'metered' | 'environment'> & { budgets: Budgets }): Models {
  const { budgets, ...rest } = deps;
  return new Models({
    ...rest,
    environment: process.env,
    metered: (client, endpoint, role) => meter(client, { role, endpoint: endpoint.id }, budgets),
  });
}
