/** Flows that come from others or from files: looked at first, stored once the user says so. Stores nothing that has a problem. */
import type { FlowFileCard } from '../../shared/domain/flow-change.ts';
import { MajordomoError } from '../../shared/errors.ts';
import type { Orchestrator } from '../orchestrator/orchestrator.ts';
import { whenView } from '../schedule/schedule-view.ts';
import type { Database } from '../store/database.ts';
import { listFlows, readFlowVersion, setFlowStatus } from '../store/tables/flows.ts';
import { activeSchedulesOf } from '../store/tables/schedules.ts';
import { triggerViews } from '../triggers/trigger-changes.ts';
import { triggerInWords } from '../triggers/trigger-words.ts';
import type { Clock } from '../workflow/ports.ts';
import { effectsInWords, mayInWords, outlineOf } from './describe.ts';
import { planBudget } from './flow-budget.ts';
import type { FlowDraft } from './flow-draft.ts';
import { draftFromFile } from './flow-file.ts';
import { existingFlow, workersOf } from './flow-views.ts';

export interface FlowCopiesDeps {
  db: Database;
  clock: Clock;
  timezone: string;
  orchestrator: Orchestrator;
}

export interface FlowFileText {
  /** Of the file, for its errors and for a definition that has no name of its own. */
  fileName: string;
  text: string;
}

export class FlowCopies {
  readonly #deps: FlowCopiesDeps;

  constructor(deps: FlowCopiesDeps) {
    this.#deps = deps;
  }

  /** The same flow under another name, paused until the user resumes it. @returns its id */
  duplicate(flowId: string): string {
    const { db, clock, orchestrator } = this.#deps;
    const flow = existingFlow(db, flowId);
    const version = readFlowVersion(db, flow.id, flow.current_version);
    const schedule = activeSchedulesOf(db, flow.id).find(({ source }) => source === 'clock')?.spec ?? null;
    const draft: FlowDraft = {
      name: this.#freeName(flow.name),
      task: flow.task,
      request: flow.request,
      flowText: flow.task,
      scheduleText: schedule?.text ?? null,
      schedule,
      workers: workersOf(db, version),
      definition: version.definition,
      ifItFails: '',
      assumptions: [],
      triggers: triggerViews(db, flow.id).map(({ spec }) => spec),
      ...(version.budget ? { budget: version.budget } : {}),
    };
    return orchestrator.setUp(draft, {
      listed: true,
      // In the same transaction: it never fires before the user resumed it.
      alongside: (copyId) =>
        setFlowStatus(db, copyId, { status: 'paused', pauseReason: 'a copy, not yet resumed', nowMs: clock.nowMs() }),
    }).flowId;
  }

  /** What a file would set up, with every problem; nothing is stored. */
  look({ fileName, text }: FlowFileText): FlowFileCard {
    const { db, clock, orchestrator } = this.#deps;
    const read = this.#read({ fileName, text });
    if (!read.ok) return { fileName, problems: read.problems, flow: null };
    const { draft } = read;
    const problems = orchestrator.problemsOf(draft);
    try {
      orchestrator.refuseBadTriggers(draft);
    } catch (error) {
      if (!(error instanceof MajordomoError)) throw error;
      problems.push({ path: '/trigger', code: error.code, message: error.message, suggestion: null });
    }
    // Only a valid definition can be put into words.
    if (problems.length > 0) return { fileName, problems, flow: null };
    const triggers = (draft.triggers ?? []).map((spec) => triggerInWords(spec));
    return {
      fileName,
      problems,
      flow: {
        name: draft.name,
        task: draft.task,
        isNameTaken: listFlows(db).some(({ name }) => name.toLowerCase() === draft.name.toLowerCase()),
        schedule: whenView(draft.schedule, triggers, { nowMs: clock.nowMs() }),
        outline: outlineOf(draft.definition),
        workers: draft.workers.map((worker) => ({ name: worker.name, may: mayInWords(worker) })),
        effects: effectsInWords(draft.definition),
        budget: planBudget(draft, {}).words,
      },
    };
  }

  /** @returns its id. @throws MajordomoError `Flow.BadFile`, `Flow.Invalid`, `Schedule.NotUnderstood`, `Trigger.*` */
  add({ fileName, text }: FlowFileText): string {
    const draft = this.#draft(fileName, parsed(fileName, text));
    return this.#deps.orchestrator.setUp(draft, { listed: true }).flowId;
  }

  #read({
    fileName,
    text,
  }: FlowFileText): { ok: true; draft: FlowDraft } | { ok: false; problems: FlowFileCard['problems'] } {
    try {
      return { ok: true, draft: this.#draft(fileName, parsed(fileName, text)) };
    } catch (error) {
      if (!(error instanceof MajordomoError)) throw error;
      const { problems } = error.data;
      const all = Array.isArray(problems) ? problems.map(String) : [error.message];
      return {
        ok: false,
        problems: all.map((message) => ({ path: '', code: error.code, message, suggestion: null })),
      };
    }
  }

  #draft(fileName: string, value: unknown): FlowDraft {
    return draftFromFile(value, fileName, { timezone: this.#deps.timezone, nowMs: this.#deps.clock.nowMs() });
  }

  #freeName(name: string): string {
    const taken = new Set(listFlows(this.#deps.db).map((flow) => flow.name.toLowerCase()));
    const base = name.replace(/ \(copy(?: \d+)?\)$/, '');
    let free = `${base} (copy)`;
    for (let count = 2; taken.has(free.toLowerCase()); count++) free = `${base} (copy ${count})`;
    return free;
  }
}

function parsed(fileName: string, text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw new MajordomoError({
      code: 'Flow.BadFile',
      message: `${fileName} is not JSON: ${error instanceof Error ? error.message : String(error)}. A flow's file is what Export writes.`,
      data: { fileName },
      cause: error,
    });
  }
}
