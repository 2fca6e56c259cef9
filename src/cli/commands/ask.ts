import { flowSummaryOf } from '../../main/flows/flow-views.ts';
import { listConversations } from '../../main/store/tables/conversations.ts';
import type { JsonValue } from '../../shared/json.ts';
import type { Command } from '../command.ts';
import { usageError } from '../command.ts';
import { attachmentFrom } from '../files.ts';
import { planInWords } from '../plan-lines.ts';

export const ask: Command = {
  words: 'ask',
  usage: 'TEXT [--approve] [--continue] [--model M] [--attach FILE]',
  summary:
    'one turn with the assistant; --approve accepts its plan, --continue answers in the latest conversation, --model asks this model (its id, or a name at the endpoint OPENAI_BASE_URL), --attach adds a text file',
  options: { approve: 'flag', continue: 'flag', model: 'text', attach: 'text' },
  takes: { min: 1, max: 1 },
  needs: 'app',
  async run({ positionals, options, terminal }, app) {
    const [text = ''] = positionals;
    if (text.trim() === '') throw usageError('ask needs a text: what should happen, and when.');
    const latest = options.continue ? (listConversations(app.db)[0]?.id ?? null) : null;
    const { message, asks } = await app.assistant.send({
      conversationId: latest,
      text,
      attachments: typeof options.attach === 'string' ? [attachmentFrom(terminal.cwd, options.attach)] : [],
      model: typeof options.model === 'string' ? options.model : null,
    }).done;
    const proposed = message.plan;
    const plan = proposed && options.approve ? await app.assistant.approve(proposed.id) : proposed;
    const flow = plan?.flowId ? flowSummaryOf(app.db, plan.flowId, app.clock.nowMs()) : null;
    return {
      document: {
        reply: message.text,
        plan: plan as JsonValue,
        asks,
        flow: flow && { id: flow.id, name: flow.name, schedule: flow.schedule as JsonValue },
        conversationId: message.conversationId,
      },
      words: [
        message.text,
        ...(plan ? ['', planInWords(plan)] : []),
        ...(flow ? ['', `Scheduled as ${flow.id}.`] : []),
      ].join('\n'),
    };
  },
};
