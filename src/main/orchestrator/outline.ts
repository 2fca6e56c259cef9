/**
 * A flow in plain English, derived from its definition alone, so that a flow is read back as truly whoever wrote it.
 * `describeTool` gives a tool call's words, or null for a tool it does not know.
 */
import type { ChoiceState, State, StateMachine, SubMachine } from '../../shared/domain/flow-definition.ts';
import type { OutlinePart, OutlineStep } from '../../shared/domain/plan.ts';
import { conditionParts } from './outline-conditions.ts';
import { Graph, type Loop } from './outline-graph.ts';
import { findMeanings, type Meanings } from './outline-meanings.ts';
import { type DescribeTool, retryParts, taskParts } from './outline-tasks.ts';
import { durationParts, expressionOf, itemsParts, text, value, words } from './outline-words.ts';

export { effectsOf } from './outline-effects.ts';

export function outline(definition: StateMachine, describeTool: DescribeTool): OutlineStep[] {
  return new Outliner(definition, describeTool, findMeanings(definition)).steps(definition.StartAt, new Set());
}

class Outliner {
  private readonly graph: Graph;
  private readonly describeTool: DescribeTool;
  private readonly meanings: Meanings;
  private readonly told = new Set<string>();

  constructor(machine: SubMachine, describeTool: DescribeTool, meanings: Meanings) {
    this.graph = new Graph(machine);
    this.describeTool = describeTool;
    this.meanings = meanings;
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
            ...joined(choice.Choices.map((one) => conditionParts(one.Condition, one.Comment, this.meanings))),
          ]
        : [text('Repeat until '), ...conditionParts(rule.Condition, rule.Comment, this.meanings)];
    return said(exit.choice, parts, body);
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
    switch (state.Type) {
      case 'Task':
        return [said(name, [...taskParts(name, state, this.describeTool), ...retryParts(state.Retry)])];
      case 'Wait':
        return [said(name, [text('Wait '), ...durationParts(state)])];
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
        return [said(name, [text('Stop with the error '), value(state.Cause ?? state.Error ?? name)])];
      case 'Map': {
        const inner = new Outliner(state.ItemProcessor, this.describeTool, this.meanings);
        return [
          said(
            name,
            [...itemsParts(name, state), ...retryParts(state.Retry)],
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
                new Outliner(branch, this.describeTool, this.meanings).steps(branch.StartAt, new Set()),
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
    const first = conditionParts(state.Choices[0]?.Condition ?? true, state.Choices[0]?.Comment, this.meanings);
    const steps = state.Choices.map((rule, index) => {
      const parts = conditionParts(rule.Condition, rule.Comment, this.meanings);
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
