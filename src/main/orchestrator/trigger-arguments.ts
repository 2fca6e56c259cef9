/** What fires a flow besides the clock, and what it may spend, as a model says them to schedule_flow. */
import { z } from 'zod';
import type { DayLimits, FlowBudget, SpendingLimits } from '../../shared/domain/budget.ts';
import { fileEvent, type TriggerSpec } from '../../shared/domain/trigger.ts';
import type { JsonObject } from '../../shared/json.ts';

const text = (description: string): JsonObject => ({ type: 'string', description });
const whole = (description: string): JsonObject => ({ type: 'integer', minimum: 1, description });

export const triggersSchema: JsonObject = {
  type: 'array',
  maxItems: 10,
  description:
    'What fires it besides the schedule, where the task says so: each makes a run, with what happened in $states.input.trigger.',
  items: {
    type: 'object',
    properties: {
      kind: {
        type: 'string',
        enum: ['file', 'flow', 'webhook', 'app-start', 'wake', 'manual'],
        description:
          'file: files change. flow: another flow has run. webhook: a program on this computer calls its address. app-start, wake: the app started, the computer woke. manual: the user fires it.',
      },
      path: text('Of file: a file, a folder or a pattern such as inbox/*.csv, relative to the workspace, or absolute.'),
      events: {
        type: 'array',
        items: { type: 'string', enum: [...fileEvent.options] },
        description: 'Of file: which changes; all when left out.',
      },
      flow: text('Of flow: the name or id of the flow that it follows.'),
      ended: { type: 'string', enum: ['succeeded', 'failed', 'any'], description: 'Of flow: how that run ended.' },
      signed: { type: 'boolean', description: 'Of webhook: only calls with a signature.' },
    },
    required: ['kind'],
    additionalProperties: false,
  },
};

export const budgetSchema: JsonObject = {
  type: 'object',
  description: 'Only where the task names limits: what it may use at most. The user is asked before it goes over.',
  properties: {
    tokens_per_run: whole('Model tokens a run.'),
    usd_per_run: { type: 'number', exclusiveMinimum: 0, description: 'US dollars a run.' },
    tool_calls_per_run: whole('Tool calls a run.'),
    tokens_per_day: whole('Model tokens a day.'),
    usd_per_day: { type: 'number', exclusiveMinimum: 0, description: 'US dollars a day.' },
    tool_calls_per_day: whole('Tool calls a day.'),
    runs_per_day: whole('Runs that may begin in a day.'),
    minutes_per_run: { type: 'number', exclusiveMinimum: 0, description: 'How long a run may take, waiting included.' },
    when_reached: {
      type: 'string',
      enum: ['ask', 'stop'],
      description: 'ask the user (usual), or stop the step and skip a firing over runs_per_day.',
    },
  },
  additionalProperties: false,
};

/** What does not belong to a trigger's kind is refused, so that nothing the model meant is dropped. */
export const triggersArgument = z
  .array(
    z.discriminatedUnion('kind', [
      z.strictObject({
        kind: z.literal('file'),
        path: z.string().trim().min(1).max(1_000),
        events: z.array(fileEvent).min(1).optional(),
      }),
      z.strictObject({
        kind: z.literal('flow'),
        flow: z.string().trim().min(1),
        ended: z.enum(['succeeded', 'failed', 'any']).default('any'),
      }),
      z.strictObject({ kind: z.literal('webhook'), signed: z.boolean().default(false) }),
      z.strictObject({ kind: z.literal('app-start') }),
      z.strictObject({ kind: z.literal('wake') }),
      z.strictObject({ kind: z.literal('manual') }),
    ]),
  )
  .max(10)
  .transform((triggers) => triggers.map(specOf));

function specOf(said: {
  kind: TriggerSpec['kind'];
  path?: string;
  events?: z.infer<typeof fileEvent>[];
  flow?: string;
  ended?: 'succeeded' | 'failed' | 'any';
  signed?: boolean;
}): TriggerSpec {
  switch (said.kind) {
    case 'file':
      return { kind: 'file', path: said.path ?? '', on: said.events ?? [...fileEvent.options], settleMs: 2_000 };
    case 'flow':
      return { kind: 'flow', flow: said.flow ?? '', on: said.ended ?? 'any' };
    case 'webhook':
      return { kind: 'webhook', hmac: said.signed ?? false };
    default:
      return { kind: said.kind };
  }
}

const amount = z.number().int().positive().optional();
const usd = z.number().positive().optional();

export const budgetArgument = z
  .strictObject({
    tokens_per_run: amount,
    usd_per_run: usd,
    tool_calls_per_run: amount,
    tokens_per_day: amount,
    usd_per_day: usd,
    tool_calls_per_day: amount,
    runs_per_day: amount,
    minutes_per_run: z.number().positive().max(525_600).optional(),
    when_reached: z.enum(['ask', 'stop']).default('ask'),
  })
  .transform((said): FlowBudget => {
    const perRun = limitsOf(said.tokens_per_run, said.usd_per_run, said.tool_calls_per_run);
    const perDay: DayLimits = {
      ...limitsOf(said.tokens_per_day, said.usd_per_day, said.tool_calls_per_day),
      ...(said.runs_per_day === undefined ? {} : { runs: said.runs_per_day }),
    };
    return {
      ...(Object.keys(perRun).length > 0 ? { perRun } : {}),
      ...(Object.keys(perDay).length > 0 ? { perDay } : {}),
      ...(said.minutes_per_run === undefined ? {} : { minutesPerRun: said.minutes_per_run }),
      whenReached: said.when_reached,
    };
  });

function limitsOf(tokens?: number, money?: number, toolCalls?: number): SpendingLimits {
  return {
    ...(tokens === undefined ? {} : { tokens }),
    ...(money === undefined ? {} : { money }),
    ...(toolCalls === undefined ? {} : { toolCalls }),
  };
}
