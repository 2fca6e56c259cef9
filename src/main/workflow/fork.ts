/**
 * What a fork takes over of another run: its history up to and with the event that entered the chosen state, in any thread of the
 * run. So it is the run as it stood in that moment, and everything recorded by then is kept, of sibling branches and iterations too.
 */
import { assertInvariant, MajordomoError } from '../../shared/errors.ts';
import type { JournalEvent } from './events.ts';

export interface Visit {
  state: string;
  scope: string;
  /** The number of the event that entered it. */
  seq: number;
}

const mostNamed = 10;

/**
 * @param at the number of the event that entered the state; or its name, for the last visit: at the top of the run if there is one,
 * else inside of a Map or Parallel, where only one branch or iteration may have been in it
 * @throws MajordomoError `Run.NoSuchState`, `Run.WhichVisit`
 */
export function visitOf(runId: string, events: readonly JournalEvent[], at: string | number): Visit {
  const visits = events.flatMap(({ type, state, scope, seq }) =>
    type.endsWith('StateEntered') && state !== null ? [{ state, scope, seq }] : [],
  );
  const meant = visits.filter(({ state, seq }) => state === at || seq === at);
  const visit = meant.findLast(({ scope }) => scope === '') ?? meant.at(-1);
  if (!visit)
    throw new MajordomoError({
      code: 'Run.NoSuchState',
      message: `The run ${runId} never was in '${at}'. It went through: ${[...new Set(visits.map(({ state }) => state))].join(', ')}.`,
      data: { runId, state: at },
    });
  const lastOf = new Map(meant.map(({ scope, seq }) => [scope, seq]));
  if (visit.scope === '' || lastOf.size === 1) return visit;
  const named = [...lastOf].slice(0, mostNamed).map(([scope, seq]) => `#${seq} in ${scope}`);
  throw new MajordomoError({
    code: 'Run.WhichVisit',
    message: `'${at}' was done in ${lastOf.size} branches or items of the run ${runId}. Name one visit by its event's number: ${named.join(', ')}${lastOf.size > mostNamed ? ' …' : ''}.`,
    data: { runId, state: at },
  });
}

/** The first events of the fork: those it takes over, and the one that says so. */
export function forkedHistory(
  events: readonly JournalEvent[],
  from: { fromRunId: string; seq: number; atMs: number },
): JournalEvent[] {
  const { fromRunId, seq, atMs } = from;
  const taken = events.slice(0, decisionEnd(events, seq));
  return [
    ...taken,
    {
      type: 'ExecutionForked',
      scope: '',
      state: null,
      data: { fromRunId, seq },
      seq: taken.length + 1,
      atMs,
    },
  ];
}

/**
 * How many events there are up to this entry of a state. A history may be cut between two decisions, never within one: a Parallel starts
 * all its branches in one, so that from the first state of a branch the starts of the branches after it come along. A Map goes on
 * starting its iterations by itself; everywhere else the entry of a state is the end of its decision.
 */
function decisionEnd(events: readonly JournalEvent[], seq: number): number {
  assertInvariant(events[seq - 1]?.seq === seq, 'I1: an event stands at its number');
  let end = seq;
  if (events[seq - 2]?.type === 'ParallelBranchStarted') while (events[end]?.type === 'ParallelBranchStarted') end += 2;
  return end;
}
