/** The orchestrator's four tools as a model sees them. The leading parameters are the product's; `flow` carries the definition. */
import { z } from 'zod';
import { toolLimits } from '../../shared/domain/grant.ts';
import { type JsonObject, jsonObject } from '../../shared/json.ts';
import { toolNames } from '../../shared/tools/catalogue.ts';
import type { ModelTool } from '../models/model-client.ts';
import { machineSchema } from './definition-schema.ts';
import { budgetArgument, budgetSchema, triggersArgument, triggersSchema } from './trigger-arguments.ts';

export type OrchestratorToolName = 'spawn_worker' | 'schedule_flow' | 'list_flows' | 'cancel_flow';

const list = (items: JsonObject, description: string): JsonObject => ({ type: 'array', items, description });
const text = (description: string): JsonObject => ({ type: 'string', description });

export function orchestratorTools(): Array<ModelTool & { name: OrchestratorToolName }> {
  return [
    {
      name: 'spawn_worker',
      description:
        'Hires a worker for the plan and gives {worker_id}. It gets exactly these tools within exactly these limits: choose the fewest tools and the narrowest limits.',
      parameters: {
        type: 'object',
        properties: {
          name: text('Short, for people: "price checker". Unique in the plan.'),
          tools: list(
            {
              type: 'object',
              properties: {
                tool: { type: 'string', enum: toolNames() },
                limits: {
                  type: 'object',
                  properties: {
                    hosts: list(text('host or host:port'), 'Which hosts it may reach.'),
                    folders: list(text('relative to the workspace folder'), 'Which folders.'),
                    tables: list(text('table'), 'Which tables.'),
                    channels: list(text('desktop'), 'Which channels.'),
                    keys: list(text('name of a key'), "Which of the user's keys it may send (http_request's auth)."),
                    callsPerRun: { type: 'integer', minimum: 1, description: 'At most so many calls in one run.' },
                  },
                  additionalProperties: false,
                },
              },
              required: ['tool'],
              additionalProperties: false,
            },
            'The tools it needs, each with its limits.',
          ),
          prompt: text('Its one job: the steps and their conditions, in order.'),
          agent: {
            type: 'object',
            description: 'Only for a worker to whom whole steps are handed (`worker:<name>`).',
            properties: {
              output_schema: {
                type: 'object',
                description: 'JSON Schema of the result of its step; without it the result is {"text": "…"}.',
              },
              max_rounds: {
                type: 'integer',
                minimum: 1,
                maximum: 100,
                description: 'Answers of the model in one step, at most.',
              },
              tokens: { type: 'integer', minimum: 1, description: 'Tokens that one step may use, at most.' },
            },
            additionalProperties: false,
          },
        },
        required: ['name', 'tools', 'prompt'],
        additionalProperties: false,
      },
    },
    {
      name: 'schedule_flow',
      description:
        'Puts a flow into the plan and gives {flow_id}. It is checked first; problems come back with their place and remedy: mend them and call again. Nothing runs before the user approves.',
      parameters: {
        type: 'object',
        properties: {
          worker_id: text('The worker that does most of it, as spawn_worker gave it.'),
          schedule: {
            type: ['string', 'null'],
            description:
              '"daily at 9am", "every 10 minutes", a cron expression; null to run only when started or by its triggers.',
          },
          flow: {
            type: 'object',
            properties: {
              name: text('For people, at most 60 characters. Other flows call it by this name.'),
              task: text('What it does, in one sentence.'),
              definition: { $ref: '#/$defs/machine' },
              max_tokens_per_run: {
                type: 'integer',
                minimum: 1_000,
                description:
                  'Only where workers do whole steps themselves: what a run may use at most. Left out, the usual limit.',
              },
              triggers: triggersSchema,
              budget: budgetSchema,
              assumptions: list(text('one sentence'), 'What the task did not say and you decided.'),
            },
            required: ['name', 'task', 'definition'],
            additionalProperties: false,
          },
        },
        required: ['worker_id', 'schedule', 'flow'],
        additionalProperties: false,
        $defs: { machine: machineSchema },
      },
    },
    {
      name: 'list_flows',
      description: 'The flows there are: [{id, name, task, status, schedule}].',
      parameters: { type: 'object', properties: {}, additionalProperties: false },
    },
    {
      name: 'cancel_flow',
      description:
        'Puts the end of a flow into the plan, for one that the new flow replaces. It ends when the user approves.',
      parameters: {
        type: 'object',
        properties: { flow_id: text('As list_flows gives it.') },
        required: ['flow_id'],
        additionalProperties: false,
      },
    },
  ];
}

/** What the tools take. More lenient than what models are told: a tool may be named without limits, a definition given as text. */
export const spawnWorkerArguments = z.strictObject({
  name: z.string().trim().min(1).max(80),
  tools: z.array(
    z
      .union([z.string(), z.strictObject({ tool: z.string(), limits: toolLimits.default({}) })])
      .transform((given) => (typeof given === 'string' ? { tool: given, limits: {} } : given)),
  ),
  prompt: z.string().trim().min(1).max(20_000),
  agent: z
    .strictObject({
      output_schema: jsonObject.optional(),
      max_rounds: z.int().min(1).max(100).optional(),
      tokens: z.int().positive().optional(),
    })
    .optional(),
});

export const scheduleFlowArguments = z.strictObject({
  worker_id: z.string().nullable().default(null),
  schedule: z.string().nullable().default(null),
  flow: z.strictObject({
    name: z.string().trim().min(1).max(120),
    task: z.string().trim().min(1).max(2_000).optional(),
    max_tokens_per_run: z.number().int().min(1_000).optional(),
    triggers: triggersArgument.optional(),
    budget: budgetArgument.optional(),
    definition: z.union([z.record(z.string(), z.unknown()), z.string()]),
    assumptions: z.array(z.string().max(500)).max(20).default([]),
  }),
});

export const listFlowsArguments = z.strictObject({});
export const cancelFlowArguments = z.strictObject({ flow_id: z.string().min(1) });
