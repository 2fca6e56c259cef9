/**
 * The composition of everything that needs no window: store, engine, workers, scheduler, assistant. The window (index.ts) and the
 * terminal (src/cli) put their own adapters in. Nothing else knows the concretes.
 */

import type { Approval } from '../shared/domain/approval.ts';
import type { Occurrence } from '../shared/domain/schedule.ts';
import type { AppStatus } from '../shared/ipc/contract/app.ts';
import { type Agents, createAgents } from './agents/create-agents.ts';
import { AppEvents } from './app-events.ts';
import type { AppOptions } from './app-options.ts';
import { appStatusOf } from './app-status.ts';
import { Approvals } from './approvals/approvals.ts';
import type { Assistant } from './assistant/assistant.ts';
import { createAssistant } from './assistant/create-assistant.ts';
import { Memory } from './assistant/memory.ts';
import { PlannerBrain } from './assistant/planner-brain.ts';
import { Plans } from './assistant/plans.ts';
import type { Budgets } from './budgets/budgets.ts';
import { createBudgets } from './budgets/create-budgets.ts';
import { type DataDir, ownDataDir, prepareDataDir } from './data-dir.ts';
import { FileChanges } from './files/file-changes.ts';
import { BrokenRuns } from './flows/broken-runs.ts';
import { ChildFlows } from './flows/child-flows.ts';
import { createDryRunner, type DryRunner } from './flows/dry-run.ts';
import { FlowControl } from './flows/flow-control.ts';
import { createFlowEditing, type FlowEditing } from './flows/flow-editing.ts';
import { storedFlow } from './flows/flow-views.ts';
import { agentModel } from './models/agent-model.ts';
import { createModels } from './models/create-models.ts';
import type { Models } from './models/models.ts';
import type { Notifier } from './notifications/notifier.ts';
import { Telling } from './notifications/telling.ts';
import { Orchestrator } from './orchestrator/orchestrator.ts';
import { machineStart } from './platform/machine-start.ts';
import { systemClock } from './platform/system-clock.ts';
import { KeepAwake } from './power/keep-awake.ts';
import type { Sandbox } from './sandbox/sandbox.ts';
import { createScriptRunner } from './sandbox/script-runner.ts';
import { pauseAll, readPause } from './schedule/pause-all.ts';
import type { Scheduler } from './schedule/scheduler.ts';
import { createScheduling } from './schedule/scheduling.ts';
import { nodeScheduleWakeUp } from './schedule/wake-up.ts';
import { type ApiKeys, createSecrets } from './secrets/create-secrets.ts';
import { Redactor } from './secrets/redactor.ts';
import type { Secrets } from './secrets/secrets.ts';
import type { SettingName } from './settings/catalogue.ts';
import { Settings } from './settings/settings.ts';
import { type Database, openDatabase } from './store/database.ts';
import { SqliteJournal } from './store/journal.ts';
import { beginOwnership, endOwnership, type Ownership } from './store/ownership.ts';
import { TableReader } from './store/table-reader.ts';
import { closeStreamingMessages } from './store/tables/messages.ts';
import { countOpenRuns } from './store/tables/runs.ts';
import { workerOf } from './store/tables/workers.ts';
import { openUserTables } from './store/user-tables.ts';
import { createToolBroker } from './tools/create-tool-broker.ts';
import { Triggering } from './triggers/triggering.ts';
import { Upkeep } from './upkeep.ts';
import type { Broker } from './workers/broker.ts';
import { createPool } from './workers/pool.ts';
import { createTaskExecutor } from './workers/task-executor.ts';
import { createWorkerLog } from './workers/worker-log.ts';
import { Engine } from './workflow/engine.ts';
import type { Clock, RunEnd, RunRecord } from './workflow/ports.ts';

/** How long a change of the app's status may take to be told. */
const statusWithinMs = 50;
const idleWorkAfterMs = 3_000;

export class App {
  readonly events = new AppEvents();
  readonly log: (line: string) => void;
  readonly clock: Clock;
  readonly timezone: string;
  readonly dataDir: DataDir;
  readonly db: Database;
  readonly settings: Settings;
  readonly secrets: Secrets;
  readonly keys: ApiKeys;
  readonly fileChanges: FileChanges;
  readonly userTables: ReturnType<typeof openUserTables>;
  readonly engine: Engine;
  readonly broker: Broker;
  readonly scheduler: Scheduler;
  readonly triggering: Triggering;
  readonly orchestrator: Orchestrator;
  readonly control: FlowControl;
  readonly flowEditing: FlowEditing;
  readonly plans: Plans;
  readonly assistant: Assistant;
  readonly notifier: Notifier;
  readonly planner: PlannerBrain;
  readonly models: Models;
  readonly memory: Memory;
  readonly approvals: Approvals;
  readonly budgets: Budgets;
  readonly sandbox: Sandbox;
  readonly dryRun: DryRunner;
  readonly #agents: Agents;
  readonly #childFlows: ChildFlows;
  readonly telling: Telling;
  readonly #ownership: Ownership;
  readonly #upkeep: Upkeep;
  readonly #options: AppOptions;
  readonly #release: () => void;
  readonly #tableReader: TableReader | undefined;
  readonly #keepAwake: KeepAwake;
  readonly #pool: ReturnType<typeof createPool>;
  #idleWork: NodeJS.Timeout | undefined;
  readonly #brokenRuns = new BrokenRuns({ recover: () => this.engine.recover(), log: (line) => this.log(line) });
  #statusToTell: NodeJS.Timeout | undefined;
  readonly #firingListeners = new Set<(settled: Occurrence) => void>();

  /** @throws MajordomoError `App.AlreadyRunning`, `Store.*` */
  constructor(given: AppOptions) {
    const redactor = new Redactor();
    const options: AppOptions = { ...given, log: (line) => given.log(redactor.text(line)) };
    this.#options = options;
    this.log = options.log;
    this.clock = options.clock ?? systemClock;
    this.timezone = options.timezone;
    this.dataDir = options.dataDir;
    prepareDataDir(options.dataDir);
    this.#release = ownDataDir(options.dataDir);
    let opened: Database | undefined;
    try {
      opened = openDatabase(options.dataDir.database);
      this.userTables = openUserTables(options.dataDir.tables);
      // Writes, so only once both files are known to be usable.
      this.#ownership = beginOwnership(opened, machineStart());
    } catch (error) {
      opened?.close();
      this.#release();
      throw error;
    }
    this.db = opened;
    closeStreamingMessages(this.db);

    const { db, clock, events } = this;
    const nowMs = (): number => clock.nowMs();
    this.settings = new Settings({ db, nowMs, onChanged: (name) => this.#settingChanged(name) });
    const { settings, dataDir } = this;
    this.fileChanges = new FileChanges({ db, dataDir, settings, nowMs, log: options.log });
    ({ secrets: this.secrets, keys: this.keys } = createSecrets({ db, dataDir, settings, redactor, nowMs }, options));
    this.budgets = createBudgets({ db, clock, settings, timezone: options.timezone });
    this.telling = new Telling({
      ...{ db, clock, settings, secrets: this.secrets, timezone: options.timezone, desktop: options.desktop },
      onChanged: () => {
        events.emit('notifications:changed', {});
        this.#statusChanged();
      },
      log: options.log,
    });
    this.notifier = this.telling.notifier;
    const { fileChanges, userTables, notifier } = this;
    this.#upkeep = new Upkeep({
      ...{ db, clock, dataDir, fileChanges, userTables, notifier, ownership: this.#ownership },
      integrityThread: options.integrityThread,
      pauseAll: () => this.pauseAll(true),
      log: options.log,
    });
    this.#pool = createPool({ spawn: options.spawnWorker, log: createWorkerLog(options.log) });
    const { openRealm, log, spawnTableReader: spawn } = options;
    this.#tableReader = spawn && new TableReader({ spawn, path: options.dataDir.tables });
    this.sandbox = createScriptRunner({ openRealm, wheelsDir: dataDir.wheels, log });
    this.broker = createToolBroker({
      ...{ db, clock, dataDir, settings, redactor, secrets: this.secrets, keys: this.keys, userTables },
      pool: fileChanges.around(this.#pool),
      tableReader: this.#tableReader,
      notifications: this.telling.sender,
      sandbox: this.sandbox,
      pageRenderer: options.pageRenderer ?? null,
      appVersion: options.version,
      log: options.log,
    });
    this.approvals = new Approvals({
      db,
      clock,
      onAsked: (approval) => this.#asked(approval),
      onDecided: (approval) => this.#approvalChanged(approval),
    });
    this.#agents = createAgents({
      ...{ db, clock, budgets: this.budgets, approvals: this.approvals, broker: this.broker },
      spawn: options.spawnWorker,
      log: (line) => options.log(`agent: ${line.text}`),
      chooseModel: () => agentModel(this.models),
      promptsDir: options.promptsDir,
    });
    const hold = options.holdAwake ?? (() => () => undefined);
    this.#keepAwake = new KeepAwake({ hold, clock, isWanted: () => settings.get('power.keep-awake') });
    this.engine = new Engine({
      clock,
      journal: new SqliteJournal(db, (run) => this.budgets.runs.admit(run)),
      executor: this.#keepAwake.around(
        createTaskExecutor({
          broker: this.broker,
          findWorker: (run, name) => workerOf(db, run, name),
          ...this.#agents,
          runFlow: (request, name, signal) => this.#childFlows.run(request, name, signal),
          waitForApproval: (request, signal) => this.approvals.wait(request, signal),
        }),
      ),
      onCommitted: (run) => {
        this.#keepAwake.committed(run.id);
        events.emit('runs:changed', { runId: run.id, flowId: run.flowId });
      },
      onEnded: (run, end) => this.#runEnded(run, end),
      onBroken: (runId, error) => this.#brokenRuns.broke(runId, error),
    });
    this.control = new FlowControl({
      db,
      clock,
      engine: this.engine,
      onScheduleChanged: (flowId) => this.scheduleChanged(flowId),
      onFlowChanged: (flowId) => events.emit('flows:changed', { flowId }),
    });
    this.#childFlows = new ChildFlows({ db, engine: this.engine, control: this.control });
    this.dryRun = createDryRunner({ clock, broker: this.broker, findFlow: (name) => storedFlow(db, name) });
    this.triggering = new Triggering({
      ...{ db, clock, dataDir, settings, secrets: this.secrets, timezone: options.timezone },
      epoch: this.#ownership.epoch,
      onFired: (flowId) => this.scheduler.changed(flowId),
      tell: (told) => this.notifier.tell(told),
      log: options.log,
    });
    this.scheduler = createScheduling({
      db,
      clock,
      wakeUp: options.wakeUp ?? nodeScheduleWakeUp,
      settings: this.settings,
      startRun: (start) => this.triggering.startRun(this.control, start),
      cancelRun: (runId, cause) => this.engine.cancel(runId, cause),
      pauseFlow: (flowId, reason) => this.control.pause(flowId, reason),
      tell: (told) => this.notifier.tell(told),
      onSettled: (occurrence) => {
        this.telling.missed.settled(occurrence);
        for (const listener of this.#firingListeners) listener(occurrence);
      },
      onChanged: (flowId) => {
        events.emit('flows:changed', { flowId });
        this.#statusChanged();
      },
      log: options.log,
    });
    this.orchestrator = new Orchestrator({
      ...{ db, clock, keys: this.keys },
      userId: 'local',
      cancelFlow: (flowId) => this.control.cancel(flowId),
      triggers: this.triggering,
      hasModel: () => this.models.forAgents() !== null,
      onSetUp: (flowId) => {
        this.scheduleChanged(flowId);
        events.emit('flows:changed', { flowId });
      },
    });
    this.plans = new Plans({
      ...{ db, clock, dryRun: this.dryRun, orchestrator: this.orchestrator },
      defaultBudget: () => this.budgets.defaultPerRun(),
    });
    this.planner = new PlannerBrain(options.plannerThread);
    this.memory = new Memory({ db, nowMs });
    const { budgets, secrets, keys, control, planner, plans, memory, orchestrator, timezone } = this;
    this.flowEditing = createFlowEditing({ db, clock, timezone, orchestrator, workspaceDir: dataDir.workspace });
    this.models = createModels({ db, nowMs, settings, secrets, budgets, onChanged: () => this.#statusChanged() });
    this.assistant = createAssistant({
      ...{ db, clock, timezone, events, planner, plans, control, memory, orchestrator, keys },
      models: this.models,
      broker: this.broker,
      promptsDir: options.promptsDir,
      workspaceDir: dataDir.workspace,
    });
  }

  /** Takes up open runs, then lets schedules fire. A terminal command that only asks does not start this. */
  async start(): Promise<void> {
    // A worker process takes a moment to start: unfinished runs want theirs now, others can wait until the window is there.
    if (countOpenRuns(this.db) > 0) this.#pool.start();
    // Every change to a file waits for it.
    void this.fileChanges.recover().catch((error: unknown) => this.log(`file changes: ${String(error)}`));
    const open = this.engine.recover();
    if (open > 0) this.log(`${open} unfinished ${open === 1 ? 'run was' : 'runs were'} taken up again`);
    this.#applyPause();
    this.scheduler.start();
    // Thousands of schedules are read bit by bit; only then is it known what comes next.
    this.scheduler.reconcile().then(
      () => this.#statusChanged(),
      (error: unknown) => this.log(`scheduler: ${String(error)}`),
    );
    await this.triggering.start();
    await this.telling.start();
    this.#idleWork = setTimeout(() => this.#whenIdle(), idleWorkAfterMs);
  }

  /** What is better done once nobody waits for a window. */
  #whenIdle(): void {
    this.#pool.start();
    this.planner.warmUp();
    this.#upkeep.start();
  }

  /** The machine woke up, or its clock or zone changed: the ledger is reconciled at once. */
  clockChanged(): void {
    this.scheduler.changed();
    this.triggering.triggers.woke();
  }

  /** Each occurrence that came to its end: ran, failed, skipped, missed … */
  onFiringSettled(listener: (settled: Occurrence) => void): void {
    this.#firingListeners.add(listener);
  }

  async stop(): Promise<void> {
    clearTimeout(this.#statusToTell);
    clearTimeout(this.#idleWork);
    this.#brokenRuns.stop();
    this.assistant.stopAll();
    await this.triggering.stop();
    await this.scheduler.stop();
    await this.engine.stop();
    this.#keepAwake.stop();
    await this.telling.stop();
    await this.#upkeep.stop();
    await this.planner.stop();
    await this.#agents.stop();
    await this.sandbox.stop();
    await this.#pool.stop();
    this.#tableReader?.stop();
    // What was stopped just now may have had something to tell.
    clearTimeout(this.#statusToTell);
    this.userTables.close();
    endOwnership(this.db, this.#ownership.epoch);
    this.db.close();
    this.#release();
  }

  status(): AppStatus {
    return appStatusOf(this, this.#options.version);
  }

  /** @throws MajordomoError `Schedule.PastMoment` */
  pauseAll(paused: boolean, untilMs: number | null = null): void {
    pauseAll(this.settings, { paused, untilMs, nowMs: this.clock.nowMs() });
  }

  #settingChanged(name: SettingName): void {
    if (name === 'paused' || name === 'schedule.paused-until') this.#applyPause();
    if (name === 'power.keep-awake') this.#keepAwake.settingChanged();
    if (name.startsWith('webhook.')) void this.triggering.webhooks.apply();
    this.telling.settingChanged(name);
    this.events.emit('settings:changed', { name });
    this.#statusChanged();
  }

  #applyPause(): void {
    const { paused, untilMs } = readPause(this.settings);
    this.scheduler.pauseAll(paused, untilMs);
  }

  /** A flow's schedule, triggers, policies or status changed. */
  scheduleChanged(flowId: string): void {
    this.scheduler.changed(flowId);
    this.triggering.triggers.changed();
    this.#statusChanged();
  }

  #statusChanged(): void {
    // A thousand runs at once are one change, not a thousand: whoever listens is told what is true then.
    this.#statusToTell ??= setTimeout(() => {
      this.#statusToTell = undefined;
      this.events.emit('app:status-changed', this.status());
    }, statusWithinMs);
  }

  #runEnded(run: RunRecord, end: RunEnd): void {
    this.broker.runEnded(run.id);
    this.#keepAwake.ended(run.id);
    this.scheduler.onRunEnded(run, end.status);
    this.triggering.triggers.runEnded(run.flowId);
    this.events.emit('runs:changed', { runId: run.id, flowId: run.flowId });
    this.events.emit('flows:changed', { flowId: run.flowId });
    this.#statusChanged();
    this.telling.runs.ended(run, end.status);
  }

  /** A step waits for the user: the run is parked. */
  #asked(approval: Approval): void {
    this.#keepAwake.ended(approval.runId);
    this.scheduler.onRunEnded({ id: approval.runId, flowId: approval.flowId }, 'PARKED');
    this.#approvalChanged(approval);
    this.telling.runs.asked(approval);
  }

  #approvalChanged({ runId, flowId }: Approval): void {
    this.events.emit('runs:changed', { runId, flowId });
    this.events.emit('approvals:changed', {});
    this.#statusChanged();
  }
}
