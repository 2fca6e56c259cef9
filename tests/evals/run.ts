/** `npm run eval -- planner|schedule [--json] FILE…`: runs the cases of the files and prints per case what differs, and totals. */
import { readFileSync } from 'node:fs';
import { type PlannerCase, runPlannerCase } from './planner.ts';
import { runScheduleCase, type ScheduleCase } from './schedule.ts';

interface Outcome {
  name: string;
  difference: string | null | undefined;
}

const kinds: Record<string, (cases: unknown[]) => AsyncGenerator<Outcome>> = {
  async *planner(cases) {
    for (const one of cases as PlannerCase[])
      yield { name: `${one.id}: ${one.text}`, difference: await runPlannerCase(one) };
  },
  async *schedule(cases) {
    for (const one of cases as ScheduleCase[])
      yield { name: `${one.text} (${one.tz})`, difference: await runScheduleCase(one) };
  },
};

const json = process.argv.includes('--json');
const [kind = '', ...files] = process.argv.slice(2).filter((argument) => argument !== '--json');
const run = kinds[kind];
if (!run || files.length === 0) {
  process.stderr.write('Usage: npm run eval -- planner|schedule [--json] FILE…\n');
  process.exitCode = 2;
} else {
  const outcomes: Outcome[] = [];
  for (const file of files) {
    for await (const outcome of run(JSON.parse(readFileSync(file, 'utf8')) as unknown[])) {
      outcomes.push(outcome);
      if (!json) print(outcome);
    }
  }
  const failed = outcomes.filter(({ difference }) => typeof difference === 'string');
  const passed = outcomes.filter(({ difference }) => difference === null).length;
  const notTried = outcomes.length - passed - failed.length;
  if (json) process.stdout.write(`${JSON.stringify({ passed, total: outcomes.length, notTried, failed })}\n`);
  else {
    if (notTried > 0)
      process.stdout.write(`${notTried} not tried: this machine cannot be made to measure what they ask for\n`);
    process.stdout.write(`${passed} passed, ${failed.length} failed\n`);
  }
  process.exitCode = failed.length === 0 ? 0 : 1;
}

function print({ name, difference }: Outcome): void {
  if (difference === undefined) process.stdout.write(`not tried  ${name}\n`);
  else
    process.stdout.write(
      difference === null ? `passed     ${name}\n` : `FAILED     ${name}\n           ${difference}\n`,
    );
}
