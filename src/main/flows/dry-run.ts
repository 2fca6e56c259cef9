/** A run whose reads are real and whose effects are only described. It leaves nothing behind: its journal is in memory. */

import type { StateMachine } from '../../shared/domain/flow-definition.ts';
import type { WorkerSpec } from '../../shared/domain/grant.ts';
import type { DryRunReport } from '../../shared/domain/plan.ts';
import type { JsonValue } from '../../shared/json.ts';
import { dryAnswer, dryWords } from '../agents/dry-answer.ts';
import { openGate } from '../budgets/run-limits.ts';
import { newId } from '../ids.ts';
import type { Broker } from '../workers/broker.ts';
import { createTaskExecutor } from '../workers/task-executor.ts';
import { Engine } from '../workflow/engine.ts';
import { MemoryJournal } from '../workflow/memory-journal.ts';
import type { Clock, RunEnd } from '../workflow/ports.ts';
import { stepsOf } from './run-steps.ts';
import { effectsOfRun } from './run-views.ts';

export interface DryRun {
  runId: string;
  end: RunEnd;
  report: DryRunReport;
}

export interface DryRunnable {
  definition: StateMachine;
  workers: readonly WorkerSpec[];
  input?: JsonValue;
}
export type DryRunner = (flow: DryRunnable) => Promise<DryRun>;

/** @param findFlow the flow a `flow:` step names: it is run dry as well */
export function createDryRunner(deps: {
  clock: Clock;
  broker: Broker;
  findFlow: (name: string) => DryRunnable;
}): DryRunner {
  const dryRun: DryRunner = async (flow) => {
    const startedAtMs = deps.clock.nowMs();
    const run = {
      id: newId('dryrun', startedAtMs),
      flowId: 'dry-run',
      version: 0,
      definition: flow.definition,
      input: flow.input ?? {},
      origin: { kind: 'dry-run' } as const,
      dryRun: true,
      startedAtMs,
    };
    const journal = new MemoryJournal();
    const ofOthers: DryRunReport['effects'] = [];
    const executor = createTaskExecutor({
      broker: deps.broker,
      findWorker: (_run, name) => {
        const worker = flow.workers.find((candidate) => candidate.name === name);
        return worker && { ...worker, id: `dry-run:${name}` };
      },
      runGate: openGate,
      admitCall: () => Promise.resolve({ ok: true, value: null }),
      runAgent: (_request, worker) => {
        ofOthers.push({ tool: 'model', summary: dryWords(worker) });
        return Promise.resolve({ ok: true, output: dryAnswer(worker) });
      },
      runFlow: async (request, name) => {
        const { end, report } = await dryRun({ ...deps.findFlow(name), input: request.arguments });
        ofOthers.push(...report.effects);
        return end.status === 'SUCCEEDED'
          ? { ok: true, output: end.output }
          : { ok: false, error: end.error, cause: end.cause };
      },
      // Nobody is asked in a dry run: it shows what follows a yes.
      waitForApproval: () => Promise.resolve({ ok: true, output: { decision: 'approved', note: null } }),
    });
    const engine = new Engine({ clock: deps.clock, journal, executor });
    const { ended } = await engine.start(run, { fastForward: true });
    const end = await ended;
    const { events } = journal.load(run.id);
    return {
      runId: run.id,
      end,
      report: {
        status: end.status,
        error: end.error,
        cause: end.cause,
        effects: [...effectsOfRun(events, true).map(({ tool, summary }) => ({ tool, summary })), ...ofOthers],
        steps: stepsOf(flow.definition, events).map((step) => ({ state: step.state, summary: step.title })),
      },
    };
  };
  return dryRun;
}
