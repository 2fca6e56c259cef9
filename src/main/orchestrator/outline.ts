/**
 * A flow in plain English, derived from its definition alone, so that a flow is read back as truly whoever wrote it.
 * `describeTool` gives a tool call's words, or null for a tool it does not know.
 */
import type { ChoiceRule, ChoiceState, State, StateMachine, SubMachine } from '../../shared/domain/flow-definition.ts';
import type { OutlinePart, OutlineStep } from '../../shared/domain/plan.ts';
import { conditionParts } from './outline-conditions.ts';
import { plainTelling, pointer, type Telling } from './outline-edits.ts';
import { Graph, type Loop } from './outline-graph.ts';
import { findMeanings, type Meanings } from './outline-meanings.ts';
import { type DescribeTool, retryParts, taskParts } from './outline-tasks.ts';
import { durationParts, expressionOf, itemsParts, text, value, words } from './outline-words.ts';

export { effectsOf } from './outline-effects.ts';

/** @param tell how each line is worded; `editableTelling` adds what can be changed in it */
export function outline(
  definition: StateMachine,
  describeTool: DescribeTool,
  tell: Telling = plainTelling,
): OutlineStep[] {
  const context = { describeTool, tell, meanings: findMeanings(definition) };
  return new Outliner(definition, '', context).steps(definition.StartAt, new Set());
}

interface Context {
  describeTool: DescribeTool;
  tell: Telling;
  meanings: Meanings;
}

class Outliner {
  private readonly graph: Graph;
  /** JSON Pointer of the machine in its definition. */
  private readonly path: string;
  private readonly context: Context;
  private readonly told = new Set<string>();

  constructor(machine: SubMachine, path: string, context: Context) {
    this.graph = new Graph(machine);
    this.path = path;
    this.context = context;
  }

  /** The steps from `start` until one of `stop`, which another step goes on with. */
  steps(start: string, stop: Set<string>, inside: Loop | null = null): OutlineStep[] {
    const found: OutlineStep[] = [];
    let name: string | null = start;
    while (name !== null && !stop.has(name)) {
      const state: State | undefined = this.graph.states[name];
      if (state === undefined) break;
      if (this.told.has(name)) {
        found.push(said(null, [text('Go back to “'), value(name), text('”')]));
        break;
      }
      const loop = this.graph.loops.get(name);
      if (loop?.exit !== undefined && loop.exit !== null && loop !== inside) {
        found.push(this.loop(loop, stop));
        name = loop.exit.to;
        continue;
      }
      this.told.add(name);
      const { steps, next }: { steps: OutlineStep[]; next: string | null } =
        state.Type === 'Choice' ? this.choice(name, state, stop, inside) : this.plain(name, state, stop, inside);
      found.push(...steps);
      name = next;
    }
    return found;
  }

  private loop(loop: Loop, stop: Set<string>): OutlineStep {
    const exit = loop.exit;
    const choice = exit === null ? undefined : this.graph.states[exit.choice];
    const body = this.steps(loop.head, new Set(stop), loop);
    if (exit === null || choice?.Type !== 'Choice') return said(null, [text('Repeat')], body);
    const rule = choice.Choices.find(({ Next }) => Next === exit.to);
    // Left by a rule: until it holds. Left by the default: while one of the rules holds.
    const parts =
      rule === undefined
        ? [
            text('Repeat while '),
            ...joined(choice.Choices.map((one, index) => this.condition(exit.choice, one, index))),
          ]
        : [text('Repeat until '), ...this.condition(exit.choice, rule, choice.Choices.indexOf(rule))];
    return said(exit.choice, parts, body);
  }

  private condition(choice: string, rule: ChoiceRule, index: number): OutlinePart[] {
    const { tell, meanings } = this.context;
    const path = pointer(this.path, ['States', choice, 'Choices', String(index)]);
    return tell(rule, path, ({ Condition, Comment }) => conditionParts(Condition, Comment, meanings));
  }

  private plain(
    name: string,
    state: Exclude<State, ChoiceState>,
    stop: Set<string>,
    inside: Loop | null,
  ): { steps: OutlineStep[]; next: string | null } {
    const next = 'Next' in state && state.Next !== undefined ? state.Next : null;
    const back = next !== null && this.graph.isBack(name, next);
    const steps = this.describe(name, state);
    if ('Catch' in state) {
      const after = next === null ? new Set<string>() : this.graph.reachable(next);
      for (const catcher of state.Catch ?? []) {
        const only = catcher.ErrorEquals.includes('States.ALL')
          ? []
          : [text(' with '), value(catcher.ErrorEquals.join(' or '))];
        const children = this.steps(catcher.Next, new Set([...stop, ...after]), inside);
        const end = this.ends(catcher.Next, after) && next !== null ? [said(null, [text('Stop')])] : [];
        const empty = children.length === 0 && end.length === 0 ? [said(null, [text('Go on')])] : [];
        steps.push(said(null, [text('If it fails'), ...only, text(':')], [...children, ...end, ...empty]));
      }
    }
    if (!back) return { steps, next };
    // Going round a loop that is told as one needs no words.
    return {
      steps: inside?.head === next ? steps : [...steps, said(null, [text('Go back to “'), value(next), text('”')])],
      next: null,
    };
  }

  /** A handler that never meets the main way again ends the run. */
  private ends(from: string, after: Set<string>): boolean {
    return ![...this.graph.reachable(from)].some((name) => after.has(name) || this.graph.states[name]?.Type === 'Fail');
  }

  private describe(name: string, state: Exclude<State, ChoiceState>): OutlineStep[] {
    const path = pointer(this.path, ['States', name]);
    const tell = <S extends State>(one: S, words: (one: S) => OutlinePart[]) => this.context.tell(one, path, words);
    switch (state.Type) {
      case 'Task':
        return [
          said(
            name,
            tell(state, (one) => [...taskParts(name, one, this.context.describeTool), ...retryParts(one.Retry)]),
          ),
        ];
      case 'Wait':
        return [
          said(
            name,
            tell(state, (one) => [text('Wait '), ...durationParts(one)]),
          ),
        ];
      case 'Pass': {
        // A Pass changes nothing outside; only what it adds to a list is worth saying.
        const list = Object.entries(state.Assign ?? {}).find(([variable, template]) =>
          expressionOf(template)?.startsWith(`$append($${variable},`),
        );
        if (list === undefined) return state.Comment === undefined ? [] : [said(name, [text(state.Comment)])];
        return [
          said(name, [
            text('Add it to the '),
            value(
              words(list[0])
                .replace(/^kept for /, '')
                .replace(/ \d+$/, ''),
            ),
          ]),
        ];
      }
      case 'Succeed':
        return [];
      case 'Fail':
        return [
          said(
            name,
            tell(state, (one) => [text('Stop with the error '), value(one.Cause ?? one.Error ?? name)]),
          ),
        ];
      case 'Map': {
        const inner = new Outliner(state.ItemProcessor, pointer(path, ['ItemProcessor']), this.context);
        return [
          said(
            name,
            tell(state, (one) => [...itemsParts(name, one), ...retryParts(one.Retry)]),
            inner.steps(state.ItemProcessor.StartAt, new Set()),
          ),
        ];
      }
      case 'Parallel':
        return [
          said(
            name,
            [text('At the same time:')],
            state.Branches.map((branch, index) =>
              said(
                null,
                [text(`Branch ${index + 1}`)],
                new Outliner(branch, pointer(path, ['Branches', String(index)]), this.context).steps(
                  branch.StartAt,
                  new Set(),
                ),
              ),
            ),
          ),
        ];
    }
  }

  private choice(
    name: string,
    state: ChoiceState,
    stop: Set<string>,
    inside: Loop | null,
  ): { steps: OutlineStep[]; next: string | null } {
    if (inside?.exit?.choice === name) {
      const round = this.graph.next(name).find((to) => to !== inside.exit?.to && !this.graph.isBack(name, to));
      return { steps: [], next: round ?? null };
    }
    const targets = this.graph.next(name).filter((to) => !this.graph.isBack(name, to));
    const meeting = state.Default === undefined && targets.length === 1 ? null : this.graph.meeting(targets);
    const until = meeting === null ? stop : new Set([...stop, meeting]);
    const first = conditionParts(state.Choices[0]?.Condition ?? true, state.Choices[0]?.Comment, this.context.meanings);
    const steps = state.Choices.map((rule, index) => {
      const parts = this.condition(name, rule, index);
      return said(
        name,
        [text(index === 0 || isCase(parts, first) ? 'If ' : 'Otherwise, if '), ...parts],
        this.branch(name, rule.Next, until, inside),
      );
    });
    const otherwise = state.Default === undefined ? [] : this.branch(name, state.Default, until, inside, true);
    return {
      steps: [...steps, ...(otherwise.length === 0 ? [] : [said(null, [text('Otherwise')], otherwise)])],
      next: meeting !== null && !stop.has(meeting) ? meeting : null,
    };
  }

  private branch(from: string, to: string, stop: Set<string>, inside: Loop | null, silent = false): OutlineStep[] {
    if (stop.has(to)) return silent ? [] : [said(null, [text('Do nothing')])];
    if (this.graph.isBack(from, to)) return [said(null, [text('Go back to “'), value(to), text('”')])];
    if (this.graph.states[to]?.Type === 'Succeed') return silent ? [] : [said(to, [text('Stop')])];
    return this.steps(to, stop, inside);
  }
}

/** Equal to different values: the cases exclude each other and need no "otherwise". */
function isCase(parts: OutlinePart[], first: OutlinePart[]): boolean {
  return (
    parts.length === 3 && parts[1]?.text === ' is ' && first[1]?.text === ' is ' && parts[0]?.text === first[0]?.text
  );
}

function joined(all: OutlinePart[][]): OutlinePart[] {
  return all.flatMap((parts, index) => (index === 0 ? parts : [text(' or '), ...parts]));
}

function said(state: string | null, parts: OutlinePart[], children: OutlineStep[] = []): OutlineStep {
  return { state, parts, children };
}
