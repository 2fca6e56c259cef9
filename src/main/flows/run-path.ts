/** The way a run took through its flow's graph, from its history: which steps, which ways on, how often. */
import { edgeId, endId, nodeId, type RunPath, startId } from '../../shared/domain/flow-graph.ts';
import type { RunStep, RunSummary } from '../../shared/domain/run.ts';
import type { JournalEvent } from '../workflow/events.ts';

/** What matters most of several visits of a step comes first. */
const weight: Record<RunStep['status'], number> = {
  running: 0,
  waiting: 1,
  failed: 2,
  caught: 3,
  cancelled: 4,
  succeeded: 4,
};

export function pathOf(run: RunSummary, steps: readonly RunStep[], events: readonly JournalEvent[]): RunPath {
  const nodes = new Map<string, RunPath['nodes'][number]>();
  for (const { node, status, seq, enteredAtMs, exitedAtMs } of steps) {
    const known = nodes.get(node);
    const tookMs = (known?.tookMs ?? 0) + Math.max(0, (exitedAtMs ?? enteredAtMs) - enteredAtMs);
    const visits = (known?.visits ?? 0) + 1;
    const shown = known && weight[known.status] < weight[status] ? known : { status, seq };
    nodes.set(node, { id: node, visits, tookMs, status: shown.status, seq: shown.seq });
  }
  return {
    runId: run.id,
    version: run.version,
    status: run.status,
    nodes: [...nodes.values()],
    edges: [...waysTaken(steps, events)].map(([id, times]) => ({ id, times })),
  };
}

function waysTaken(steps: readonly RunStep[], events: readonly JournalEvent[]): Map<string, number> {
  const times = new Map<string, number>();
  const add = (id: string) => times.set(id, (times.get(id) ?? 0) + 1);
  const bySeq = new Map(steps.map((step) => [step.seq, step]));
  /** The visit each thread is in. */
  const current = new Map<string, RunStep>();
  const [first] = steps;
  if (first) add(edgeId(startId, first.node, false));
  for (const { seq, type, scope, data } of events) {
    const entered = bySeq.get(seq);
    if (entered) current.set(scope, entered);
    const left = type.endsWith('StateExited') ? current.get(scope) : undefined;
    if (!left) continue;
    const failure = left.status === 'caught';
    if (typeof data.next === 'string') add(edgeId(left.node, nodeId(groupOf(left.node), data.next), failure));
    else if (scope === '') add(edgeId(left.node, endId, failure));
  }
  return times;
}

/** The group a node lies in, by its id. */
function groupOf(node: string): string | null {
  const at = node.lastIndexOf('/');
  return at < 0 ? null : node.slice(0, at);
}
