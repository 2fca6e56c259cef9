/**
 * Makes grants as narrow as a definition allows: tools that no step uses are dropped, and a limit that was left out is filled in
 * from what the steps say in so many words. A limit that was given is never widened; what it does not cover is a problem.
 */
import type { Problem, State, StateMachine } from '../../shared/domain/flow-definition.ts';
import type { ToolGrant, ToolLimits, WorkerSpec } from '../../shared/domain/grant.ts';
import { isJsonObject, type JsonValue } from '../../shared/json.ts';
import { checkArguments } from '../../shared/tools/argument-problems.ts';
import { findTool } from '../../shared/tools/catalogue.ts';
import type { ToolNeeds } from '../../shared/tools/tool-spec.ts';
import { shortfallOf, shortfallWords } from '../workers/grants.ts';
import { parseResource } from '../workers/resource.ts';
import { isExpression } from '../workflow/expression.ts';

export interface NarrowedWorkers {
  workers: WorkerSpec[];
  problems: Problem[];
  /** In words: what was left out. */
  notes: string[];
}

interface Use {
  path: string;
  worker: string;
  tool: string;
  needs: ToolNeeds;
}

export function narrowGrants(
  definition: StateMachine,
  workers: readonly WorkerSpec[],
  workspaceDir: string,
): NarrowedWorkers {
  const uses: Use[] = [];
  const agents = new Set<string>();
  collect(definition.States, '', uses, agents);
  const problems: Problem[] = [];
  const notes: string[] = [];
  const narrowed = workers.map((worker): WorkerSpec => {
    const own = uses.filter((use) => use.worker === worker.name);
    const isAgent = agents.has(worker.name);
    const tools = worker.tools.flatMap((grant): ToolGrant[] => {
      const used = own.filter(({ tool }) => tool === grant.tool);
      if (used.length === 0 && !isAgent) {
        notes.push(`${worker.name} was not given ${grant.tool}: no step uses it.`);
        return [];
      }
      const limits = filled(grant.limits, used);
      const uncovered = used.flatMap(({ path, needs }): Problem[] => {
        const shortfall = shortfallOf(needs, limits, workspaceDir);
        return shortfall === null || worker.tools.filter(({ tool }) => tool === grant.tool).length > 1
          ? []
          : [
              {
                path,
                code: 'limit-too-narrow',
                message: `The worker '${worker.name}' may not use ${grant.tool} on ${shortfallWords(shortfall)}.`,
                suggestion: `Give ${grant.tool} the ${shortfall.kind} ${shortfall.wanted} in spawn_worker.`,
              },
            ];
      });
      problems.push(...uncovered);
      return [{ tool: grant.tool, limits }];
    });
    return { ...worker, tools };
  });
  return { workers: narrowed, problems, notes };
}

const limitOfNeed = { hosts: 'hosts', paths: 'folders', tables: 'tables', channels: 'channels' } as const;

function filled(limits: ToolLimits, uses: readonly Use[]): ToolLimits {
  const result: ToolLimits = { ...limits };
  for (const [need, limit] of Object.entries(limitOfNeed) as Array<
    [keyof ToolNeeds, (typeof limitOfNeed)[keyof typeof limitOfNeed]]
  >) {
    if (limits[limit] !== undefined) continue;
    const wanted = new Set(uses.flatMap(({ needs }) => needs[need] ?? []));
    if (wanted.size > 0) result[limit] = [...wanted];
  }
  return result;
}

function collect(states: Record<string, State>, path: string, uses: Use[], agents: Set<string>): void {
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
