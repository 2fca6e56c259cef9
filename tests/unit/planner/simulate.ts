/** Runs a written flow in the real engine with the real tools against a fixture world: everything but the app around them. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DraftFlow } from '../../../src/main/planner/index.ts';
import { parseResource } from '../../../src/main/workers/resource.ts';
import { Engine } from '../../../src/main/workflow/engine.ts';
import { MemoryJournal } from '../../../src/main/workflow/memory-journal.ts';
import type { RunEnd, TaskOutcome, TaskRequest } from '../../../src/main/workflow/ports.ts';
import type { ToolLimits } from '../../../src/shared/domain/grant.ts';
import { MajordomoError } from '../../../src/shared/errors.ts';
import type { JsonObject, JsonValue } from '../../../src/shared/json.ts';
import { findTool } from '../../../src/shared/tools/catalogue.ts';
import { workerTools } from '../../../src/worker/tools/all.ts';
import { toolContext } from '../../support/tool-context.ts';
import { VirtualClock } from '../../support/virtual-clock.ts';

export interface Simulated {
  ends: RunEnd[];
  notifications: Array<{ title: string; body: string }>;
  tables: Record<string, JsonObject[]>;
  files: Record<string, string>;
}

export interface Load {
  cpu?: number;
  memory?: number;
  disk?: number;
}

export async function simulate(draft: DraftFlow, runs: number, load: Load = {}): Promise<Simulated> {
  const folder = mkdtempSync(join(tmpdir(), 'majordomo-planner-'));
  const seen: Simulated = { ends: [], notifications: [], tables: {}, files: {} };
  const context = toolContext({ workspaceDir: join(folder, 'workspace'), pagesDir: join(folder, 'pages') });
  const execute = async (request: TaskRequest): Promise<TaskOutcome> => {
    const resource = parseResource(request.resource);
    if (resource?.kind !== 'tool') throw new Error(`not a tool: ${request.resource}`);
    const args = permitted(draft, resource.tool, request.arguments as JsonObject);
    try {
      return { ok: true, output: await run(resource.tool, args) };
    } catch (error) {
      if (!(error instanceof MajordomoError)) throw error;
      return { ok: false, error: error.code, cause: error.message };
    }
  };
  const run = async (tool: string, args: JsonObject): Promise<JsonValue> => {
    if (tool === 'notify') {
      seen.notifications.push({ title: String(args.title), body: String(args.body ?? '') });
      return { notificationId: String(seen.notifications.length) };
    }
    if (tool === 'table_insert') {
      const table = String(args.table);
      const rows = seen.tables[table] ?? [];
      seen.tables[table] = rows;
      rows.push(args.row as JsonObject);
      return { table, rowId: rows.length };
    }
    if (tool === 'table_query') return query(seen.tables, args);
    if (tool === 'system_info')
      return {
        cpuPercent: load.cpu ?? 10,
        memoryPercent: load.memory ?? 10,
        diskPercent: load.disk ?? 10,
        uptimeSeconds: 9,
      };
    const found = workerTools.find(({ spec }) => spec.name === tool);
    if (found === undefined) throw new Error(`no tool ${tool}`);
    const granted = draft.workers[0]?.tools.find((grant) => grant.tool === tool)?.limits ?? {};
    return found.execute(args, { ...context, limits: granted });
  };
  for (let round = 0; round < runs; round += 1) seen.ends.push(await oneRun(draft, `run-${round}`, execute));
  seen.files = filesIn(join(folder, 'workspace'));
  rmSync(folder, { recursive: true, force: true });
  return seen;
}

async function oneRun(
  draft: DraftFlow,
  id: string,
  execute: (request: TaskRequest) => Promise<TaskOutcome>,
): Promise<RunEnd> {
  const clock = new VirtualClock();
  const engine = new Engine({ clock, journal: new MemoryJournal(), executor: { effectOf: () => 'pure', execute } });
  const record = {
    id,
    flowId: 'flow',
    version: 1,
    definition: draft.definition,
    input: {},
    origin: { kind: 'manual' as const },
    dryRun: false,
    startedAtMs: clock.nowMs(),
  };
  const { ended } = await engine.start(record, { fastForward: true });
  return ended;
}

/** What the broker would do: validate the arguments, refuse what the grant does not name. */
function permitted(draft: DraftFlow, tool: string, args: JsonObject): JsonObject {
  const spec = findTool(tool);
  const grant = draft.workers[0]?.tools.find((one) => one.tool === tool);
  if (spec === undefined || grant === undefined) throw new Error(`${tool} was not granted`);
  const parsed = spec.arguments.safeParse(args);
  if (!parsed.success) throw new Error(`${tool}: ${parsed.error.message}`);
  const needs = (spec.needs as (args: unknown) => Record<string, string[] | undefined>)(parsed.data);
  const limits: ToolLimits = grant.limits;
  for (const [need, limit] of [
    ['hosts', limits.hosts],
    ['paths', limits.folders],
    ['tables', limits.tables],
    ['channels', limits.channels],
  ] as const)
    for (const wanted of needs[need] ?? [])
      if (!(limit ?? []).includes(wanted)) throw new Error(`${tool} was not granted ${need} ${wanted}`);
  return parsed.data as JsonObject;
}

function query(tables: Record<string, JsonObject[]>, args: JsonObject): JsonValue {
  const rows = tables[String(args.table)];
  if (rows === undefined)
    throw new MajordomoError({ code: 'Tool.NotFound', message: `no table ${String(args.table)}` });
  const where = Object.entries((args.where ?? {}) as JsonObject);
  const found = rows.filter((row) => where.every(([column, value]) => row[column] === value));
  return { columns: [], rows: (args.descending === true ? found.toReversed() : found).slice(0, Number(args.limit)) };
}

function filesIn(folder: string): Record<string, string> {
  try {
    return Object.fromEntries(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
  } catch {
    return {};
  }
}
