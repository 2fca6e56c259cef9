/**
 * The orchestrator with a model: from a delegated task to a draft. It has its four tools and nothing else (L1 of the tool loop); what
 * they write is a draft (D1), which becomes real when the user approves the plan card and not before.
 */
import type { WireError } from '../../shared/errors.ts';
import type { FlowDraft } from '../flows/flow-draft.ts';
import type { ModelClient } from '../models/model-client.ts';
import { type LoopCall, runToolLoop } from '../models/tool-loop.ts';
import { DraftBuilder, type DraftBuilderDeps } from './draft-builder.ts';
import { orchestratorTools } from './orchestrator-tools.ts';

const maxRounds = 16;

export interface Delegated {
  draft: FlowDraft | null;
  /** What the orchestrator reports to the assistant. */
  report: string;
  /** Why there is no draft. */
  error: WireError | null;
}

export interface OrchestrateOptions extends DraftBuilderDeps {
  client: ModelClient;
  model: string;
  contextTokens: number;
  maxOutputTokens: number;
  /** The rules of the role. */
  prompt: string;
  key: string;
  signal: AbortSignal;
  onCall: (call: LoopCall) => void;
  onRefused: (refusal: { tool: string; reason: string }) => void;
}

export async function orchestrate(options: OrchestrateOptions): Promise<Delegated> {
  const { task, flow, schedule } = options.delegation;
  const builder = new DraftBuilder(options);
  const end = await runToolLoop({
    client: options.client,
    model: options.model,
    system: options.prompt,
    messages: [
      { role: 'user', content: `Task: ${task}\nFlow: ${flow}\nSchedule: ${schedule ?? 'none; it runs when started'}` },
    ],
    tools: orchestratorTools().map((tool) => ({ ...tool, run: (args) => builder.perform(tool.name, args) })),
    contextTokens: options.contextTokens,
    maxOutputTokens: options.maxOutputTokens,
    maxRounds,
    key: options.key,
    signal: options.signal,
    onCall: options.onCall,
    onRefused: options.onRefused,
  });
  // A draft that was half mended when the model gave up is not what was asked for.
  if (!end.ok) return { draft: null, report: end.text, error: end.error };
  const draft = builder.draft();
  return { draft, report: end.text, error: draft === null ? nothingScheduled(end.text) : null };
}

function nothingScheduled(report: string): WireError {
  return {
    code: 'Orchestrator.NothingScheduled',
    message: `The orchestrator wrote no flow.${report === '' ? '' : ` It says: ${report}`}`,
    data: {},
  };
}
