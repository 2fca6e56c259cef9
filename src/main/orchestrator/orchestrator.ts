/**
 * Turns an agreed draft into workers, a flow and a schedule. It has four tools and nothing else: spawn_worker, schedule_flow,
 * list_flows, cancel_flow. It never talks to the user and never does the work itself.
 * What it sets up for one task comes into being in one transaction, or not at all.
 */
import { isDeepStrictEqual } from 'node:util';
import type { ListedApiKey } from '../../shared/domain/api-key.ts';
import type { FlowBudget } from '../../shared/domain/budget.ts';
import type { Problem } from '../../shared/domain/flow-definition.ts';
import type { Worker, WorkerSpec } from '../../shared/domain/grant.ts';
import type { ScheduleSpec } from '../../shared/domain/schedule.ts';
import type { TriggerSpec } from '../../shared/domain/trigger.ts';
import { assertInvariant, MajordomoError } from '../../shared/errors.ts';
import type { JsonObject, JsonValue } from '../../shared/json.ts';
import { withTimeLimit } from '../flows/flow-budget.ts';
import type { FlowDraft } from '../flows/flow-draft.ts';
import { newId } from '../ids.ts';
import { countedFrom } from '../schedule/change-schedule.ts';
import type { Database } from '../store/database.ts';
import { findFlow, insertFlow, insertFlowVersion, listFlows, listVersionWorkerIds } from '../store/tables/flows.ts';
import { deactivateClockSchedules, insertSchedule, policiesOf, scheduleOfFlow } from '../store/tables/schedules.ts';
import { findWorker, insertWorker } from '../store/tables/workers.ts';
import { KEY_NOT_GRANTED } from '../workers/key-check.ts';
import { resourceChecker } from '../workers/resource-check.ts';
import type { Clock } from '../workflow/ports.ts';
import { validateDefinition } from '../workflow/validate/validate.ts';

/** One call of one of the orchestrator's tools, for the chat to show. */
export interface OrchestratorCall {
  tool: 'spawn_worker' | 'schedule_flow' | 'list_flows' | 'cancel_flow';
  arguments: JsonObject;
  result: JsonValue;
}

export interface SetUp {
  flowId: string;
  workerIds: Record<string, string>;
  calls: OrchestratorCall[];
}

export interface OrchestratorDeps {
  db: Database;
  clock: Clock;
  userId: string;
  /** Ends a flow for good, in the caller's transaction. */
  cancelFlow: (flowId: string) => void;
  /** What fires flows besides the clock. */
  triggers: {
    /** @throws MajordomoError `Trigger.*`, `Flow.Unknown` */
    refuseBad(specs: readonly TriggerSpec[], alsoNames: readonly string[]): void;
    /** In the caller's transaction: those of the flow become these. */
    replace(flowId: string, specs: readonly TriggerSpec[]): void;
  };
  /** The user's keys for HTTP calls; never their values. */
  keys: { list(): readonly Pick<ListedApiKey, 'name' | 'hosts'>[] };
  /** Whether a model is set up that agents can ask. */
  hasModel: () => boolean;
  /** After a flow was set up, with its schedule. */
  onSetUp: (flowId: string) => void;
}

export class Orchestrator {
  readonly #deps: OrchestratorDeps;

  constructor(deps: OrchestratorDeps) {
    this.#deps = deps;
  }

  /**
   * Sets a task up. `alongside` runs in the same transaction, so that the plan's approval and the flow it became are one.
   * @throws MajordomoError `Flow.Invalid` with every problem; nothing is stored then
   */
  setUp(draft: FlowDraft, options: { listed: boolean; alongside?: (flowId: string) => void }): SetUp {
    this.refuseInvalid(draft);
    const calls: OrchestratorCall[] = [];
    const before: string[] = [];
    const setUp = this.#deps.db
      .transaction((): SetUp => {
        for (const { id } of draft.cancels ?? []) {
          this.#deps.cancelFlow(id);
          calls.push({ tool: 'cancel_flow', arguments: { flow_id: id }, result: null });
        }
        for (const other of draft.also ?? []) before.push(this.#setUpOne(other, options.listed, calls).flowId);
        const { flowId, workerIds } = this.#setUpOne(draft, options.listed, calls);
        options.alongside?.(flowId);
        return { flowId, workerIds, calls };
      })
      .immediate();
    for (const flowId of [...before, setUp.flowId]) this.#deps.onSetUp(flowId);
    return setUp;
  }

  #setUpOne(draft: FlowDraft, listed: boolean, calls: OrchestratorCall[]): Omit<SetUp, 'calls'> {
    const workerIds: Record<string, string> = {};
    const hired = draft.changes ? this.#hiredBy(draft.changes.flowId) : [];
    for (const spec of draft.workers) {
      const kept = hired.find((worker) => isSameSpec(worker, spec));
      if (kept) {
        workerIds[spec.name] = kept.id;
        continue;
      }
      const worker = this.#spawnWorker(spec);
      workerIds[spec.name] = worker.id;
      calls.push({
        tool: 'spawn_worker',
        arguments: { name: spec.name, tools: spec.tools as JsonValue, prompt: spec.prompt },
        result: { workerId: worker.id },
      });
    }
    const flowId = draft.changes
      ? this.#changeFlow(draft.changes.flowId, draft, workerIds)
      : this.#scheduleFlow(draft, workerIds, listed);
    if (draft.triggers) this.#deps.triggers.replace(flowId, draft.triggers);
    const [firstWorker] = Object.values(workerIds);
    calls.push({
      tool: 'schedule_flow',
      arguments: { worker_id: firstWorker ?? null, schedule: draft.scheduleText },
      result: { flowId },
    });
    return { flowId, workerIds };
  }

  #spawnWorker(spec: WorkerSpec): Worker {
    const nowMs = this.#deps.clock.nowMs();
    const worker: Worker = { ...spec, id: newId('worker', nowMs), userId: this.#deps.userId, createdAtMs: nowMs };
    insertWorker(this.#deps.db, worker);
    return worker;
  }

  #scheduleFlow(draft: FlowDraft, workerIds: Record<string, string>, listed: boolean): string {
    const { db, clock, userId } = this.#deps;
    const nowMs = clock.nowMs();
    const flowId = newId('flow', nowMs);
    insertFlow(
      db,
      { id: flowId, name: draft.name, task: draft.task, request: draft.request, listed, userId, nowMs },
      { definition: withTimeLimit(draft.definition, draft.budget), workerIds, budget: draft.budget ?? null },
    );
    if (draft.schedule && draft.schedule.kind !== 'manual') this.#insertSchedule(flowId, draft.schedule, nowMs);
    return flowId;
  }

  /**
   * A new version that differs in what it does, not in when: its schedule and triggers stay.
   * @param change `budget` null: what the settings say. `why`: for the list of versions, in words
   * @returns its number
   * @throws MajordomoError `Flow.Invalid` with every problem, `Flow.Cancelled`; nothing is stored then
   */
  changeVersion(
    flow: { id: string; name: string; task: string; request: string },
    change: Pick<FlowDraft, 'definition' | 'workers'> & { budget: FlowBudget | null; why: string },
  ): number {
    this.refuseInvalid(change);
    const version = this.#deps.db
      .transaction(() => {
        const hired = this.#hiredBy(flow.id);
        const workers = change.workers.map(
          (spec) => hired.find((worker) => isSameSpec(worker, spec)) ?? this.#spawnWorker(spec),
        );
        const workerIds = Object.fromEntries(workers.map(({ name, id }) => [name, id]));
        return this.#insertVersion(flow, { ...change, workerIds });
      })
      .immediate();
    this.#deps.onSetUp(flow.id);
    return version;
  }

  /** Runs under way end with their version (I5), later ones begin with this. */
  #insertVersion(
    { id, name, task, request }: { id: string; name: string; task: string; request: string },
    version: Parameters<typeof insertFlowVersion>[2],
  ): number {
    const { db, clock } = this.#deps;
    const flow = findFlow(db, id);
    if (!flow || flow.status === 'cancelled')
      throw new MajordomoError({
        code: 'Flow.Cancelled',
        message: `'${name}' was cancelled and cannot be changed. Set it up again from its request.`,
        data: { flowId: id },
      });
    const definition = withTimeLimit(version.definition, version.budget ?? undefined);
    return insertFlowVersion(db, { id, name, task, request, nowMs: clock.nowMs() }, { ...version, definition });
  }

  /** Whoever works or worked in the flow, those of its last versions first: a worker that did not change stays the same one. */
  #hiredBy(flowId: string): Worker[] {
    const { db } = this.#deps;
    return listVersionWorkerIds(db, flowId).flatMap((workerId) => findWorker(db, workerId) ?? []);
  }

  /** A new version; its schedule is replaced when it differs. */
  #changeFlow(flowId: string, draft: FlowDraft, workerIds: Record<string, string>): string {
    const { db, clock } = this.#deps;
    const nowMs = clock.nowMs();
    const { name, task, request, schedule, definition, budget } = draft;
    this.#insertVersion({ id: flowId, name, task, request }, { definition, workerIds, ...(budget ? { budget } : {}) });
    const before = scheduleOfFlow(db, flowId);
    const same = before !== undefined && schedule !== null && JSON.stringify(before.spec) === JSON.stringify(schedule);
    if (same) return flowId;
    deactivateClockSchedules(db, flowId);
    if (schedule && schedule.kind !== 'manual')
      insertSchedule(db, {
        ...(before ? policiesOf(before) : {}),
        id: newId('schedule', nowMs),
        flowId,
        spec: schedule,
        nowMs,
      });
    return flowId;
  }

  #insertSchedule(flowId: string, spec: ScheduleSpec, nowMs: number): void {
    insertSchedule(this.#deps.db, { id: newId('schedule', nowMs), flowId, spec: countedFrom(spec, nowMs), nowMs });
  }

  /** @throws MajordomoError `Flow.Invalid` with every problem; `Trigger.*`, `Flow.Unknown` */
  refuseInvalid(
    draft: Pick<FlowDraft, 'definition' | 'workers' | 'also' | 'triggers'>,
    options: { grantsOpen?: boolean } = {},
  ): void {
    this.refuseBadTriggers(draft);
    const problems = this.problemsOf(draft, options);
    if (problems.length > 0) throw invalidFlow(problems);
  }

  /** @throws MajordomoError `Trigger.*`, `Flow.Unknown` */
  refuseBadTriggers({ also = [], triggers = [] }: Pick<FlowDraft, 'also' | 'triggers'>): void {
    this.#deps.triggers.refuseBad(
      triggers,
      also.map(({ name }) => name),
    );
  }

  /**
   * Every problem of a definition with its workers; none exactly when it could be set up as it stands.
   * @param options.grantsOpen what the workers may use is settled afterwards, by whoever asks
   */
  problemsOf(
    { definition, workers, also = [] }: Pick<FlowDraft, 'workers' | 'also'> & { definition: unknown },
    { grantsOpen = false } = {},
  ): Problem[] {
    const flows = [...listFlows(this.#deps.db).flatMap(({ id, name }) => [id, name]), ...also.map(({ name }) => name)];
    const problems = validateDefinition(definition, {
      checkResource: resourceChecker(workers, flows, this.#deps.hasModel(), this.#deps.keys.list()),
    }).filter(({ code }) => !(grantsOpen && code === KEY_NOT_GRANTED));
    const names = workers.map(({ name }) => name);
    const double = names.find((name, index) => names.indexOf(name) !== index);
    if (double !== undefined)
      problems.push({
        path: '/workers',
        code: 'double-worker',
        message: `Two workers are called '${double}'.`,
        suggestion: 'Give each its own name.',
      });
    return problems;
  }
}

/** `Flow.Invalid`: names the first problem and carries them all. */
export function invalidFlow(problems: readonly Problem[], data: JsonObject = {}): MajordomoError {
  const [first] = problems;
  assertInvariant(first, 'there is a first problem');
  const more = problems.length > 1 ? ` (and ${problems.length - 1} more)` : '';
  return new MajordomoError({
    code: 'Flow.Invalid',
    message: `The flow cannot be used: ${first.path || '/'}: ${first.message}${first.suggestion ? ` ${first.suggestion}` : ''}${more}`,
    data: { ...data, problems: problems.map((problem) => ({ ...problem })) },
  });
}

function isSameSpec(worker: WorkerSpec, spec: WorkerSpec): boolean {
  return isDeepStrictEqual(specOf(worker), specOf(spec));
}

/** What a worker is hired by, without what its being stored added. */
export function specOf({ name, tools, prompt, agent }: WorkerSpec): WorkerSpec {
  return { name, tools, prompt, ...(agent ? { agent } : {}) };
}
