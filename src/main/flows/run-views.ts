/** Runs as the window and the terminal see them. */
import type { RunPath } from '../../shared/domain/flow-graph.ts';
import type { EffectView, RunDetail, RunStep, RunSummary, ShownRun } from '../../shared/domain/run.ts';
import type { RunComparison } from '../../shared/domain/run-comparison.ts';
import { MajordomoError } from '../../shared/errors.ts';
import { isJsonObject, type JsonValue } from '../../shared/json.ts';
import { findTool } from '../../shared/tools/catalogue.ts';
import type { Database } from '../store/database.ts';
import { findFlow, readFlowVersion } from '../store/tables/flows.ts';
import { readEvents } from '../store/tables/history.ts';
import { notificationsOfRun } from '../store/tables/notifications.ts';
import { refusalsOfRun } from '../store/tables/refusals.ts';
import { findRun, listRuns, type RunListRow } from '../store/tables/runs.ts';
import { parseResource } from '../workers/resource.ts';
import type { JournalEvent } from '../workflow/events.ts';
import type { RunOrigin } from '../workflow/ports.ts';
import { agentsOfRun } from './agent-traces.ts';
import { compareRuns } from './compare-runs.ts';
import { groupsAround } from './groups-around.ts';
import { pastTense } from './past-tense.ts';
import { pathOf } from './run-path.ts';
import { stepsOf } from './run-steps.ts';

export function runSummaries(db: Database, options: Parameters<typeof listRuns>[1]): RunSummary[] {
  return listRuns(db, options).map(toSummary);
}

export function runSummaryOf(db: Database, runId: string): RunSummary {
  return toSummary(existingRun(db, runId));
}

export function runDetailOf(db: Database, runId: string): RunDetail {
  const row = existingRun(db, runId);
  const events = readEvents(db, runId);
  const { definition } = readFlowVersion(db, row.flow_id, row.version);
  const agents = agentsOfRun(db, runId);
  const origin = JSON.parse(row.origin) as RunOrigin;
  // What a run took over from an earlier one was that one's doing.
  const own = origin.kind === 'fork' ? events.filter(({ atMs }) => atMs >= row.started_at_ms) : events;
  const taken = origin.kind === 'fork' ? agentsOfRun(db, origin.fromRunId) : null;
  const effects = [...effectsOfRun(own, row.dry_run === 1), ...agents.effects];
  return {
    run: { ...toSummary(row), input: parse(row.input), output: parse(row.output) },
    steps: stepsOf(definition, events).map((step) => ({
      ...step,
      agent:
        agents.traces.get(`${runId}:${step.seq}`) ??
        (origin.kind === 'fork' && step.enteredAtMs < row.started_at_ms
          ? (taken?.traces.get(`${origin.fromRunId}:${step.seq}`) ?? null)
          : null),
    })),
    events: events.map(({ seq, type, state, scope, atMs, data }) => ({
      seq,
      type,
      state,
      scope,
      at: new Date(atMs).toISOString(),
      data,
    })),
    effects: effects.sort((a, b) => a.at.localeCompare(b.at)),
    refusals: refusalsOfRun(db, runId).map(({ worker, tool, reason, atMs }) => ({
      worker,
      tool,
      reason,
      at: new Date(atMs).toISOString(),
    })),
    notifications: notificationsOfRun(db, runId).map(({ title, body }) => ({ title, body })),
  };
}

/** Without the history and without what steps were given and gave. */
export function shownRunOf(db: Database, runId: string): ShownRun {
  const { events, steps, ...rest } = runDetailOf(db, runId);
  const row = existingRun(db, runId);
  const origin = JSON.parse(row.origin) as RunOrigin;
  const flow = findFlow(db, row.flow_id);
  return {
    ...rest,
    steps: steps.map(({ arguments: _arguments, input: _input, result: _result, output: _output, agent, ...step }) => ({
      ...step,
      usage: agent?.usage ?? null,
    })),
    forkedFrom:
      origin.kind === 'fork'
        ? { runId: origin.fromRunId, state: origin.state, within: groupsAround(events, origin.scope ?? '') }
        : null,
    flowCancelled: flow?.status === 'cancelled' && flow.listed === 1,
  };
}

/** All that is recorded of one visit of a state. @throws MajordomoError `Run.Unknown`, `Run.NoSuchStep` */
export function runStepOf(db: Database, runId: string, seq: number): RunStep {
  const step = runDetailOf(db, runId).steps.find((one) => one.seq === seq);
  if (step) return step;
  throw new MajordomoError({
    code: 'Run.NoSuchStep',
    message: `The run ${runId} has no step that began with its event ${seq}. Open the run again.`,
    data: { runId, seq },
  });
}

/** @throws MajordomoError `Run.Unknown`, `Run.OtherFlow` */
export function runComparisonOf(db: Database, runId: string, otherId: string): RunComparison {
  const [a, b] = [runDetailOf(db, runId), runDetailOf(db, otherId)];
  if (a.run.flowId === b.run.flowId) return compareRuns(a, b);
  throw new MajordomoError({
    code: 'Run.OtherFlow',
    message: `One is a run of '${a.run.flowName}', the other of '${b.run.flowName}'. Choose two runs of one flow.`,
    data: { runId, otherId },
  });
}

export function runPathOf(db: Database, runId: string): RunPath {
  const row = existingRun(db, runId);
  const events = readEvents(db, runId);
  const { definition } = readFlowVersion(db, row.flow_id, row.version);
  return pathOf(toSummary(row), stepsOf(definition, events), events);
}

/** What a run changed or sent: the calls with an effect that succeeded, in their order. */
export function effectsOfRun(events: readonly JournalEvent[], simulated: boolean): EffectView[] {
  const scheduled = new Map(events.filter(({ type }) => type === 'TaskScheduled').map((event) => [event.seq, event]));
  return events.flatMap((event) => {
    if (event.type !== 'TaskSucceeded') return [];
    const call = scheduled.get(Number(event.data.scheduled));
    const resource = parseResource(String(call?.data.resource));
    const spec = resource?.kind === 'tool' ? findTool(resource.tool) : undefined;
    const parsed = call && spec?.arguments.safeParse(isJsonObject(call.data.arguments) ? call.data.arguments : {});
    const summary = parsed?.success ? (spec?.effectSummary(parsed.data) ?? null) : null;
    if (!spec || summary === null) return [];
    return [
      {
        tool: spec.name,
        summary: simulated ? summary : pastTense(summary),
        state: event.state ?? '',
        at: new Date(event.atMs).toISOString(),
        simulated,
      },
    ];
  });
}

function existingRun(db: Database, runId: string): RunListRow {
  const row = findRun(db, runId);
  if (!row)
    throw new MajordomoError({
      code: 'Run.Unknown',
      message: `There is no run ${runId}. 'run list' shows the runs.`,
      data: { runId },
    });
  return row;
}

function toSummary(row: RunListRow): RunSummary {
  return {
    id: row.id,
    flowId: row.flow_id,
    flowName: row.flow_name,
    version: row.version,
    status: row.status,
    trigger: startedBy(JSON.parse(row.origin) as RunOrigin),
    startedAtMs: row.started_at_ms,
    endedAtMs: row.ended_at_ms,
    error: row.error,
    cause: row.cause,
  };
}

function startedBy(origin: RunOrigin): string {
  return origin.kind === 'schedule' ? (origin.trigger ?? 'schedule') : origin.kind;
}

function parse(text: string | null): JsonValue {
  return text === null ? null : (JSON.parse(text) as JsonValue);
}
