/** What the agents of a run asked for and what that did, from their journal. */
import type { AgentStart } from '../../shared/agent-protocol.ts';
import type { AgentEntry, AgentTrace, EffectView } from '../../shared/domain/run.ts';
import { isJsonObject, type JsonValue } from '../../shared/json.ts';
import { findTool } from '../../shared/tools/catalogue.ts';
import { totalsOf } from '../budgets/usage-sum.ts';
import type { ModelReply } from '../models/model-client.ts';
import type { Database } from '../store/database.ts';
import { type AgentStepRow, agentStepsOfRun } from '../store/tables/agent-steps.ts';
import { usageOfStep } from '../store/tables/usage.ts';
import { pastTense } from './past-tense.ts';

export interface AgentsOfRun {
  /** By the key of the step: `<run>:<number of the event that entered it>`. */
  traces: Map<string, AgentTrace>;
  effects: EffectView[];
}

export function agentsOfRun(db: Database, runId: string): AgentsOfRun {
  const rows = agentStepsOfRun(db, runId);
  const traces = new Map<string, AgentTrace>();
  for (const row of rows) {
    const trace = traces.get(row.stepKey) ?? { usage: totalsOf(usageOfStep(db, row.stepKey)), tries: [] };
    traces.set(row.stepKey, trace);
    if (row.kind === 'start') {
      const { start } = row.request as unknown as { start: AgentStart };
      trace.tries.push({ prompt: start.system, input: start.input, entries: [] });
    } else trace.tries.at(-1)?.entries.push(entryOf(row));
  }
  return { traces, effects: effectsOf(rows) };
}

function entryOf(row: AgentStepRow): AgentEntry {
  const at = new Date(row.askedAtMs).toISOString();
  const failed = row.answer?.ok === false ? row.answer.error : null;
  const error = failed?.code ?? null;
  const cause = failed?.message ?? null;
  const value = row.answer?.ok ? row.answer.value : null;
  const request = isJsonObject(row.request) ? row.request : {};
  if (row.kind === 'tool')
    return {
      kind: 'tool',
      at,
      tool: row.tool ?? '',
      arguments: request.arguments ?? null,
      result: value,
      open: row.answer === null,
      error,
      cause,
    };
  const reply = value === null ? null : (value as unknown as ModelReply);
  return {
    kind: 'model',
    at,
    feedback: typeof request.feedback === 'string' ? request.feedback : null,
    text: reply?.text ?? null,
    calls: (reply?.toolCalls ?? []).map(({ name, argumentsText }) => ({ tool: name, arguments: argumentsText })),
    inputTokens: reply?.usage.inputTokens ?? null,
    outputTokens: reply?.usage.outputTokens ?? null,
    error,
    cause,
  };
}

/** What the calls changed or sent. One that a second try was only answered again happened once. */
function effectsOf(rows: readonly AgentStepRow[]): EffectView[] {
  const seen = new Set<string | null>();
  return rows.flatMap((row): EffectView[] => {
    if (row.kind !== 'tool' || !row.answer?.ok || seen.has(row.toolKey)) return [];
    seen.add(row.toolKey);
    const spec = findTool(row.tool ?? '');
    const args: JsonValue = isJsonObject(row.request) ? (row.request.arguments ?? null) : null;
    const parsed = spec?.arguments.safeParse(args);
    const summary = spec && parsed?.success ? spec.effectSummary(parsed.data) : null;
    if (!spec || summary === null) return [];
    const at = new Date(row.answeredAtMs ?? row.askedAtMs).toISOString();
    return [{ tool: spec.name, summary: pastTense(summary), state: row.state, at, simulated: false }];
  });
}
