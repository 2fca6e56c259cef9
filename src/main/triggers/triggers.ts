/**
 * What fires besides the clock: it sees what happens and writes it into the ledger, as a firing whose run the scheduler starts like
 * any other, under the same policies, pauses and retries.
 * Each event and its firing are one transaction; a run's end and the firings that follow it are written together (the journal).
 */
import type { TriggerKind } from '../../shared/domain/trigger.ts';
import { toWireError } from '../../shared/errors.ts';
import type { JsonObject, JsonValue } from '../../shared/json.ts';
import type { Database } from '../store/database.ts';
import {
  eventsOfFiring,
  lastEventAtMs,
  type NewTriggerEvent,
  type OwnChange,
  ownChangesSince,
  recordFiring,
  rememberFiles,
  type SeenFile,
  seenFiles,
  waitingFiring,
} from '../store/tables/trigger-events.ts';
import { activeTriggers, findTrigger, setLooked, type Trigger, triggersAfter } from '../store/tables/triggers.ts';
import { type FileDifference, fileDifferences } from './file-differences.ts';
import { FileWatch } from './file-watch.ts';
import { runInput } from './run-input.ts';
import { type WatchFolders, watchTarget } from './watch-target.ts';

export interface TriggersDeps {
  db: Database;
  nowMs: () => number;
  /** This start of the app, among all there ever were. */
  epoch: number;
  folders: WatchFolders;
  /** A firing was written: the scheduler is to look. */
  onFired: (flowId: string) => void;
  tell: (told: {
    key: string;
    kind: 'app';
    title: string;
    body: string;
    flowId: string;
    runId: null;
  }) => Promise<unknown>;
  log: (line: string) => void;
}

/** What a run of a firing starts with, besides its place in the ledger. */
export interface TriggeredStart {
  kind: TriggerKind;
  input: JsonValue;
  /** The id it was promised. */
  runId: string | undefined;
}

/** Events that go into one firing at most; more make another. */
const mostInOne = 10_000;
/** A wake from sleep is told several times by some systems. */
const sameWakeMs = 10_000;
const ownChangeTakesMs = 5_000;

export class Triggers {
  readonly #deps: TriggersDeps;
  readonly #watches = new Map<string, FileWatch>();
  /** Of each trigger the newest firing whose input was taken: nothing joins it any more. */
  readonly #taken = new Map<string, number>();
  readonly #working = new Set<Promise<void>>();
  #running = false;

  constructor(deps: TriggersDeps) {
    this.#deps = deps;
  }

  /** Looks at what happened while nobody was there, watches from now on, and says that the app started. */
  start(): void {
    this.#running = true;
    for (const trigger of activeTriggers(this.#deps.db, 'app-start'))
      this.#fire(trigger, { key: `start:${this.#deps.epoch}`, what: 'started', subject: '' });
    this.#watchAll();
  }

  async stop(): Promise<void> {
    this.#running = false;
    await Promise.all([...this.#watches.values()].map((watch) => watch.stop()));
    this.#watches.clear();
    await Promise.all(this.#working);
  }

  /** The triggers of a flow changed, or its status. A path is seen as it is now, also where nobody goes on watching it. */
  changed(): void {
    if (this.#running) return this.#watchAll();
    for (const trigger of activeTriggers(this.#deps.db, 'file'))
      if (trigger.lookedAtMs === null) this.#keep(lookOnce(this.#watchOf(trigger)));
  }

  woke(): void {
    const { db, nowMs } = this.#deps;
    for (const trigger of activeTriggers(db, 'wake')) {
      const lastMs = lastEventAtMs(db, trigger.id);
      if (lastMs === null || Math.abs(nowMs() - lastMs) > sameWakeMs)
        this.#fire(trigger, { what: 'woke', subject: '' });
    }
    for (const watch of this.#watches.values()) this.#keep(watch.look());
  }

  /** A run has ended, and with it what follows was written. */
  runEnded(flowId: string): void {
    for (const trigger of triggersAfter(this.#deps.db, flowId)) this.#deps.onFired(trigger.flowId);
  }

  /** One event, from outside or by hand. @returns the due time of its firing */
  fire(trigger: Trigger, what: string, data: JsonObject): number | null {
    return this.#fire(trigger, { what, subject: '', data });
  }

  /** Null for a firing of the clock. From now on nothing joins this firing. */
  startOf(scheduleId: string, dueAtMs: number): TriggeredStart | null {
    const { db } = this.#deps;
    const trigger = findTrigger(db, scheduleId);
    if (trigger === undefined) return null;
    this.#taken.set(scheduleId, Math.max(dueAtMs, this.#taken.get(scheduleId) ?? dueAtMs));
    const events = eventsOfFiring(db, { scheduleId, dueAtMs });
    const runId = events[0]?.data?.runId;
    return {
      kind: trigger.spec.kind,
      input: runInput(trigger.spec, events),
      runId: trigger.spec.kind === 'webhook' && typeof runId === 'string' ? runId : undefined,
    };
  }

  #fire(trigger: Trigger, event: NewTriggerEvent): number | null {
    const { db, nowMs, onFired } = this.#deps;
    const dueAtMs = db.transaction(() => recordFiring(db, trigger, [event], { nowMs: nowMs() })).immediate();
    if (dueAtMs !== null) onFired(trigger.flowId);
    return dueAtMs;
  }

  #watchAll(): void {
    const wanted = new Map(activeTriggers(this.#deps.db, 'file').map((trigger) => [trigger.id, trigger]));
    for (const [id, watch] of this.#watches) {
      if (wanted.has(id)) continue;
      this.#watches.delete(id);
      this.#keep(watch.stop());
    }
    for (const trigger of wanted.values()) {
      if (this.#watches.has(trigger.id)) continue;
      const watch = this.#watchOf(trigger);
      if (watch === null) continue;
      this.#watches.set(trigger.id, watch);
      this.#keep(watch.start());
    }
  }

  #watchOf(trigger: Trigger): FileWatch | null {
    const { spec, id } = trigger;
    if (spec.kind !== 'file') return null;
    try {
      return new FileWatch({
        target: watchTarget(spec.path, this.#deps.folders),
        settleMs: spec.settleMs,
        onLooked: (files) => this.#looked(id, files),
        onError: (error) => this.#failed(trigger, error),
      });
    } catch (error) {
      this.#failed(trigger, error);
      return null;
    }
  }

  /** What is different from what was seen last becomes one firing, or joins the one that still waits. */
  #looked(triggerId: string, files: Map<string, SeenFile>): void {
    const { db, nowMs, onFired } = this.#deps;
    const now = nowMs();
    const firedFlow = db
      .transaction((): string | null => {
        const trigger = findTrigger(db, triggerId);
        if (trigger?.spec.kind !== 'file' || !trigger.active) return null;
        const differences = fileDifferences(seenFiles(db, triggerId), files);
        rememberFiles(
          db,
          triggerId,
          differences.map(({ path, file }) => [path, file] as const),
        );
        if (trigger.lookedAtMs === null || differences.length > 0) setLooked(db, triggerId, now);
        if (trigger.lookedAtMs === null) return null;
        const events = this.#eventsOf(trigger, trigger.spec.on, differences, trigger.lookedAtMs);
        if (events.length === 0) return null;
        return recordFiring(db, trigger, events, { nowMs: now, joins: this.#joinable(triggerId, events.length) }) ===
          null
          ? null
          : trigger.flowId;
      })
      .immediate();
    if (firedFlow !== null) onFired(firedFlow);
  }

  #eventsOf(
    trigger: Trigger,
    on: readonly string[],
    differences: readonly FileDifference[],
    sinceMs: number,
  ): NewTriggerEvent[] {
    const wanted = differences.filter(({ what }) => on.includes(what));
    if (wanted.length === 0) return [];
    const own = ownChangesSince(this.#deps.db, trigger.flowId, sinceMs);
    return wanted.map(({ path, what, file }) => {
      const change = own.get(path);
      const isOwn = change !== undefined && change.size === (file?.size ?? null) && isBy(change, file);
      return { what, subject: path, ...(isOwn ? { ignored: 'the flow changed it itself' } : {}) };
    });
  }

  #joinable(triggerId: string, more: number): number | null {
    const waiting = waitingFiring(this.#deps.db, triggerId);
    if (waiting === undefined || waiting.events + more > mostInOne) return null;
    const takenMs = this.#taken.get(triggerId);
    return takenMs !== undefined && waiting.dueAtMs <= takenMs ? null : waiting.dueAtMs;
  }

  /** Told once for each kind of failure of a trigger. */
  #failed(trigger: Trigger, error: unknown): void {
    const { code, message } = toWireError(error);
    const { spec } = trigger;
    const path = spec.kind === 'file' ? spec.path : '';
    this.#deps.log(`watching ${path}: ${message}`);
    const name = code === 'internal' ? ((error as NodeJS.ErrnoException).code ?? code) : code;
    this.#keep(
      this.#deps
        .tell({
          key: `trigger-failed:${trigger.id}:${name}`,
          kind: 'app',
          title: `${path} cannot be watched as it should be`,
          body: `${message} It is looked at every few seconds instead, as far as that is possible.`,
          flowId: trigger.flowId,
          runId: null,
        })
        .then(() => undefined),
    );
  }

  #keep(work: Promise<void> | undefined): void {
    if (work === undefined) return;
    const kept = work.catch((error: unknown) => this.#deps.log(`triggers: ${String(error)}`));
    this.#working.add(kept);
    void kept.finally(() => this.#working.delete(kept));
  }
}

/** Somebody else's change after the flow's own has a later time; the note of a step's change is a little older than the change. */
function isBy(change: OwnChange, file: SeenFile | null): boolean {
  return file === null || file.modifiedUs / 1_000 <= change.atMs + ownChangeTakesMs;
}

async function lookOnce(watch: FileWatch | null): Promise<void> {
  await watch?.look();
  await watch?.stop();
}
