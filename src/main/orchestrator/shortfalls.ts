/** What a definition asks for beyond the grants of its workers, and grants with that added once the user agreed to it. */
import type { Shortfall } from '../../shared/domain/flow-change.ts';
import type { Problem, StateMachine } from '../../shared/domain/flow-definition.ts';
import type { WorkerSpec } from '../../shared/domain/grant.ts';
import { grantFor, shortfallWords } from '../workers/grants.ts';
import { usesIn } from './static-uses.ts';

const limitOfKind = { host: 'hosts', folder: 'folders', table: 'tables', channel: 'channels', key: 'keys' } as const;

export interface FoundShortfall extends Shortfall {
  problem: Problem;
}

/** @param definition a valid one */
export function shortfallsOf(
  definition: StateMachine,
  workers: readonly WorkerSpec[],
  workspaceDir: string,
): FoundShortfall[] {
  return usesIn(definition).uses.flatMap(({ path, worker: name, tool, needs }): FoundShortfall[] => {
    const worker = workers.find((candidate) => candidate.name === name);
    const missing = worker && grantFor(tool, needs, worker.tools, workspaceDir)?.shortfall;
    if (!missing) return [];
    return [
      {
        worker: name,
        tool,
        limit: limitOfKind[missing.kind],
        value: missing.wanted,
        problem: {
          path,
          code: 'limit-too-narrow',
          message: `The worker '${name}' may not use ${tool} on ${shortfallWords(missing)}.`,
          suggestion: 'Allow it when you save, or write something that it may use.',
        },
      },
    ];
  });
}

/** The workers with what was agreed to and nothing else. */
export function widened(workers: readonly WorkerSpec[], allowed: readonly Shortfall[]): WorkerSpec[] {
  return workers.map((worker) => {
    const own = allowed.filter((one) => one.worker === worker.name);
    if (own.length === 0) return worker;
    const done = new Set<string>();
    const tools = worker.tools.map((grant) => {
      // A tool may be granted several times; the first of them is the one that was found wanting.
      const more = done.has(grant.tool) ? [] : own.filter(({ tool }) => tool === grant.tool);
      done.add(grant.tool);
      const limits = { ...grant.limits };
      for (const { limit, value } of more) limits[limit] = [...new Set([...(limits[limit] ?? []), value])];
      return { ...grant, limits };
    });
    return { ...worker, tools };
  });
}
