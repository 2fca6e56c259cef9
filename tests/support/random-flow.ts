/** Random flows of the language for properties of the engine: what a task gives depends only on where it is and what it is given. */

import type { TaskOutcome, TaskRequest } from '../../src/main/workflow/ports.ts';
import type { StateMachine, SubMachine } from '../../src/shared/domain/flow-definition.ts';
import type { JsonObject, JsonValue } from '../../src/shared/json.ts';
import type { Seeded } from './seeded.ts';

type States = Record<string, JsonObject>;

/** Tasks with retries and catchers, waits, loops, and Parallels and Maps in one another. */
export function randomFlow(random: Seeded): StateMachine {
  let count = 0;
  const named = (kind: string): string => `${kind} ${++count}`;

  function machine(depth: number): SubMachine {
    const states: States = {};
    const parts = Array.from({ length: random.between(1, 3) }, () => part(depth, states));
    // Each part leads to the next one.
    for (const [index, { last }] of parts.entries()) {
      const next = parts[index + 1];
      states[last] = { ...states[last], ...(next ? { Next: next.first } : { End: true }) };
    }
    return { StartAt: parts[0]?.first ?? '', States: states } as unknown as SubMachine;
  }

  function part(depth: number, states: States): { first: string; last: string } {
    const kind = random.below(depth > 0 ? 8 : 5);
    if (kind <= 2) return caught(states, named('Task'), { ...task(), ...recovery() });
    if (kind === 3) return single(states, named('Wait'), { Type: 'Wait', Seconds: random.between(0, 40) });
    if (kind === 4) return loop(states);
    if (kind === 5) {
      const Branches = Array.from({ length: random.between(2, 3) }, () => machine(depth - 1)) as unknown as JsonValue;
      return caught(states, named('Both'), { Type: 'Parallel', Branches, ...recovery() });
    }
    const items = random.between(1, 5);
    return caught(states, named('Each'), {
      Type: 'Map',
      Items: Array.from({ length: items }, (_, index) => index),
      MaxConcurrency: random.between(0, 3),
      // None or all of them: how many had failed when it was given up would be a matter of time.
      ToleratedFailureCount: random.pick([0, items]),
      ItemProcessor: machine(depth - 1) as unknown as JsonValue,
      ...recovery(),
    });
  }

  const task = (): JsonObject => ({
    Type: 'Task',
    Resource: 'worker:w/do',
    Arguments: { retry: '{% $states.context.State.RetryCount %}', input: '{% $states.input %}' },
    ...(random.below(3) === 0 ? { TimeoutSeconds: 150 } : {}),
  });

  function recovery(): JsonObject {
    return {
      ...(random.below(2) === 0
        ? { Retry: [{ ErrorEquals: ['Boom'], IntervalSeconds: random.between(1, 20), MaxAttempts: 2 }] }
        : {}),
      ...(random.below(3) > 0 ? { Output: '{% $states.result %}' } : {}),
    };
  }

  /** With a catcher, as often as not. */
  function caught(states: States, name: string, state: JsonObject): { first: string; last: string } {
    if (random.below(2) === 0) return single(states, name, state);
    const [handler, together] = [named('Caught'), named('Together')];
    states[name] = { ...state, Catch: [{ ErrorEquals: ['States.ALL'], Next: handler }], Next: together };
    states[handler] = { Type: 'Pass', Output: '{% $states.input.Error %}', Next: together };
    states[together] = { Type: 'Pass' };
    return { first: name, last: together };
  }

  function loop(states: States): { first: string; last: string } {
    const [before, body, after, again, done] = ['Begin', 'Round', 'Count', 'Again?', 'Done'].map(named) as [
      string,
      string,
      string,
      string,
      string,
    ];
    const variable = `n${count}`;
    states[before] = { Type: 'Pass', Assign: { [variable]: 0 }, Next: body };
    states[body] = { ...task(), Next: after };
    states[after] = { Type: 'Pass', Assign: { [variable]: `{% $${variable} + 1 %}` }, Next: again };
    states[again] = {
      Type: 'Choice',
      Choices: [{ Condition: `{% $${variable} < ${random.between(1, 3)} %}`, Next: body }],
      Default: done,
    };
    states[done] = { Type: 'Pass' };
    return { first: before, last: done };
  }

  return machine(2) as unknown as StateMachine;
}

function single(states: States, name: string, state: JsonObject): { first: string; last: string } {
  states[name] = state;
  return { first: name, last: name };
}

/** The same for the same step and arguments, whichever run asks and when; about one step in four fails, some of them for good. */
export function answerOf({ scope, state, arguments: args }: TaskRequest): TaskOutcome {
  const fails = [0, 0, 0, 0, 0, 0, 1, 9][hash(`${scope} ${state}`) % 8] ?? 0;
  if (Number((args as JsonObject).retry ?? 0) < fails) return { ok: false, error: 'Boom', cause: null };
  return { ok: true, output: hash(JSON.stringify([scope, state, args])) };
}

function hash(text: string): number {
  let value = 2_166_136_261;
  for (const char of text) value = Math.imul(value ^ (char.codePointAt(0) ?? 0), 16_777_619) >>> 0;
  return value >>> 3;
}
