/** Running, pausing and cancelling flows. Owns: the rules of when each may happen. Does not own: the engine, the ledger. */
import type { Telling } from '../../shared/domain/telling.ts';
import { MajordomoError } from '../../shared/errors.ts';
import type { JsonValue } from '../../shared/json.ts';
import { newId } from '../ids.ts';
import type { Database } from '../store/database.ts';
import { pauseReasonOf, readFlowVersion, setFlowStatus, setFlowTelling } from '../store/tables/flows.ts';
import { reopenCancelled } from '../store/tables/occurrences.ts';
import { activateSchedule, activeSchedulesOf, deactivateSchedules } from '../store/tables/schedules.ts';
import type { Engine, StartedRun } from '../workflow/engine.ts';
import type { Clock, RunOrigin } from '../workflow/ports.ts';
import { existingFlow } from './flow-views.ts';

export interface FlowControlDeps {
  db: Database;
  clock: Clock;
  engine: Engine;
  onScheduleChanged: (flowId: string) => void;
  onFlowChanged: (flowId: string) => void;
}

interface BeforeCancel {
  status: 'on' | 'paused';
  /** Why it was paused. */
  reason: string | null;
  scheduleIds: string[];
  atMs: number;
}

export class FlowControl {
  readonly #deps: FlowControlDeps;
  /** What was cancelled since the start, as it was before. */
  readonly #cancelled = new Map<string, BeforeCancel>();

  constructor(deps: FlowControlDeps) {
    this.#deps = deps;
  }

  /** Starts the current version. A paused flow may be run by hand; a cancelled one may not. */
  async run(
    flowId: string,
    origin: RunOrigin,
    options: { id?: string; input?: JsonValue; fastForward?: boolean } = {},
  ): Promise<StartedRun> {
    const { db, clock, engine } = this.#deps;
    const flow = existingFlow(db, flowId);
    if (flow.status === 'cancelled' && flow.listed === 1)
      throw new MajordomoError({
        code: 'Flow.Cancelled',
        message: `'${flow.name}' was cancelled and cannot run. Set it up again from its request.`,
        data: { flowId },
      });
    const { version, definition } = readFlowVersion(db, flow.id, flow.current_version);
    const startedAtMs = clock.nowMs();
    const run = {
      id: options.id ?? newId('run', startedAtMs),
      flowId: flow.id,
      version,
      definition,
      input: options.input ?? {},
      origin,
      dryRun: false,
      startedAtMs,
    };
    const started = await engine.start(run, { fastForward: options.fastForward ?? false });
    this.#deps.onFlowChanged(flow.id);
    return started;
  }

  /** From now on each firing is skipped, with that reason in the ledger; what is running goes on. */
  pause(flowId: string, reason = 'paused'): void {
    this.#setStatus(flowId, 'on', 'paused', { reason });
  }

  /** Fires again from its next due time. */
  resume(flowId: string): void {
    this.#setStatus(flowId, 'paused', 'on');
  }

  /** Which of its scheduled runs the user hears of, from the next one that ends. */
  setTelling(flowId: string, telling: Telling): void {
    const flow = existingFlow(this.#deps.db, flowId);
    setFlowTelling(this.#deps.db, flow.id, telling);
    this.#deps.onFlowChanged(flow.id);
  }

  /** For good: it never fires again and keeps its history. */
  cancel(flowId: string): void {
    const flow = existingFlow(this.#deps.db, flowId);
    if (flow.status === 'cancelled') return;
    const { db, clock } = this.#deps;
    const before: BeforeCancel = {
      status: flow.status,
      reason: pauseReasonOf(db, flow.id),
      scheduleIds: activeSchedulesOf(db, flow.id).map(({ id }) => id),
      atMs: clock.nowMs(),
    };
    this.#setStatus(flow.id, flow.status, 'cancelled', { alongside: () => deactivateSchedules(db, flow.id) });
    this.#cancelled.set(flow.id, before);
  }

  /**
   * A flow that was cancelled since the start is what it was: its schedules and triggers, on or paused, its firings. What came due
   * meanwhile is made up for as after a sleep.
   * @throws MajordomoError `Flow.NotUndoable`
   */
  undoCancel(flowId: string): void {
    const { db, clock } = this.#deps;
    const flow = existingFlow(db, flowId);
    const before = this.#cancelled.get(flow.id);
    if (!before || flow.status !== 'cancelled')
      throw new MajordomoError({
        code: 'Flow.NotUndoable',
        message: `'${flow.name}' can no longer be brought back. Set it up again from its request.`,
        data: { flowId },
      });
    const nowMs = clock.nowMs();
    db.transaction(() => {
      setFlowStatus(db, flow.id, { status: before.status, pauseReason: before.reason, nowMs });
      for (const id of before.scheduleIds) activateSchedule(db, id);
      reopenCancelled(db, flow.id, { sinceMs: before.atMs, nowMs });
    }).immediate();
    this.#cancelled.delete(flow.id);
    this.#deps.onScheduleChanged(flow.id);
    this.#deps.onFlowChanged(flow.id);
  }

  #setStatus(
    flowId: string,
    from: 'on' | 'paused',
    to: 'on' | 'paused' | 'cancelled',
    { reason = null, alongside }: { reason?: string | null; alongside?: () => void } = {},
  ): void {
    const { db, clock } = this.#deps;
    const flow = existingFlow(db, flowId);
    if (flow.status === to) return;
    if (flow.status !== from)
      throw new MajordomoError({
        code: 'Flow.WrongStatus',
        message: `'${flow.name}' is ${flow.status === 'on' ? 'on' : flow.status}; it cannot be ${to === 'on' ? 'resumed' : to}.`,
        data: { flowId, status: flow.status },
      });
    db.transaction(() => {
      setFlowStatus(db, flow.id, { status: to, pauseReason: reason, nowMs: clock.nowMs() });
      alongside?.();
    }).immediate();
    this.#deps.onScheduleChanged(flow.id);
    this.#deps.onFlowChanged(flow.id);
  }
}
