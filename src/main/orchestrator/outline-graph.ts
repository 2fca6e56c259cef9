/** The shape of a definition: where ways part and meet, and which states go round in a loop. */
import type { State, SubMachine } from '../../shared/domain/flow-definition.ts';

export interface Loop {
  head: string;
  states: Set<string>;
  /** The one decision by which the loop is left; null when there are several or none. */
  exit: { choice: string; to: string } | null;
}

export class Graph {
  readonly states: Record<string, State>;
  readonly loops = new Map<string, Loop>();
  private readonly back = new Set<string>();

  constructor(machine: SubMachine) {
    this.states = machine.States;
    this.findBackEdges(machine.StartAt, new Set(), new Set());
    for (const edge of this.back) this.addLoop(edge);
    for (const loop of this.loops.values()) loop.exit = this.exitOf(loop);
  }

  /** Where it may go on, failures left out. */
  next(name: string): string[] {
    const state = this.states[name];
    if (state === undefined) return [];
    if (state.Type === 'Choice')
      return [
        ...new Set([
          ...state.Choices.map((rule) => rule.Next),
          ...(state.Default === undefined ? [] : [state.Default]),
        ]),
      ];
    return 'Next' in state && state.Next !== undefined ? [state.Next] : [];
  }

  all(name: string): string[] {
    const state = this.states[name];
    const caught = state !== undefined && 'Catch' in state ? (state.Catch ?? []).map((catcher) => catcher.Next) : [];
    return [...this.next(name), ...caught];
  }

  isBack(from: string, to: string): boolean {
    return this.back.has(edgeOf(from, to));
  }

  /** Everything that can still happen from here on, without going round again. */
  reachable(from: string, follow: (name: string) => string[] = (name) => this.all(name)): Set<string> {
    const found = new Set<string>();
    const visit = (name: string): void => {
      if (found.has(name)) return;
      found.add(name);
      for (const to of follow(name)) if (!this.isBack(name, to)) visit(to);
    };
    visit(from);
    return found;
  }

  /** The first state that every way out of a decision comes to; null when they never meet. */
  meeting(targets: string[]): string | null {
    const [first, ...others] = targets.map((target) => [...this.reachable(target, (name) => this.next(name))]);
    if (first === undefined) return null;
    // A target that ends at once ("Stop") has nothing in common with the others.
    return (
      first.find((name) => this.states[name]?.Type !== 'Succeed' && others.every((other) => other.includes(name))) ??
      null
    );
  }

  private findBackEdges(name: string, path: Set<string>, done: Set<string>): void {
    if (done.has(name)) return;
    path.add(name);
    for (const to of this.all(name)) {
      if (path.has(to)) this.back.add(edgeOf(name, to));
      else this.findBackEdges(to, path, done);
    }
    path.delete(name);
    done.add(name);
  }

  private addLoop(edge: string): void {
    const [from = '', head = ''] = edge.split('\u0000');
    const loop = this.loops.get(head) ?? { head, states: new Set([head]), exit: null };
    this.loops.set(head, loop);
    const into = new Map<string, string[]>();
    for (const name of Object.keys(this.states))
      for (const to of this.all(name)) into.set(to, [...(into.get(to) ?? []), name]);
    const add = (name: string): void => {
      if (loop.states.has(name)) return;
      loop.states.add(name);
      for (const before of into.get(name) ?? []) add(before);
    };
    add(from);
  }

  private exitOf(loop: Loop): Loop['exit'] {
    const exits = [...loop.states].flatMap((name) =>
      this.next(name)
        .filter((to) => !loop.states.has(to))
        .map((to) => ({ choice: name, to })),
    );
    const [only] = exits;
    return exits.length === 1 && only !== undefined && this.states[only.choice]?.Type === 'Choice' ? only : null;
  }
}

const edgeOf = (from: string, to: string): string => `${from}\u0000${to}`;
