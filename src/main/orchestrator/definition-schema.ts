/**
 * The JSON Schema of a flow definition, for the tool that takes one: which fields each type of state has, and no others. It is made
 * from the validator's own lists, so that the two cannot say different things; what a schema cannot say the validator says.
 */
import type { StateType } from '../../shared/domain/flow-definition.ts';
import type { JsonObject } from '../../shared/json.ts';
import { retrierFields, stateFields, stateTypes } from '../workflow/validate/fields.ts';

const text: JsonObject = { type: 'string' };
const whole: JsonObject = { type: 'integer', minimum: 0 };
const errorNames: JsonObject = { type: 'array', items: text, minItems: 1 };
const assign: JsonObject = {
  type: 'object',
  description: 'Variable names without $, each with a value or {% expression %}.',
};
const machine: JsonObject = { $ref: '#/$defs/machine' };

const fieldSchemas: Record<string, JsonObject> = {
  Comment: text,
  QueryLanguage: { const: 'JSONata' },
  Next: { type: 'string', description: 'The name of the next state.' },
  End: { const: true },
  Resource: {
    type: 'string',
    pattern: '^(worker:.+|flow:.+|approval)$',
    description: 'worker:<worker>/<tool>, worker:<worker>, flow:<name> or approval.',
  },
  Arguments: { type: 'object', description: "The tool's arguments; a value may be a string {% expression %}." },
  Assign: assign,
  Output: {},
  TimeoutSeconds: {},
  HeartbeatSeconds: {},
  Seconds: { description: 'A whole number, or a string {% expression %}.' },
  Timestamp: { type: 'string', description: 'ISO 8601, or {% expression %}.' },
  Error: text,
  Cause: text,
  Default: { type: 'string', description: 'The state to go to when no condition holds.' },
  Choices: {
    type: 'array',
    minItems: 1,
    items: {
      type: 'object',
      properties: {
        Condition: {
          type: 'string',
          pattern: '^\\{%[\\s\\S]*%\\}$',
          description: '{% expression %} that gives true or false.',
        },
        Next: text,
        Assign: assign,
        Output: {},
        Comment: text,
      },
      required: ['Condition', 'Next'],
      additionalProperties: false,
    },
  },
  Retry: {
    type: 'array',
    items: {
      type: 'object',
      properties: Object.fromEntries(
        retrierFields.map((field) => [
          field,
          field === 'ErrorEquals'
            ? errorNames
            : field === 'Comment' || field === 'JitterStrategy'
              ? text
              : { type: 'number' },
        ]),
      ),
      required: ['ErrorEquals'],
      additionalProperties: false,
    },
  },
  Catch: {
    type: 'array',
    items: {
      type: 'object',
      properties: { ErrorEquals: errorNames, Next: text, Assign: assign, Output: {}, Comment: text },
      required: ['ErrorEquals', 'Next'],
      additionalProperties: false,
    },
  },
  Branches: { type: 'array', minItems: 1, items: machine },
  Items: { description: 'A list, or a string {% expression %} that gives one.' },
  ItemSelector: {},
  ItemProcessor: machine,
  ItemBatcher: {},
  Label: text,
  MaxConcurrency: whole,
  ToleratedFailureCount: whole,
  ToleratedFailurePercentage: { type: 'number', minimum: 0, maximum: 100 },
};

const required: Partial<Record<StateType, string[]>> = {
  Task: ['Resource'],
  Choice: ['Choices'],
  Parallel: ['Branches'],
  Map: ['ItemProcessor'],
};

function stateSchema(type: StateType): JsonObject {
  const properties = Object.fromEntries(
    stateFields[type].map((field) => [field, field === 'Type' ? { const: type } : (fieldSchemas[field] ?? {})]),
  );
  return { type: 'object', properties, required: ['Type', ...(required[type] ?? [])], additionalProperties: false };
}

/** A machine within a flow: a branch, or what a Map does with each item. Refers to itself: put it under `$defs.machine`. */
export const machineSchema: JsonObject = {
  type: 'object',
  properties: {
    Comment: text,
    QueryLanguage: { const: 'JSONata' },
    StartAt: text,
    TimeoutSeconds: whole,
    States: { type: 'object', minProperties: 1, additionalProperties: { anyOf: stateTypes.map(stateSchema) } },
  },
  required: ['StartAt', 'States'],
  additionalProperties: false,
};
