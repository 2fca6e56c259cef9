/**
 * What the orchestrator's tools write while a model works: workers, flows and cancellations that are proposed, none of which exist.
 * Owns: the draft under way and its checks. The plan's approval sets it up, unchanged.
 *
 * D1 Nothing here is stored or scheduled.
 * D2 A flow is in the draft only if it could be set up as it stands: valid, with granted tools, with a schedule that was understood.
 */
import type { z } from 'zod';
import type { Problem, StateMachine } from '../../shared/domain/flow-definition.ts';
import type { WorkerSpec } from '../../shared/domain/grant.ts';
import type { ScheduleSpec } from '../../shared/domain/schedule.ts';
import { MajordomoError, type Result, toWireError } from '../../shared/errors.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../../shared/json.ts';
import { findTool, toolNames } from '../../shared/tools/catalogue.ts';
import { nearestName } from '../../shared/tools/nearest-name.ts';
import type { FlowDraft } from '../flows/flow-draft.ts';
import { failureWords } from './failure-words.ts';
import { narrowGrants } from './narrow-grants.ts';
import {
  cancelFlowArguments,
  listFlowsArguments,
  type OrchestratorToolName,
  scheduleFlowArguments,
  spawnWorkerArguments,
} from './orchestrator-tools.ts';

export interface ExistingFlow {
  id: string;
  name: string;
  task: string;
  status: string;
  scheduleWords: string | null;
}

export interface DraftBuilderDeps {
  /** What was handed over. */
  delegation: { task: string; flow: string; schedule: string | null; request: string };
  flows: readonly ExistingFlow[];
  workspaceDir: string;
  /** @throws MajordomoError `Schedule.NotUnderstood` */
  readSchedule: (text: string) => Promise<{ schedule: ScheduleSpec; assumptions: string[] }>;
  /** @throws MajordomoError `Flow.Invalid` */
  refuseInvalid: (draft: FlowDraft) => void;
}

export class DraftBuilder {
  readonly #deps: DraftBuilderDeps;
  readonly #workers = new Map<string, WorkerSpec>();
  readonly #flows: FlowDraft[] = [];
  readonly #cancels = new Map<string, string>();

  constructor(deps: DraftBuilderDeps) {
    this.#deps = deps;
  }

  /** The draft as far as it came; null while it has no flow. The last flow is the plan's own, earlier ones come with it. */
  draft(): FlowDraft | null {
    const own = this.#flows.at(-1);
    if (!own) return null;
    const cancels = [...this.#cancels].map(([id, name]) => ({ id, name }));
    return { ...own, also: this.#flows.slice(0, -1), cancels };
  }

  async perform(tool: OrchestratorToolName, args: JsonObject): Promise<Result<JsonValue>> {
    switch (tool) {
      case 'spawn_worker':
        return this.#spawnWorker(args);
      case 'schedule_flow':
        return await this.#scheduleFlow(args);
      case 'list_flows':
        return checked(tool, listFlowsArguments, args, () => ({
          ok: true,
          value: this.#deps.flows.map((flow) => ({ ...flow })),
        }));
      case 'cancel_flow':
        return this.#cancelFlow(args);
    }
  }

  #spawnWorker(args: JsonObject): Result<JsonValue> {
    return checked('spawn_worker', spawnWorkerArguments, args, ({ name, tools, prompt, agent }) => {
      const unknown = tools.map(({ tool }) => tool).find((tool) => !findTool(tool));
      if (unknown !== undefined) return badArguments('spawn_worker', [unknownTool(unknown)]);
      this.#workers.set(name, {
        name,
        tools,
        prompt,
        ...(agent
          ? {
              agent: {
                ...(agent.output_schema ? { outputSchema: agent.output_schema } : {}),
                ...(agent.max_rounds ? { maxRounds: agent.max_rounds } : {}),
                ...(agent.tokens ? { budget: { tokens: agent.tokens } } : {}),
              },
            }
          : {}),
      });
      return { ok: true, value: { worker_id: name } };
    });
  }

  async #scheduleFlow(args: JsonObject): Promise<Result<JsonValue>> {
    const parsed = scheduleFlowArguments.safeParse(args);
    if (!parsed.success) return badArguments('schedule_flow', issueWords(parsed.error));
    const { flow, worker_id: workerId, schedule: scheduleText } = parsed.data;
    if (workerId !== null && !this.#workers.has(workerId))
      return badArguments('schedule_flow', [
        `worker_id: there is no worker '${workerId}'. ${this.#workers.size === 0 ? 'Hire one with spawn_worker first.' : `There are ${[...this.#workers.keys()].join(', ')}.`}`,
      ]);
    const definition = definitionOf(flow.definition);
    if (definition === null) return badArguments('schedule_flow', ['flow.definition is not a JSON object.']);
    try {
      const read =
        scheduleText === null || scheduleText.trim() === '' ? null : await this.#deps.readSchedule(scheduleText);
      const draft = this.#flowDraft(flow, definition, scheduleText, read);
      const place = this.#flows.findIndex(({ name }) => name === draft.name);
      // A flow of the same name again is the mended one.
      if (place === -1) this.#flows.push(draft);
      else this.#flows[place] = draft;
      return {
        ok: true,
        value: { flow_id: draft.name, status: 'in the plan; it runs once the user approves', notes: draft.assumptions },
      };
    } catch (error) {
      if (!(error instanceof MajordomoError)) throw error;
      if (error.code === 'Schedule.NotUnderstood') return badArguments('schedule_flow', [`schedule: ${error.message}`]);
      return { ok: false, error: toWireError(error) };
    }
  }

  /** @throws MajordomoError `Flow.Invalid` with every problem */
  #flowDraft(
    flow: z.infer<typeof scheduleFlowArguments>['flow'],
    definition: StateMachine,
    scheduleText: string | null,
    read: { schedule: ScheduleSpec; assumptions: string[] } | null,
  ): FlowDraft {
    const { delegation, refuseInvalid, workspaceDir } = this.#deps;
    const draft: FlowDraft = {
      name: flow.name,
      task: flow.task ?? delegation.task,
      request: delegation.request,
      flowText: delegation.flow,
      scheduleText: read === null ? null : scheduleText,
      schedule: read?.schedule ?? null,
      workers: [...this.#workers.values()],
      definition,
      ifItFails: '',
      ...budgetOf(flow),
      ...(flow.triggers === undefined ? {} : { triggers: flow.triggers }),
      assumptions: [],
      also: this.#flows.filter(({ name }) => name !== flow.name),
    };
    refuseInvalid(draft);
    // Valid, so its states can be walked. Workers that do nothing in this flow belong to another one of the plan.
    const used = workersIn(definition);
    const narrowed = narrowGrants(
      definition,
      draft.workers.filter(({ name }) => used.has(name)),
      workspaceDir,
    );
    if (narrowed.problems.length > 0) throw invalid(narrowed.problems);
    return {
      ...draft,
      also: [],
      workers: narrowed.workers,
      ifItFails: failureWords(definition),
      assumptions: [...new Set([...flow.assumptions, ...(read?.assumptions ?? []), ...narrowed.notes])],
    };
  }

  #cancelFlow(args: JsonObject): Result<JsonValue> {
    return checked('cancel_flow', cancelFlowArguments, args, ({ flow_id: flowId }) => {
      const flow = this.#deps.flows.find(({ id }) => id === flowId);
      if (!flow)
        return badArguments('cancel_flow', [`flow_id: there is no flow '${flowId}'; list_flows gives the ids.`]);
      this.#cancels.set(flow.id, flow.name);
      return { ok: true, value: { flow_id: flow.id, status: 'in the plan; it ends once the user approves' } };
    });
  }
}

/** The older, single limit is one among the others. */
function budgetOf({
  budget,
  max_tokens_per_run: tokens,
}: z.output<typeof scheduleFlowArguments>['flow']): Pick<FlowDraft, 'budget'> {
  if (tokens === undefined) return budget === undefined ? {} : { budget };
  return { budget: { whenReached: 'ask', ...budget, perRun: { tokens, ...budget?.perRun } } };
}

function checked<T>(
  tool: string,
  schema: z.ZodType<T>,
  args: JsonObject,
  then: (args: T) => Result<JsonValue>,
): Result<JsonValue> {
  const parsed = schema.safeParse(args);
  return parsed.success ? then(parsed.data) : badArguments(tool, issueWords(parsed.error));
}

function issueWords(error: z.ZodError): string[] {
  return error.issues.map(({ path, message }) => `${path.map(String).join('.') || 'the arguments'}: ${message}`);
}

function badArguments(tool: string, problems: string[]): Result<never> {
  return {
    ok: false,
    error: {
      code: 'Tool.BadArguments',
      message: `The arguments of ${tool} are not right. ${problems.join(' ')}`,
      data: { tool, problems },
    },
  };
}

function unknownTool(tool: string): string {
  const near = nearestName(tool, toolNames());
  return `There is no tool '${tool}'. ${near ? `Did you mean '${near}'?` : `There are ${toolNames().join(', ')}.`}`;
}

/** Some models give it as text. Its shape is the validator's to judge. */
function definitionOf(given: Record<string, unknown> | string): StateMachine | null {
  if (typeof given !== 'string') return given as unknown as StateMachine;
  try {
    const value: unknown = JSON.parse(given);
    return isJsonObject(value) ? (value as unknown as StateMachine) : null;
  } catch {
    return null;
  }
}

function workersIn(definition: StateMachine): Set<string> {
  const found = new Set<string>();
  JSON.stringify(definition, (key, value: unknown) => {
    if (key === 'Resource' && typeof value === 'string' && value.startsWith('worker:'))
      found.add(value.slice('worker:'.length).replace(/\/[^/]*$/, ''));
    return value;
  });
  return found;
}

function invalid(problems: Problem[]): MajordomoError {
  const [first] = problems;
  return new MajordomoError({
    code: 'Flow.Invalid',
    message: `The flow cannot be used: ${first?.path}: ${first?.message} ${first?.suggestion ?? ''}`.trim(),
    data: { problems: problems.map((problem) => ({ ...problem })) },
  });
}
