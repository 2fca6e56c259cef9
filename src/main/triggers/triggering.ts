/** Triggers and webhooks with their surroundings: what the app has of this room. Knows no window. */
import type { TriggerSpec } from '../../shared/domain/trigger.ts';
import type { DataDir } from '../data-dir.ts';
import type { FlowControl } from '../flows/flow-control.ts';
import type { SchedulerOptions } from '../schedule/scheduler.ts';
import type { Secrets } from '../secrets/secrets.ts';
import type { Settings } from '../settings/settings.ts';
import type { Database } from '../store/database.ts';
import type { Trigger } from '../store/tables/triggers.ts';
import { addTrigger, refuseBadTriggers, replaceTriggers } from './trigger-changes.ts';
import { Triggers, type TriggersDeps } from './triggers.ts';
import type { WatchFolders } from './watch-target.ts';
import { Webhooks } from './webhooks.ts';

export interface TriggeringDeps extends Pick<TriggersDeps, 'onFired' | 'tell' | 'log'> {
  db: Database;
  clock: { nowMs(): number };
  /** This start of the app, among all there ever were. */
  epoch: number;
  timezone: string;
  dataDir: DataDir;
  settings: Settings;
  secrets: Secrets;
}

export class Triggering {
  readonly triggers: Triggers;
  readonly webhooks: Webhooks;
  readonly #deps: TriggeringDeps;
  readonly #folders: WatchFolders;

  constructor(deps: TriggeringDeps) {
    const { db, epoch, settings, secrets, onFired, tell, log } = deps;
    const nowMs = (): number => deps.clock.nowMs();
    this.#deps = deps;
    this.#folders = { workspaceDir: deps.dataDir.workspace, dataDir: deps.dataDir.root };
    this.triggers = new Triggers({ db, nowMs, epoch, folders: this.#folders, onFired, tell, log });
    this.webhooks = new Webhooks({ db, nowMs, settings, secrets, triggers: this.triggers, log });
  }

  /** Once the scheduler runs. */
  async start(): Promise<void> {
    this.triggers.start();
    await this.webhooks.start();
  }

  /** Before the scheduler stops. */
  async stop(): Promise<void> {
    await this.webhooks.stop();
    await this.triggers.stop();
  }

  /** In the caller's transaction; afterwards call `triggers.changed()`. @throws MajordomoError as `addTrigger` */
  add(flowId: string, spec: TriggerSpec): Trigger {
    return addTrigger(this.#deps.db, flowId, spec, this.#context());
  }

  /** Likewise. */
  replace(flowId: string, specs: readonly TriggerSpec[]): void {
    replaceTriggers(this.#deps.db, flowId, specs, this.#context());
  }

  /** `alsoNames`: of flows that will be there by then. @throws MajordomoError `Trigger.BadPath`, `Flow.Unknown` */
  refuseBad(specs: readonly TriggerSpec[], alsoNames: readonly string[]): void {
    refuseBadTriggers(this.#deps.db, specs, { folders: this.#folders, alsoNames });
  }

  /** Starts the run of a firing, by the clock or by an event: with what happened as its input. */
  async startRun(control: FlowControl, start: Parameters<SchedulerOptions['startRun']>[0]): Promise<string> {
    const { flowId, scheduleId, dueAtMs, late } = start;
    const fired = this.triggers.startOf(scheduleId, dueAtMs);
    const by = fired === null ? {} : { trigger: fired.kind };
    const { runId } = await control.run(
      flowId,
      { kind: 'schedule', scheduleId, dueAtMs, late, ...by },
      fired === null ? {} : { input: fired.input, ...(fired.runId === undefined ? {} : { id: fired.runId }) },
    );
    return runId;
  }

  #context() {
    const { timezone, clock } = this.#deps;
    return { folders: this.#folders, timezone, nowMs: clock.nowMs() };
  }
}
