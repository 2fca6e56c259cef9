/** A definition as a graph in plain words: every state a node, every way on an edge with its condition. */
import type { ChoiceState, State, StateMachine, SubMachine } from '../../shared/domain/flow-definition.ts';
import {
  branchId,
  edgeId,
  endId,
  type FlowGraph,
  type GraphEdge,
  type GraphNode,
  type GraphNodeKind,
  nodeId,
  startId,
} from '../../shared/domain/flow-graph.ts';
import type { OutlinePart } from '../../shared/domain/plan.ts';
import { conditionParts } from './outline-conditions.ts';
import { findMeanings, type Meanings } from './outline-meanings.ts';
import { type DescribeTool, retryParts, taskParts } from './outline-tasks.ts';
import { durationParts, itemsParts } from './outline-words.ts';

export function flowGraph(definition: StateMachine, version: number, describeTool: DescribeTool): FlowGraph {
  const drawer = new Drawer(describeTool, findMeanings(definition));
  const bare = { state: null, note: null, parent: null };
  drawer.nodes.push({ ...bare, id: startId, kind: 'start', title: 'Start' });
  drawer.edge(startId, nodeId(null, definition.StartAt), 'next', null);
  drawer.machine(definition, null);
  if (drawer.edges.some(({ to }) => to === endId)) drawer.nodes.push({ ...bare, id: endId, kind: 'end', title: 'End' });
  return { version, nodes: drawer.nodes, edges: drawer.edges };
}

class Drawer {
  readonly nodes: GraphNode[] = [];
  readonly edges: GraphEdge[] = [];
  private readonly describeTool: DescribeTool;
  private readonly meanings: Meanings;

  constructor(describeTool: DescribeTool, meanings: Meanings) {
    this.describeTool = describeTool;
    this.meanings = meanings;
  }

  machine({ States }: SubMachine, parent: string | null): void {
    for (const [name, state] of Object.entries(States)) this.state(name, state, parent);
  }

  edge(from: string, to: string, kind: GraphEdge['kind'], label: string | null): void {
    this.edges.push({ id: edgeId(from, to, kind === 'failure'), from, to, kind, label });
  }

  private state(name: string, state: State, parent: string | null): void {
    const id = nodeId(parent, name);
    const retries = 'Retry' in state ? plain(retryParts(state.Retry)).replace(/^, /, '') : '';
    this.nodes.push({
      id,
      state: name,
      kind: kindOf(state),
      title: this.titleOf(name, state),
      note: retries === '' ? null : retries,
      parent,
    });
    if (state.Type === 'Choice') this.ways(id, state, parent);
    else if ('Next' in state && state.Next !== undefined) this.edge(id, nodeId(parent, state.Next), 'next', null);
    // Inside a group the last step ends the group, which goes on by itself.
    else if ('End' in state && state.End && parent === null) this.edge(id, endId, 'next', null);
    if ('Catch' in state) this.handlers(id, state, parent);
    if (state.Type === 'Map') this.machine(state.ItemProcessor, id);
    if (state.Type === 'Parallel') this.branches(id, state.Branches);
  }

  /** One edge a target: two rules that lead to the same step are one way with either condition. */
  private ways(id: string, state: ChoiceState, parent: string | null): void {
    const conditions = new Map<string, string[]>();
    const add = (next: string, words: string) => conditions.set(next, [...(conditions.get(next) ?? []), words]);
    for (const rule of state.Choices)
      add(rule.Next, plain(conditionParts(rule.Condition, rule.Comment, this.meanings)));
    if (state.Default !== undefined) add(state.Default, 'otherwise');
    for (const [next, words] of conditions) this.edge(id, nodeId(parent, next), 'choice', words.join(' or '));
  }

  private handlers(id: string, { Catch }: Extract<State, { Catch?: unknown }>, parent: string | null): void {
    const errors = new Map<string, string[]>();
    for (const { ErrorEquals, Next } of Catch ?? []) errors.set(Next, [...(errors.get(Next) ?? []), ...ErrorEquals]);
    for (const [next, names] of errors) {
      const only = names.includes('States.ALL') ? '' : ` with ${names.join(' or ')}`;
      this.edge(id, nodeId(parent, next), 'failure', `if it fails${only}`);
    }
  }

  private branches(id: string, branches: readonly SubMachine[]): void {
    branches.forEach((branch, index) => {
      const own = branchId(id, index);
      const title = `Branch ${index + 1}`;
      this.nodes.push({ id: own, state: null, kind: 'branch', title, note: null, parent: id });
      this.machine(branch, own);
    });
  }

  private titleOf(name: string, state: State): string {
    switch (state.Type) {
      case 'Task':
        return plain(taskParts(name, state, this.describeTool));
      case 'Wait':
        return `Wait ${plain(durationParts(state))}`;
      case 'Map':
        return plain(itemsParts(name, state)).replace(/:$/, '');
      case 'Parallel':
        return state.Comment ?? 'At the same time';
      case 'Fail':
        return `Stop with the error ${state.Cause ?? state.Error ?? name}`;
      default:
        return state.Comment ?? name;
    }
  }
}

function kindOf(state: State): GraphNodeKind {
  switch (state.Type) {
    case 'Task':
      if (state.Resource === 'approval') return 'approval';
      if (state.Resource.startsWith('flow:')) return 'flow';
      return /^worker:[^/]+$/.test(state.Resource) ? 'model' : 'task';
    case 'Choice':
      return 'choice';
    case 'Wait':
      return 'wait';
    case 'Pass':
      return 'pass';
    case 'Map':
      return 'map';
    case 'Parallel':
      return 'parallel';
    case 'Succeed':
      return 'succeed';
    case 'Fail':
      return 'fail';
  }
}

function plain(parts: OutlinePart[]): string {
  return parts.map(({ text }) => text).join('');
}
