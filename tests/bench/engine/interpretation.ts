/** What deciding costs by itself: the engine on a journal in memory, whose states do nothing. */
import { systemClock } from '../../../src/main/platform/system-clock.ts';
import { Engine } from '../../../src/main/workflow/engine.ts';
import { MemoryJournal } from '../../../src/main/workflow/memory-journal.ts';
import type { StateMachine } from '../../../src/shared/domain/flow-definition.ts';
import { testRun } from '../../support/test-flow.ts';
import { chain, hundredSteps } from './workload.ts';

export interface Interpretation {
  usPerState: number;
  usPerReference: number;
  usPerExpression: number;
  /** A Task of the workload, with its three expressions, without the journal's file. */
  usPerTask: number;
}

const statesPerRun = 100;

export async function interpretation(_folder: string, options: { runs: number }): Promise<Interpretation> {
  const plain = chain(() => ({ Type: 'Pass' }), statesPerRun);
  // A new value each time, of the same size.
  const reference = chain(() => ({ Type: 'Pass', Output: '{% $states.input %}' }), statesPerRun);
  const arithmetic = chain(
    () => ({ Type: 'Pass', Output: { n: '{% $states.input.n + 1 %}', text: 'constant' } }),
    statesPerRun,
  );
  const samples = { plain: 0, reference: 0, arithmetic: 0, task: 0 };
  for (const [name, definition] of Object.entries({ plain, reference, arithmetic, task: hundredSteps() })) {
    await usPerState(definition, Math.ceil(options.runs / 5));
    samples[name as keyof typeof samples] = await usPerState(definition, options.runs);
  }
  return {
    usPerState: samples.plain,
    usPerReference: samples.reference - samples.plain,
    usPerExpression: samples.arithmetic - samples.plain,
    usPerTask: samples.task,
  };
}

/** Processor time, not the clock's: other work on the machine does not count. */
async function usPerState(definition: StateMachine, runs: number): Promise<number> {
  const engine = new Engine({
    clock: systemClock,
    journal: new MemoryJournal(),
    executor: {
      effectOf: () => 'pure',
      execute: () => Promise.resolve({ ok: true, output: { wf: 1, step: 2, n: 3 } }),
    },
  });
  const before = process.cpuUsage();
  for (let run = 0; run < runs; run++) {
    const input = { n: run, wf: run, step: 0 };
    const { ended } = await engine.start(testRun(definition, { id: `run-${run}`, input, startedAtMs: Date.now() }));
    await ended;
  }
  const { user, system } = process.cpuUsage(before);
  return (user + system) / (runs * statesPerRun);
}
