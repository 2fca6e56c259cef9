/**
 * Makes grants as narrow as a definition allows: tools that no step uses are dropped, and a limit that was left out is filled in
 * from what the steps say in so many words. A limit that was given is never widened; what it does not cover is a problem.
 */
import type { Problem, StateMachine } from '../../shared/domain/flow-definition.ts';
import type { ToolGrant, ToolLimits, WorkerSpec } from '../../shared/domain/grant.ts';
import type { ToolNeeds } from '../../shared/tools/tool-spec.ts';
import { shortfallOf, shortfallWords } from '../workers/grants.ts';
import { type ToolUse, usesIn } from './static-uses.ts';

export interface NarrowedWorkers {
  workers: WorkerSpec[];
  problems: Problem[];
  /** In words: what was left out. */
  notes: string[];
}

export function narrowGrants(
  definition: StateMachine,
  workers: readonly WorkerSpec[],
  workspaceDir: string,
): NarrowedWorkers {
  const { uses, agents } = usesIn(definition);
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

const limitOfNeed = { hosts: 'hosts', paths: 'folders', tables: 'tables', channels: 'channels', keys: 'keys' } as const;

function filled(limits: ToolLimits, uses: readonly ToolUse[]): ToolLimits {
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
