import { flowSummaryOf } from '../../main/flows/flow-views.ts';
import { shownTemplates, templateDraft, templateNamed } from '../../main/templates/template-draft.ts';
import type { TemplateParameter, TemplateValues } from '../../shared/domain/template.ts';
import type { JsonValue } from '../../shared/json.ts';
import { type Command, usageError } from '../command.ts';
import { planInWords } from '../plan-lines.ts';

const list: Command = {
  words: 'template list',
  usage: '',
  summary: 'flows that are ready but for a few values',
  takes: { min: 0, max: 0 },
  needs: 'nothing',
  run() {
    const all = shownTemplates();
    const width = Math.max(...all.map(({ id }) => id.length));
    return {
      document: all as unknown as JsonValue,
      words: all.map(({ id, name, summary }) => `${id.padEnd(width)}  ${name}: ${summary}`).join('\n'),
    };
  },
};

const show: Command = {
  words: 'template show',
  usage: 'NAME',
  summary: 'what a template is good for and what it asks',
  takes: { min: 1, max: 1 },
  needs: 'nothing',
  run({ positionals, timezone }) {
    const { shown, fill } = templateNamed(positionals[0] ?? '');
    const filled = fill({}, { timezone, nowMs: Date.now() });
    return {
      document: { ...shown, flow: filled.ok ? filled.file : null } as unknown as JsonValue,
      words: [`${shown.name}: ${shown.summary}`, '', ...shown.parameters.map(parameterLine)].join('\n'),
    };
  },
};

const use: Command = {
  words: 'template use',
  usage: 'NAME [--set key=value …] [--approve]',
  summary: 'the plan of a template with these values; --approve sets it up',
  options: { set: 'texts', approve: 'flag' },
  takes: { min: 1, max: 1 },
  needs: 'app',
  async run({ positionals, options, repeated, timezone }, app) {
    const now = { timezone, nowMs: app.clock.nowMs() };
    const draft = templateDraft(positionals[0] ?? '', valuesOf(repeated.set ?? []), now);
    const proposed = app.plans.propose(draft, null);
    const plan = options.approve ? await app.assistant.approve(proposed.id) : proposed;
    const flow = plan.flowId ? flowSummaryOf(app.db, plan.flowId, app.clock.nowMs()) : null;
    return {
      document: {
        plan: plan as unknown as JsonValue,
        flow: flow && { id: flow.id, name: flow.name, schedule: flow.schedule as JsonValue },
      },
      words: [planInWords(plan), ...(flow ? ['', `Set up as ${flow.id}.`] : [])].join('\n'),
    };
  },
};

function valuesOf(pairs: readonly string[]): TemplateValues {
  return Object.fromEntries(
    pairs.map((pair) => {
      const at = pair.indexOf('=');
      if (at < 1) throw usageError(`--set takes key=value, such as --set percent=80; it is '${pair}'.`);
      return [pair.slice(0, at), pair.slice(at + 1)];
    }),
  );
}

function parameterLine({ name, label, kind, hint, initial, unit }: TemplateParameter): string {
  const shown = initial === null ? 'has to be given' : `${[initial].flat().join(' ')}${unit ? ` ${unit}` : ''}`;
  return `  ${name.padEnd(10)} ${label} (${kind}): ${shown}${hint ? `. ${hint}` : ''}`;
}

export const templateCommands: Command[] = [list, show, use];
