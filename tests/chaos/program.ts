/** What a chaos flow does, as a tree: from it come its definition (compile-program.ts) and, apart from that, its effects (expected-effects.ts). */
import type { Seeded } from '../support/seeded.ts';

/** `own`: a file of the run's own. `shared`: one that many runs append to. `same`: the run's own, with the same text in each round. */
export type AppendTo = 'own' | 'shared' | 'same';

export type Step =
  | { kind: 'insert'; name: string; table: string }
  | { kind: 'append'; name: string; to: AppendTo }
  | { kind: 'write'; name: string }
  /** Answers after a while, the first `fails` times with an error. */
  | { kind: 'get'; name: string; delayMs: number; fails: number }
  /** Never answers well: tried `retries` times more, then caught. */
  | { kind: 'broken'; name: string; retries: number }
  | { kind: 'wait'; name: string; seconds: number }
  | { kind: 'map'; name: string; items: number; concurrency: number; body: Step[] }
  | { kind: 'parallel'; name: string; branches: Step[][] }
  | { kind: 'loop'; name: string; times: number; body: Step[] }
  | { kind: 'child'; name: string; flow: string }
  /** Adds a row that says what was decided. */
  | { kind: 'approval'; name: string; decision: 'approved' | 'denied'; table: string };

export interface Program {
  /** The flow's name. */
  name: string;
  steps: Step[];
}

export const tables = ['ledger', 'prices', 'visits'];
const tenth = (random: Seeded, from: number, to: number): number => random.between(from * 10, to * 10) / 10;

/** `children`: names of flows it may call. */
export function randomProgram(
  random: Seeded,
  name: string,
  options: { children: readonly string[]; length: number },
): Program {
  let count = 0;
  const named = (kind: string): string => `${kind} ${++count}`;

  function effect(): Step {
    switch (random.below(10)) {
      case 0:
      case 1:
      case 2:
        return { kind: 'insert', name: named('Row'), table: random.pick(tables) };
      case 3:
        return { kind: 'append', name: named('Line'), to: 'own' };
      case 4:
        return { kind: 'append', name: named('Line'), to: random.pick(['shared', 'shared', 'same']) };
      case 5:
        return { kind: 'write', name: named('File') };
      case 6:
        return { kind: 'get', name: named('Flaky'), delayMs: random.between(0, 100), fails: random.between(1, 2) };
      case 7:
        return { kind: 'broken', name: named('Broken'), retries: random.between(0, 1) };
      default:
        return { kind: 'get', name: named('Get'), delayMs: random.between(0, 400), fails: 0 };
    }
  }
  const effects = (length: number): Step[] => Array.from({ length }, effect);

  function step(): Step {
    switch (random.below(12)) {
      case 0:
      case 1:
        return { kind: 'wait', name: named('Wait'), seconds: tenth(random, 0.2, 3) };
      case 2:
        return {
          kind: 'map',
          name: named('Each'),
          items: random.between(1, 5),
          concurrency: random.between(0, 3),
          body: effects(random.between(1, 2)),
        };
      case 3:
        return {
          kind: 'parallel',
          name: named('Both'),
          branches: Array.from({ length: random.between(2, 3) }, () => effects(random.between(1, 3))),
        };
      case 4:
        return { kind: 'loop', name: named('Again'), times: random.between(2, 4), body: effects(random.between(1, 2)) };
      case 5:
        return options.children.length === 0
          ? effect()
          : { kind: 'child', name: named('Call'), flow: random.pick(options.children) };
      case 6:
        if (options.children.length === 0 || random.below(3) > 0) return effect();
        return {
          kind: 'approval',
          name: named('Ask'),
          decision: random.pick(['approved', 'denied']),
          table: random.pick(tables),
        };
      default:
        return effect();
    }
  }
  return { name, steps: Array.from({ length: options.length }, step) };
}
