/** What the steps of a definition ask of their workers, as far as it is written out. */
import type { State, StateMachine } from '../../shared/domain/flow-definition.ts';
import { isJsonObject, type JsonValue } from '../../shared/json.ts';
import { checkArguments } from '../../shared/tools/argument-problems.ts';
import { findTool } from '../../shared/tools/catalogue.ts';
import type { ToolNeeds } from '../../shared/tools/tool-spec.ts';
import { parseResource } from '../workers/resource.ts';
import { isExpression } from '../workflow/expression.ts';

export interface ToolUse {
  /** JSON Pointer of the call's arguments. */
  path: string;
  worker: string;
  tool: string;
  needs: ToolNeeds;
}

/** @param definition a valid one. @returns every tool call, and the names of the workers that steps are handed to as agents */
export function usesIn(definition: StateMachine): { uses: ToolUse[]; agents: Set<string> } {
  const uses: ToolUse[] = [];
  const agents = new Set<string>();
  collect(definition.States, '', uses, agents);
  return { uses, agents };
}

function collect(states: Record<string, State>, path: string, uses: ToolUse[], agents: Set<string>): void {
  for (const [name, state] of Object.entries(states)) {
    const at = `${path}/States/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    if (state.Type === 'Parallel')
      for (const [index, branch] of state.Branches.entries())
        collect(branch.States, `${at}/Branches/${index}`, uses, agents);
    if (state.Type === 'Map') collect(state.ItemProcessor.States, `${at}/ItemProcessor`, uses, agents);
    if (state.Type !== 'Task') continue;
    const resource = parseResource(state.Resource);
    if (resource?.kind === 'agent') agents.add(resource.worker);
    if (resource?.kind === 'tool')
      uses.push({
        path: `${at}/Arguments`,
        worker: resource.worker,
        tool: resource.tool,
        needs: staticNeeds(resource.tool, state.Arguments ?? {}),
      });
  }
}

/** What a call needs as far as it is written out; an expression is only known when it runs, and the broker checks it then. */
function staticNeeds(tool: string, args: JsonValue): ToolNeeds {
  const spec = findTool(tool);
  if (!spec || !isJsonObject(args)) return {};
  // The arguments that name a place are written out or computed as a whole; whatever else is computed stands in as a word.
  const checked = checkArguments(spec, args);
  if (!checked.ok) return {};
  const needs = spec.needs(checked.arguments);
  return Object.fromEntries(
    Object.entries(needs).map(([need, values]) => [need, (values as string[]).filter((value) => !isExpression(value))]),
  );
}
