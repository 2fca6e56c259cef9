/** The model: what a run of a program must have done, from the program alone. */
import type { Program, Step } from './program.ts';

export interface ExpectedEffects {
  /** Tags by table: each exactly once. */
  rows: string[];
  /** By file, relative to the workspace: lines, each as often as it stands here. */
  lines: Array<{ file: string; line: string }>;
  /** Whole contents by file. */
  files: Array<{ file: string; text: string }>;
  /** Requests by tag: at least this many, and at most one more for each kill while one was under way. */
  requests: Array<{ tag: string; count: number }>;
  /** Flows called, one run each. */
  children: string[];
  approvals: number;
}

export function expectedEffects(program: Program, runId: string): ExpectedEffects {
  const effects: ExpectedEffects = { rows: [], lines: [], files: [], requests: [], children: [], approvals: 0 };
  for (const step of program.steps) add(step, { rounds: [], item: '' });
  return effects;

  function add(step: Step, place: { rounds: number[]; item: string }): void {
    const tag = `${runId}|${step.name}|${place.rounds.join('.')}|${place.item}`;
    switch (step.kind) {
      case 'insert':
        return void effects.rows.push(tag);
      case 'append': {
        const file = step.to === 'shared' ? 'shared/all.txt' : `${step.to}/${runId}.txt`;
        const same = place.item === '' ? step.name : `${step.name} of ${place.item}`;
        return void effects.lines.push({ file, line: step.to === 'same' ? same : tag });
      }
      case 'write':
        return void effects.files.push({
          file: `written/${tag.replaceAll('|', '_').replaceAll(' ', '-')}.txt`,
          text: tag,
        });
      case 'get':
        return void effects.requests.push({ tag, count: step.fails + 1 });
      case 'broken':
        return void effects.requests.push({ tag, count: step.retries + 1 });
      case 'wait':
        return;
      case 'child':
        return void effects.children.push(step.flow);
      case 'approval':
        effects.approvals += 1;
        return void effects.rows.push(`${tag}|${step.decision}`);
      case 'map':
        for (let item = 0; item < step.items; item++)
          for (const inner of step.body) add(inner, { ...place, item: String(item) });
        return;
      case 'parallel':
        for (const inner of step.branches.flat()) add(inner, place);
        return;
      case 'loop':
        for (let round = 0; round < step.times; round++)
          for (const inner of step.body) add(inner, { ...place, rounds: [...place.rounds, round] });
    }
  }
}
