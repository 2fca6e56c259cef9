/** Builds the states of a machine in reading order; what follows a state is filled in when it is known. */
import type { State, SubMachine } from '../../../shared/domain/flow-definition.ts';
import type { JsonValue } from '../../../shared/json.ts';

/** Says what comes next; null ends the machine there. */
export type Exit = (next: string | null) => void;

/** Some states in a row. `start` is null when there are none, and then the exits are those handed in. */
export interface Fragment {
  start: string | null;
  exits: Exit[];
}
/** A block: where it starts, its ways out, and those of failures dealt with, after which the rest of the block has no meaning. */
export interface Block extends Fragment {
  failed: Exit[];
}
export const nothing: Fragment = { start: null, exits: [] };

/** A state before it is known what follows it. */
export type StateDraft = { Type: State['Type'] } & Record<string, JsonValue>;

export class Machine {
  readonly states: Record<string, StateDraft> = {};
  /** Names are unique in the whole definition, loops' bodies included. */
  readonly names: Set<string>;
  private end: string | null = null;

  constructor(names: Set<string> = new Set()) {
    this.names = names;
  }

  add(name: string, state: StateDraft): string {
    const unique = this.unique(name);
    this.states[unique] = state;
    return unique;
  }

  /** A state with one way out. */
  single(name: string, state: StateDraft): Fragment & { start: string } {
    const start = this.add(name, state);
    return { start, exits: [(next) => Object.assign(state, next === null ? { End: true } : { Next: next })] };
  }

  /** For rules of a Choice, which cannot end by themselves. */
  through(set: (next: string) => void): Exit {
    return (next) => set(next ?? this.done());
  }

  finish(fragment: Fragment): SubMachine {
    for (const exit of fragment.exits) exit(null);
    const start = fragment.start ?? this.done();
    return { StartAt: start, States: this.states as unknown as Record<string, State> };
  }

  private done(): string {
    this.end ??= this.add('Done', { Type: 'Succeed' });
    return this.end;
  }

  private unique(name: string): string {
    const short = name.length > 78 ? `${name.slice(0, 77)}…` : name;
    let unique = short;
    for (let count = 2; this.names.has(unique); count += 1) unique = `${short} ${count}`;
    this.names.add(unique);
    return unique;
  }
}

export function connect(fragments: Fragment[]): Fragment {
  let start: string | null = null;
  let exits: Exit[] = [];
  for (const fragment of fragments) {
    if (fragment.start === null) continue;
    if (start === null) start = fragment.start;
    else for (const exit of exits) exit(fragment.start);
    exits = fragment.exits;
  }
  return { start, exits };
}
