/** A worker's grant as the tools a model is offered. */
import { z } from 'zod';
import type { ToolGrant } from '../../shared/domain/grant.ts';
import type { JsonObject } from '../../shared/json.ts';
import { findTool } from '../../shared/tools/catalogue.ts';
import type { ModelTool } from '../models/model-client.ts';

export function agentTools(grants: readonly ToolGrant[]): ModelTool[] {
  const names = [...new Set(grants.map(({ tool }) => tool))];
  return names.flatMap((name): ModelTool[] => {
    const spec = findTool(name);
    if (!spec) return [];
    // What a model writes is the input side: defaults may be left out.
    const { $schema: _dialect, ...parameters } = z.toJSONSchema(spec.arguments, {
      io: 'input',
      unrepresentable: 'any',
    }) as JsonObject;
    const limits = grants.filter(({ tool }) => tool === name).map((grant) => spec.may(grant.limits));
    const allowed = limits.filter((words) => words !== '').join('; ');
    const description = allowed === '' ? spec.description : `${spec.description} You may only: ${allowed}.`;
    return [{ name, description, parameters }];
  });
}
