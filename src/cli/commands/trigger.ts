/** `trigger list|set|remove|events|fire`: what fires a flow besides the clock. */
import type { App } from '../../main/app.ts';
import {
  addTriggerTo,
  type FlowTriggersDeps,
  fireByHand,
  removeTriggersOf,
  triggersOfFlow,
} from '../../main/flows/flow-triggers.ts';
import { existingFlow } from '../../main/flows/flow-views.ts';
import { listFlows } from '../../main/store/tables/flows.ts';
import { listTriggerEvents } from '../../main/store/tables/trigger-events.ts';
import { triggerViews } from '../../main/triggers/trigger-changes.ts';
import { type TriggerSpec, triggerSpec } from '../../shared/domain/trigger.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../../shared/json.ts';
import { type Answer, type Command, type Invocation, usageError } from '../command.ts';
import { momentWords } from '../moment-words.ts';

const list: Command = {
  words: 'trigger list',
  usage: '[FLOW]',
  summary: 'what fires a flow, or each flow, besides the clock',
  takes: { min: 0, max: 1 },
  needs: 'app',
  run({ positionals }, app) {
    const [name] = positionals;
    const flows = name === undefined ? listFlows(app.db) : [existingFlow(app.db, name)];
    const document = flows.flatMap(({ id, name: flowName }) =>
      triggersOfFlow(app.db, id).map((trigger) => ({ ...trigger, flowId: id, flowName })),
    );
    const lines = document.map(
      ({ id, flowName, words, refusals }) =>
        `${id}  ${flowName}: ${words}${refusals.map(({ reason, count }) => `; ${count} refused: ${reason}`).join('')}`,
    );
    return {
      document: document as unknown as JsonValue,
      words: lines.length === 0 ? 'There are no triggers.' : lines.join('\n'),
    };
  },
};

const set: Command = {
  words: 'trigger set',
  usage:
    'FLOW --file PATH [--on created,changed,deleted] [--settle SECONDS] | --after FLOW [--on succeeded|failed|any] | --app-start | --wake | --webhook [--hmac] | --manual',
  summary:
    'lets a flow also fire when something happens: files change (a file, a folder or a pattern in the workspace, or an absolute path), another flow has run, the app starts, the computer wakes, its webhook is called, or you fire it',
  options: {
    file: 'text',
    after: 'text',
    on: 'text',
    settle: 'text',
    'app-start': 'flag',
    wake: 'flag',
    webhook: 'flag',
    hmac: 'flag',
    manual: 'flag',
  },
  takes: { min: 1, max: 1 },
  needs: 'app',
  run({ positionals, options }, app) {
    const { flowId } = addTriggerTo(positionals[0] ?? '', specOf(options), depsOf(app));
    return triggersAnswer(app, flowId);
  },
};

const remove: Command = {
  words: 'trigger remove',
  usage: 'FLOW [TRIGGER_ID]',
  summary: 'takes one trigger, or all, from a flow; its ledger stays',
  takes: { min: 1, max: 2 },
  needs: 'app',
  run({ positionals }, app) {
    const [name = '', triggerId] = positionals;
    removeTriggersOf(name, triggerId, depsOf(app));
    return triggersAnswer(app, existingFlow(app.db, name).id);
  },
};

const events: Command = {
  words: 'trigger events',
  usage: 'FLOW [--limit N]',
  summary: 'what happened, newest first, and the firing that came of it',
  options: { limit: 'text' },
  takes: { min: 1, max: 1 },
  needs: 'app',
  run({ positionals, options, timezone }, app) {
    const limit = options.limit === undefined ? 50 : Number(options.limit);
    if (!Number.isInteger(limit) || limit < 1 || limit > 100_000)
      throw usageError(`--limit must be a whole number from 1 to 100000; it is ${String(options.limit)}.`);
    const found = listTriggerEvents(app.db, { flowId: existingFlow(app.db, positionals[0] ?? '').id, limit });
    const lines = found.map(
      ({ atMs, what, subject, firing, triggerId, reason }) =>
        `${momentWords(atMs, timezone)}  ${what} ${subject}  ${firing === null ? `nothing: ${reason}` : `${triggerId}@${firing}`}`,
    );
    return { document: found as unknown as JsonValue, words: lines.join('\n') || 'Nothing has happened yet.' };
  },
};

const fire: Command = {
  words: 'trigger fire',
  usage: 'FLOW [--input JSON]',
  summary: 'fires a flow that has a manual trigger: like flow run, but in the ledger and under its policies',
  options: { input: 'text' },
  takes: { min: 1, max: 1 },
  needs: 'app',
  run({ positionals, options }, app) {
    const flow = existingFlow(app.db, positionals[0] ?? '');
    const occurrenceId = fireByHand(flow.id, inputOf(options.input), depsOf(app));
    return { document: { flowId: flow.id, occurrenceId }, words: `${flow.name} fires: ${occurrenceId}` };
  },
};

function inputOf(text: string | boolean | undefined): JsonObject {
  if (typeof text !== 'string') return {};
  try {
    const value = JSON.parse(text) as JsonValue;
    if (isJsonObject(value)) return value;
  } catch (error) {
    throw usageError(`--input must be a JSON object, such as '{"name":"Ada"}': ${String(error)}.`);
  }
  throw usageError(`--input must be a JSON object, such as '{"name":"Ada"}'; it is ${text}.`);
}

function depsOf(app: App): FlowTriggersDeps {
  const { db, settings, triggering } = app;
  return { db, settings, triggering, scheduleChanged: (flowId) => app.scheduleChanged(flowId) };
}

/** @throws MajordomoError `Usage` */
function specOf(options: Invocation['options']): TriggerSpec {
  const text = (name: string): string | undefined => (typeof options[name] === 'string' ? options[name] : undefined);
  const [file, after, on, settle] = [text('file'), text('after'), text('on'), text('settle')];
  const said: JsonObject[] = [];
  if (file !== undefined)
    said.push({
      kind: 'file',
      path: file,
      ...(on === undefined ? {} : { on: on.split(',').map((event) => event.trim()) }),
      ...(settle === undefined ? {} : { settleMs: Math.round(Number(settle) * 1_000) }),
    });
  if (after !== undefined) said.push({ kind: 'flow', flow: after, ...(on === undefined ? {} : { on }) });
  if (options.webhook === true) said.push({ kind: 'webhook', hmac: options.hmac === true });
  for (const kind of ['app-start', 'wake', 'manual']) if (options[kind] === true) said.push({ kind });
  if (said.length !== 1) throw usageError(`Say one thing that fires it. Usage: trigger set ${set.usage}`);
  const parsed = triggerSpec.safeParse(said[0]);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(({ path, message }) => [...path, message].join(': ')).join('; ');
  throw usageError(`That cannot fire a flow: ${problems}. Usage: trigger set ${set.usage}`);
}

function triggersAnswer(app: App, flowId: string): Answer {
  const views = triggerViews(app.db, flowId);
  return {
    document: { flowId, triggers: views as unknown as JsonValue },
    words: views.length === 0 ? 'It has no triggers.' : views.map(({ id, words }) => `${id}  ${words}`).join('\n'),
  };
}

export const triggerCommands: Command[] = [list, set, remove, events, fire];
