/**
 * A model as the brain: it talks, reads, and hands tasks to the orchestrator.
 *
 * The hierarchy is in what each is given, not in what it is told: the assistant's tools are the catalogue and its own
 * (own-tools.ts), none of which spawns or schedules; the orchestrator's are its four. Every other call is refused and recorded.
 */
import type { ToolCall } from '../../shared/domain/conversation.ts';
import type { Fact } from '../../shared/domain/fact.ts';
import type { ModelEndpoint } from '../../shared/domain/model.ts';
import type { ScheduleSpec } from '../../shared/domain/schedule.ts';
import { MajordomoError, type Result, type WireError } from '../../shared/errors.ts';
import type { JsonValue } from '../../shared/json.ts';
import type { FlowDraft } from '../flows/flow-draft.ts';
import type { ModelClient } from '../models/model-client.ts';
import { type LoopCall, runToolLoop } from '../models/tool-loop.ts';
import { orchestrate } from '../orchestrator/model-orchestrator.ts';
import type { Broker } from '../workers/broker.ts';
import type { Brain, BrainContext, BrainReply, FlowCommand, LiveReply, Said } from './brain.ts';
import { createCatalogueTools } from './catalogue-tools.ts';
import { namedHosts } from './named-hosts.ts';
import { createOwnTools, type Delegation } from './own-tools.ts';
import { pastMessages, saidWords } from './past-messages.ts';
import type { Prompts } from './prompts.ts';

const maxRounds = 12;

export interface ModelBrainDeps {
  endpoint: ModelEndpoint;
  /** Whose calls count for that role. */
  client: (role: 'assistant' | 'orchestrator') => ModelClient;
  prompts: Prompts;
  broker: Broker;
  workspaceDir: string;
  refuseInvalid: (draft: FlowDraft) => void;
  readSchedule: (
    text: string,
    context: { timezone: string; nowMs: number },
  ) => Promise<{ schedule: ScheduleSpec; assumptions: string[] }>;
  /** The built-in planner: reads commands and schedules without a model. */
  planner: Brain;
  manage: (command: FlowCommand) => Promise<string>;
  remember: (text: string) => Fact;
  forget: (factId: string) => boolean;
  onRefused: (refusal: { turnId: string; by: ToolCall['by']; tool: string; reason: string }) => void;
}

export class ModelBrain implements Brain {
  readonly #deps: ModelBrainDeps;

  constructor(deps: ModelBrainDeps) {
    this.#deps = deps;
  }

  get name(): string {
    return this.#deps.endpoint.label;
  }

  async reply(said: Said, context: BrainContext, live: LiveReply): Promise<BrainReply> {
    const { endpoint, prompts, broker } = this.#deps;
    const named = [said.text, ...context.history.filter(({ role }) => role === 'user').map(({ text }) => text)];
    const catalogue = createCatalogueTools({
      broker,
      turnId: live.id,
      hosts: namedHosts([...named, ...context.facts.map(({ text }) => text)]),
    });
    let delegations = 0;
    let outsideRead = said.attachments.length > 0;
    let draft: FlowDraft | null = null;
    let refusedPlan: WireError | null = null;
    const own = createOwnTools({
      ...this.#deps,
      commandOfUser: async () => (await this.#deps.planner.reply(said, { ...context, pending: null }, live)).command,
      readOutside: () => outsideRead,
      delegate: async (delegation, signal) => {
        delegations += 1;
        const turn = { ...live, signal, id: `${live.id}.o${delegations}` };
        const done = await this.#delegate(delegation, said, context, turn);
        if (done.ok) draft = done.value.draft;
        refusedPlan = done.ok ? null : done.error;
        return done.ok ? { ok: true, value: done.value.answer } : done;
      },
    });
    const end = await runToolLoop({
      client: this.#deps.client('assistant'),
      model: endpoint.model,
      system: prompts.assistant(context),
      messages: [...pastMessages(context.history), { role: 'user', content: saidWords(said) }],
      tools: [
        ...own,
        ...catalogue.tools.map((tool) => ({
          ...tool,
          run: (...args: Parameters<typeof tool.run>) => {
            outsideRead = true;
            return tool.run(...args);
          },
        })),
      ],
      contextTokens: endpoint.contextTokens,
      maxOutputTokens: endpoint.maxOutputTokens,
      maxRounds,
      key: live.id,
      signal: live.signal,
      onText: live.onText,
      onCall: (call) => live.onToolCall(shownCall(live.id, 'assistant', call)),
      onRefused: ({ tool, reason }) => this.#deps.onRefused({ turnId: live.id, by: 'assistant', tool, reason }),
    });
    broker.runEnded(live.id);
    if (!end.ok) throw new MajordomoError(end.error);
    const toAsk = catalogue.asked.draft(said.text);
    return {
      text: afterwords(refusedPlan, draft !== null && toAsk !== null),
      draft: draft ?? toAsk,
      replaces: true,
      asks: [],
      pending: null,
      command: null,
    };
  }

  reschedule(draft: FlowDraft, scheduleText: string, context: BrainContext): Promise<FlowDraft> {
    return this.#deps.planner.reschedule(draft, scheduleText, context);
  }

  async #delegate(
    { task, flow, schedule }: Delegation,
    said: Said,
    context: BrainContext,
    live: LiveReply,
  ): Promise<Result<{ draft: FlowDraft; answer: JsonValue }>> {
    const { endpoint, prompts, workspaceDir, refuseInvalid, readSchedule } = this.#deps;
    const done = await orchestrate({
      delegation: { task, flow, schedule: schedule ?? null, request: said.text },
      flows: context.flows,
      workspaceDir,
      readSchedule: (text) => readSchedule(text, context),
      refuseInvalid,
      client: this.#deps.client('orchestrator'),
      model: endpoint.model,
      contextTokens: endpoint.contextTokens,
      maxOutputTokens: endpoint.maxOutputTokens,
      prompt: prompts.orchestrator(context),
      key: live.id,
      signal: live.signal,
      onCall: (call) => live.onToolCall(shownCall(live.id, 'orchestrator', call)),
      onRefused: ({ tool, reason }) => this.#deps.onRefused({ turnId: live.id, by: 'orchestrator', tool, reason }),
    });
    if (done.draft === null)
      return {
        ok: false,
        error: done.error ?? {
          code: 'Orchestrator.NothingScheduled',
          message: 'The orchestrator wrote no flow.',
          data: {},
        },
      };
    const answer = {
      status: 'A plan card is shown under your reply. Nothing is set up before the user approves it.',
      report: done.report,
    };
    return { ok: true, value: { draft: done.draft, answer } };
  }
}

/** What is said whatever the model says: that nothing was set up, and that one thing waits for another. */
function afterwords(refusedPlan: WireError | null, effectsLeftOut: boolean): string {
  if (refusedPlan) return `\n\nNothing was set up. ${refusedPlan.message}`;
  return effectsLeftOut ? '\n\nOne plan at a time: what was to be done at once was left out. Ask for it again.' : '';
}

function shownCall(turn: string, by: ToolCall['by'], { id, ...call }: LoopCall): ToolCall {
  return { ...call, id: `${turn}.${id}`, by };
}
