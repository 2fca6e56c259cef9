/** Which fields the language knows, per state type (https://states-language.net/spec.html#state-type-table). */
import type { StateType } from '../../../shared/domain/flow-definition.ts';
import type { JsonObject } from '../../../shared/json.ts';
import type { Path, Report } from './report.ts';

const everywhere = ['Type', 'Comment', 'QueryLanguage'];
const transition = ['Next', 'End'];
const recovering = ['Retry', 'Catch'];

export const stateFields: Record<StateType, readonly string[]> = {
  Task: [
    ...everywhere,
    ...transition,
    ...recovering,
    'Resource',
    'Arguments',
    'Assign',
    'Output',
    'TimeoutSeconds',
    'HeartbeatSeconds',
  ],
  Pass: [...everywhere, ...transition, 'Assign', 'Output'],
  Choice: [...everywhere, 'Choices', 'Default', 'Assign', 'Output'],
  Wait: [...everywhere, ...transition, 'Seconds', 'Timestamp', 'Assign', 'Output'],
  Succeed: [...everywhere, 'Output'],
  Fail: [...everywhere, 'Error', 'Cause'],
  Parallel: [...everywhere, ...transition, ...recovering, 'Branches', 'Arguments', 'Assign', 'Output'],
  Map: [
    ...everywhere,
    ...transition,
    ...recovering,
    'Items',
    'ItemSelector',
    'ItemProcessor',
    'ItemBatcher',
    'Label',
    'MaxConcurrency',
    'ToleratedFailureCount',
    'ToleratedFailurePercentage',
    'Assign',
    'Output',
  ],
};
export const stateTypes = Object.keys(stateFields) as StateType[];

export const machineFields = ['Comment', 'QueryLanguage', 'Version', 'StartAt', 'TimeoutSeconds', 'States'];
export const subMachineFields = ['Comment', 'QueryLanguage', 'StartAt', 'States'];
export const choiceRuleFields = ['Condition', 'Next', 'Assign', 'Output', 'Comment'];
export const catcherFields = ['ErrorEquals', 'Next', 'Assign', 'Output', 'Comment'];
export const retrierFields = [
  'ErrorEquals',
  'IntervalSeconds',
  'MaxAttempts',
  'BackoffRate',
  'MaxDelaySeconds',
  'JitterStrategy',
  'Comment',
];

/** Fields of the JSONPath query language: refused as such, not as typing errors. */
export const jsonPathFields = [
  'InputPath',
  'OutputPath',
  'Parameters',
  'ResultPath',
  'ResultSelector',
  'Result',
  'ItemsPath',
  'SecondsPath',
  'TimestampPath',
  'TimeoutSecondsPath',
  'HeartbeatSecondsPath',
  'ErrorPath',
  'CausePath',
  'MaxConcurrencyPath',
  'Variable',
  'Iterator',
];

export function checkFields(
  report: Report,
  path: Path,
  value: JsonObject,
  known: readonly string[],
  where: string,
): void {
  for (const field of Object.keys(value)) {
    if (known.includes(field)) continue;
    if (jsonPathFields.includes(field) || field.endsWith('.$'))
      report.add(
        [...path, field],
        'jsonpath',
        `'${field}' belongs to JSONPath, which is not supported.`,
        'Use JSONata: Arguments, Output, Assign and {% expressions %}.',
      );
    else report.unknownName([...path, field], 'unknown-field', `No field ${where} is called`, field, known);
  }
}
