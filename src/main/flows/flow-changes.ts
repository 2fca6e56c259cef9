/**
 * Changes to a flow that exists, made by the user in the window or by terminal. Owns: the rules of such a change.
 *
 * C1 A change is a new version; no version is ever changed. What is running ends with the version it began with.
 * C2 Nothing is stored that has a problem, and a change is made to the version that its maker saw, or not at all.
 * C3 Workers keep their grants. What a definition needs beyond them is a problem, unless the user allowed exactly that with the change.
 */
import type { DefinitionCheck, SavedChange, Shortfall } from '../../shared/domain/flow-change.ts';
import type { StateMachine } from '../../shared/domain/flow-definition.ts';
import type { WorkerSpec } from '../../shared/domain/grant.ts';
import { MajordomoError } from '../../shared/errors.ts';
import { listWords } from '../../shared/tools/words.ts';
import { invalidFlow, type Orchestrator, specOf } from '../orchestrator/orchestrator.ts';
import { shortfallsOf, widened } from '../orchestrator/shortfalls.ts';
import type { Database } from '../store/database.ts';
import { type FlowRow, type FlowVersion, readFlowVersion } from '../store/tables/flows.ts';
import { editValue } from './edit-value.ts';
import { existingVersion } from './flow-versions.ts';
import { existingFlow, workersOf } from './flow-views.ts';
import { saidAnew } from './follow-edit.ts';
import { followInPrompts, staleInPrompts } from './follow-prompts.ts';

export interface FlowChangesDeps {
  db: Database;
  orchestrator: Orchestrator;
  workspaceDir: string;
}

export interface DefinitionChange {
  definition: unknown;
  /** The version that was changed; null: whichever is current. */
  basedOn: number | null;
  /** For the list of versions, in words. */
  why: string;
  /** What the user allowed with this change. */
  allow?: readonly Shortfall[];
  /** What it does now, in a sentence; left out, as before. */
  task?: string;
  /** Those whose prompts changed with it; left out, as before. Grants are as before either way. */
  prompts?: ReadonlyMap<string, string>;
}

export interface ValueChange {
  path: string;
  place: number | null;
  /** As written in the field. */
  text: string;
}

export class FlowChanges {
  readonly #deps: FlowChangesDeps;

  constructor(deps: FlowChangesDeps) {
    this.#deps = deps;
  }

  /** Every problem that storing this definition would have. @throws MajordomoError `Flow.Unknown` */
  check(flowId: string, definition: unknown): DefinitionCheck {
    const { workers } = this.#current(flowId);
    return this.#check(definition, workers);
  }

  /** @throws MajordomoError `Flow.Invalid` with every problem, `Flow.Cancelled`, `Flow.ChangedMeanwhile`, `Flow.Unknown` */
  save(flowId: string, { definition, basedOn, why, allow = [], task, prompts }: DefinitionChange): SavedChange {
    const { flow, version, workers: before } = this.#current(flowId);
    const workers = before.map((worker) => ({ ...worker, prompt: prompts?.get(worker.name) ?? worker.prompt }));
    if (basedOn !== null && basedOn !== version.version) throw changedMeanwhile(flow, version.version);
    const { shortfalls: wanting } = this.#check(definition, workers);
    const hired = widened(
      workers,
      wanting.filter((one) => allow.some((allowed) => isSame(one, allowed))),
    );
    const { problems, shortfalls } = this.#check(definition, hired);
    if (problems.length > 0) throw invalidFlow(problems, { shortfalls: shortfalls.map((one) => ({ ...one })) });
    const saved = this.#deps.orchestrator.changeVersion(task === undefined ? flow : { ...flow, task }, {
      definition: definition as StateMachine,
      workers: hired,
      budget: version.budget,
      why,
    });
    const stale = staleInPrompts(version.definition, { definition: definition as StateMachine, workers });
    return { version: saved, before: version.version, words: [why, ...stale].join('. ').replace(/\.$/, '') };
  }

  /**
   * Values that the outline shows become others.
   * @throws MajordomoError `Flow.BadValue`, `Flow.NotEditable`, and as `save`
   */
  changeValues(
    flowId: string,
    change: { basedOn: number; values: readonly ValueChange[]; allow?: readonly Shortfall[] },
  ): SavedChange {
    const { flow, version, workers } = this.#current(flowId);
    const { basedOn, values, allow = [] } = change;
    if (version.version !== basedOn) throw changedMeanwhile(flow, version.version);
    const words: string[] = [];
    let { task } = flow;
    let told: readonly WorkerSpec[] = workers;
    const definition = values.reduce((before, { text, ...place }) => {
      const edited = editValue(before, place, text);
      const prompts = followInPrompts(told, edited);
      told = prompts.workers;
      const also = prompts.followed.length === 0 ? '' : `, also in what ${listWords(prompts.followed)} is told`;
      words.push(`${edited.words}${also}`);
      task = saidAnew(task, edited);
      return edited.definition;
    }, version.definition);
    const prompts = new Map(told.map(({ name, prompt }) => [name, prompt]));
    return this.save(flowId, { definition, basedOn, why: words.join('; '), allow, task, prompts });
  }

  /** A new version that is equal to an old one, with its workers and its budget. @throws MajordomoError `Flow.UnknownVersion`, `Flow.Cancelled`, `Flow.Invalid` */
  restore(flowId: string, wanted: number): SavedChange {
    const { flow, version } = this.#current(flowId);
    const old = existingVersion(this.#deps.db, flow.id, wanted);
    const why = `Version ${wanted} restored`;
    const saved = this.#deps.orchestrator.changeVersion(
      { ...flow, task: old.task },
      {
        definition: old.definition,
        workers: workersOf(this.#deps.db, old).map(specOf),
        budget: old.budget,
        why,
      },
    );
    return { version: saved, before: version.version, words: why };
  }

  #check(definition: unknown, workers: readonly WorkerSpec[]): DefinitionCheck {
    const problems = this.#deps.orchestrator.problemsOf({ definition, workers: [...workers] }, { grantsOpen: true });
    if (problems.length > 0) return { problems, shortfalls: [] };
    const found = shortfallsOf(definition as StateMachine, workers, this.#deps.workspaceDir);
    return {
      problems: found.map(({ problem }) => problem),
      shortfalls: found.map(({ problem: _problem, ...shortfall }) => shortfall),
    };
  }

  #current(flowId: string): { flow: FlowRow; version: FlowVersion; workers: WorkerSpec[] } {
    const { db } = this.#deps;
    const flow = existingFlow(db, flowId);
    const version = readFlowVersion(db, flow.id, flow.current_version);
    return { flow, version, workers: workersOf(db, version).map(specOf) };
  }
}

function isSame(one: Shortfall, other: Shortfall): boolean {
  return (
    one.worker === other.worker && one.tool === other.tool && one.limit === other.limit && one.value === other.value
  );
}

function changedMeanwhile({ id, name }: FlowRow, version: number): MajordomoError {
  return new MajordomoError({
    code: 'Flow.ChangedMeanwhile',
    message: `'${name}' was changed meanwhile: version ${version} is the current one now. Look at it, then make your change again.`,
    data: { flowId: id, version },
  });
}
