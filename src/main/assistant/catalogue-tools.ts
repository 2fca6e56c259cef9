/**
 * The tools of the catalogue in the assistant's hands, for one-off questions. Every call goes through the broker.
 *
 * A1 What only reads is done at once: files of the workspace, tables, the machine, and pages of hosts that the user named.
 * A2 What changes or sends anything is not done here: it becomes a step of a plan that the user is asked about, and runs once, as
 *    a recorded run, when they approve it.
 */
import { z } from 'zod';
import type { TaskState } from '../../shared/domain/flow-definition.ts';
import type { ToolGrant } from '../../shared/domain/grant.ts';
import type { Result } from '../../shared/errors.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../../shared/json.ts';
import { checkArguments } from '../../shared/tools/argument-problems.ts';
import { toolCatalogue } from '../../shared/tools/catalogue.ts';
import { isHostGranted } from '../../shared/tools/hosts.ts';
import type { AnyToolSpec, ToolNeeds } from '../../shared/tools/tool-spec.ts';
import { shorten } from '../../shared/tools/words.ts';
import type { FlowDraft } from '../flows/flow-draft.ts';
import type { LoopTool } from '../models/tool-loop.ts';
import type { Broker } from '../workers/broker.ts';
import { isExpression } from '../workflow/expression.ts';

const callTimeoutMs = 60_000;
const workerName = 'assistant';

export interface CatalogueToolsDeps {
  broker: Broker;
  /** Of this turn: stands in the record of what was refused. */
  turnId: string;
  /** As the user named them. */
  hosts: readonly string[];
}

/** What the user is to be asked about, gathered over a turn. */
export interface AskedEffects {
  /** Null when there is nothing to ask. */
  draft(request: string): FlowDraft | null;
}

export function createCatalogueTools(deps: CatalogueToolsDeps): { tools: LoopTool[]; asked: AskedEffects } {
  const effects: Array<{ spec: AnyToolSpec; args: JsonObject }> = [];
  let calls = 0;
  const tools = toolCatalogue.map(
    (spec): LoopTool => ({
      name: spec.name,
      description:
        spec.effect === 'pure'
          ? spec.description
          : `${spec.description} Not done at once: the user is shown what it would do and asked.`,
      parameters: parametersOf(spec),
      async run(args, signal): Promise<Result<JsonValue>> {
        const checked = checkArguments(spec, args);
        if (!checked.ok) return checked;
        if (spec.effect !== 'pure') {
          effects.push({ spec, args: checked.arguments });
          return {
            ok: true,
            value:
              'Not done yet. The user is shown what it would do under your reply, and it happens once they approve it.',
          };
        }
        const needs = spec.needs(checked.arguments);
        const unnamed = (needs.hosts ?? []).find((host) => !isHostGranted(host, deps.hosts));
        if (unnamed !== undefined) return notNamed(spec.name, unnamed);
        calls += 1;
        return await deps.broker.call(
          {
            worker: { id: workerName, name: workerName, tools: [grantOf(spec.name, needs)] },
            tool: spec.name,
            arguments: checked.arguments,
            runId: deps.turnId,
            flowId: 'chat',
            state: 'chat',
            idempotencyKey: `${deps.turnId}:${calls}`,
            recovering: false,
            timeoutMs: callTimeoutMs,
            dryRun: false,
          },
          signal,
        );
      },
    }),
  );
  return { tools, asked: { draft: (request) => (effects.length === 0 ? null : onceDraft(effects, request)) } };
}

/** JSON Schema of a tool's arguments, without what only documents it for a validator. */
export function parametersOf(spec: AnyToolSpec): JsonObject {
  const { $schema: _dialect, ...schema } = z.toJSONSchema(spec.arguments, { io: 'input', unrepresentable: 'any' });
  return schema as JsonObject;
}

function grantOf(tool: string, { hosts, paths, tables, channels, keys }: ToolNeeds): ToolGrant {
  return {
    tool,
    limits: {
      ...(hosts ? { hosts } : {}),
      ...(paths ? { folders: paths } : {}),
      ...(tables ? { tables } : {}),
      ...(channels ? { channels } : {}),
      ...(keys ? { keys } : {}),
    },
  };
}

function notNamed(tool: string, host: string): Result<never> {
  return {
    ok: false,
    error: {
      code: 'Assistant.HostNotNamed',
      message: `The user has not named ${host}, so it is not read without their word. Ask them whether you may read ${host}.`,
      data: { tool, host },
    },
  };
}

/** The arguments exactly as they were shown: a text that looks like an expression is written so that it gives itself. */
function literal(value: JsonValue): JsonValue {
  if (typeof value === 'string') return isExpression(value) ? `{% ${JSON.stringify(value)} %}` : value;
  if (Array.isArray(value)) return value.map(literal);
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, literal(member)]));
}

/** One flow of the gathered steps, in order, that runs once. */
function onceDraft(effects: ReadonlyArray<{ spec: AnyToolSpec; args: JsonObject }>, request: string): FlowDraft {
  const names = effects.map(({ spec }, index) => `${index + 1}. ${spec.name}`);
  const states = effects.map(({ spec, args }, index): [string, TaskState] => {
    const next = names[index + 1];
    return [
      names[index] ?? spec.name,
      {
        Type: 'Task',
        Resource: `worker:${workerName}/${spec.name}`,
        Arguments: literal(args) as JsonObject,
        ...(next === undefined ? { End: true as const } : { Next: next }),
      },
    ];
  });
  const words = effects.map(({ spec, args }) => spec.effectSummary(args) ?? spec.name);
  const grants = new Map<string, ToolGrant>();
  for (const { spec, args } of effects)
    grants.set(`${spec.name} ${JSON.stringify(spec.needs(args))}`, grantOf(spec.name, spec.needs(args)));
  return {
    name: shorten(words.join(', then '), 60),
    task: `Once, now: ${words.join(', then ')}.`,
    request,
    flowText: words.join(' → '),
    scheduleText: null,
    schedule: null,
    workers: [{ name: workerName, tools: [...grants.values()], prompt: 'Do exactly these steps, once.' }],
    definition: { QueryLanguage: 'JSONata', StartAt: names[0] ?? '', States: Object.fromEntries(states) },
    ifItFails: 'Tells you.',
    assumptions: [],
    once: true,
  };
}
