/** What the user may ask of flows that exist, in the chat: list, explain, run, pause, resume, cancel. */
import type { ToolCall } from '../../shared/domain/conversation.ts';
import type { FlowSummary } from '../../shared/domain/flow.ts';
import type { OutlineStep } from '../../shared/domain/plan.ts';
import { assertInvariant } from '../../shared/errors.ts';
import type { JsonObject, JsonValue } from '../../shared/json.ts';
import type { FlowControl } from '../flows/flow-control.ts';
import { flowDetailOf, flowSummaries, flowSummaryOf } from '../flows/flow-views.ts';
import { newId } from '../ids.ts';
import type { Database } from '../store/database.ts';
import type { Clock } from '../workflow/ports.ts';
import type { FlowCommand } from './brain.ts';

export interface CarriedOut {
  text: string;
  toolCalls: ToolCall[];
}

export class FlowCommands {
  readonly #deps: { db: Database; clock: Clock; control: FlowControl };

  constructor(deps: { db: Database; clock: Clock; control: FlowControl }) {
    this.#deps = deps;
  }

  async carryOut(command: FlowCommand, words: string): Promise<CarriedOut> {
    const { db, clock, control } = this.#deps;
    const nowMs = clock.nowMs();
    if (command.name === 'list') {
      const flows = flowSummaries(db, nowMs);
      return {
        text: listInWords(flows),
        toolCalls: [
          this.#call(
            'list_flows',
            {},
            flows.map(({ id, name, status }) => ({ id, name, status })),
          ),
        ],
      };
    }
    // Which flow was meant is still open: the brain's own words ask.
    if (command.flowId === null) return { text: words, toolCalls: [] };
    const { id, name } = flowSummaryOf(db, command.flowId, nowMs);
    switch (command.name) {
      case 'explain':
        return { text: this.#explain(id), toolCalls: [] };
      case 'run': {
        const { runId } = await control.run(id, { kind: 'manual' });
        return { text: `**${name}** is running.`, toolCalls: [this.#call('run_flow', { flow_id: id }, { runId })] };
      }
      case 'pause':
        control.pause(id);
        return {
          text: `**${name}** is paused. It does not fire until you resume it.`,
          toolCalls: [this.#call('pause_flow', { flow_id: id }, null)],
        };
      case 'resume':
        control.resume(id);
        return { text: `**${name}** is on again.`, toolCalls: [this.#call('resume_flow', { flow_id: id }, null)] };
      case 'cancel':
        control.cancel(id);
        return {
          text: `**${name}** is cancelled and will not fire again. Its history stays.`,
          toolCalls: [this.#call('cancel_flow', { flow_id: id }, null)],
        };
      default:
        assertInvariant(false, `the command ${String(command.name)} is known`);
    }
  }

  #explain(flowId: string): string {
    const flow = flowDetailOf(this.#deps.db, flowId, this.#deps.clock.nowMs());
    const when = flow.schedule ? flow.schedule.words : 'When you press Run now';
    return [
      `**${flow.name}**`,
      ...flow.outline.map((step, index) => stepInWords(step, `${index + 1}. `, '')),
      '',
      `${when}. Status: ${flow.status}.`,
    ].join('\n');
  }

  #call(tool: string, args: JsonObject, result: JsonValue): ToolCall {
    return {
      id: newId('call', this.#deps.clock.nowMs()),
      by: 'assistant',
      tool,
      arguments: args,
      status: 'succeeded',
      result,
    };
  }
}

function listInWords(flows: readonly FlowSummary[]): string {
  if (flows.length === 0) return 'There are no flows yet. Say what should happen and when.';
  return flows
    .map(({ name, status, schedule }) => `- **${name}**: ${schedule?.words ?? 'when you press Run now'} (${status})`)
    .join('\n');
}

function stepInWords(step: OutlineStep, bullet: string, indent: string): string {
  const line = `${indent}${bullet}${step.parts.map(({ text }) => text).join('')}`;
  return [line, ...step.children.map((child) => stepInWords(child, '- ', `${indent}   `))].join('\n');
}
