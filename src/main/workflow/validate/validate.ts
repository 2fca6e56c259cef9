/**
 * Checks a definition before anything is stored or run: every problem at once, each with its place and a remedy.
 * Source: https://states-language.net/spec.html; JSONPath is refused.
 */
import type { Problem, StateMachine, StateType } from '../../../shared/domain/flow-definition.ts';
import { isJsonObject, type JsonObject } from '../../../shared/json.ts';
import { isExpression } from '../expression.ts';
import { timestampPattern } from '../states/simple.ts';
import { checkAssign, variablesInside } from './assign.ts';
import { checkFields, choiceRuleFields, machineFields, stateFields, stateTypes, subMachineFields } from './fields.ts';
import { checkGraph } from './graph.ts';
import { checkCatch, checkRetry } from './recovery.ts';
import { type Path, Report } from './report.ts';
import { checkNumber, checkTemplate, checkText } from './templates.ts';

export interface ValidationContext {
  /** Judges a Task's Resource and Arguments; null when it is fine. Left out, any resource will do. */
  checkResource?: (
    resource: string,
    args: JsonObject | undefined,
  ) => Array<{ field: 'Resource' | 'Arguments'; code: string; message: string; suggestion: string | null }>;
}

/** @returns no problems exactly when the value is a definition that the engine can run: then it is a StateMachine. */
export function validateDefinition(value: unknown, context: ValidationContext = {}): Problem[] {
  const report = new Report();
  if (!isJsonObject(value)) {
    report.add([], 'bad-type', 'A definition is a JSON object with StartAt and States.');
    return report.problems;
  }
  checkMachine(report, [], value, machineFields, context, new Set());
  checkNumber(report, ['TimeoutSeconds'], value.TimeoutSeconds, { min: 1, max: 99_999_999, whole: true });
  if (value.Version !== undefined && value.Version !== '1.0')
    report.add(['Version'], 'bad-value', `Version must be "1.0"; it is ${JSON.stringify(value.Version)}.`);
  return report.problems;
}

export function isValidDefinition(value: unknown, context?: ValidationContext): value is StateMachine {
  return validateDefinition(value, context).length === 0;
}

function checkMachine(
  report: Report,
  path: Path,
  machine: JsonObject,
  known: readonly string[],
  context: ValidationContext,
  outer: ReadonlySet<string>,
): void {
  checkFields(report, path, machine, known, 'of a machine');
  checkQueryLanguage(report, path, machine);
  if (typeof machine.StartAt !== 'string')
    report.add([...path, 'StartAt'], 'missing-field', 'StartAt must name the first state.');
  const { States: states } = machine;
  if (!isJsonObject(states) || Object.keys(states).length === 0)
    return report.add([...path, 'States'], 'missing-field', 'States must hold at least one state.');
  for (const [name, state] of Object.entries(states)) {
    const statePath = [...path, 'States', name];
    if (name.length > 80) report.add(statePath, 'bad-name', 'A state name has at most 80 characters.');
    if (!isJsonObject(state)) report.add(statePath, 'bad-type', `The state '${name}' must be an object.`);
    else checkState(report, statePath, state, context, variablesInside(states, name, outer), outer);
  }
  checkGraph(report, path, machine.StartAt, states);
}

function checkQueryLanguage(report: Report, path: Path, value: JsonObject): void {
  if (value.QueryLanguage === undefined || value.QueryLanguage === 'JSONata') return;
  const isJsonPath = value.QueryLanguage === 'JSONPath';
  report.add(
    [...path, 'QueryLanguage'],
    isJsonPath ? 'jsonpath' : 'bad-value',
    isJsonPath
      ? 'JSONPath is not supported; only JSONata is.'
      : `QueryLanguage must be "JSONata"; it is ${JSON.stringify(value.QueryLanguage)}.`,
    'Write "QueryLanguage": "JSONata".',
  );
}

function checkState(
  report: Report,
  path: Path,
  state: JsonObject,
  context: ValidationContext,
  visible: ReadonlySet<string>,
  outer: ReadonlySet<string>,
): void {
  const type = state.Type;
  if (typeof type !== 'string' || !stateTypes.includes(type as StateType))
    return report.unknownName([...path, 'Type'], 'unknown-type', 'No state type', String(type), stateTypes);
  checkFields(report, path, state, stateFields[type as StateType], `of a ${type} state`);
  checkQueryLanguage(report, path, state);
  checkAssign(report, [...path, 'Assign'], state.Assign, outer);
  for (const field of ['Output', 'Arguments']) checkTemplate(report, [...path, field], state[field]);
  if (stateFields[type as StateType].includes('Next')) checkTransition(report, path, state);
  checkRetry(report, path, state.Retry);
  checkCatch(report, path, state.Catch, outer);

  switch (type as StateType) {
    case 'Task':
      return checkTask(report, path, state, context);
    case 'Choice':
      return checkChoice(report, path, state, outer);
    case 'Wait':
      return checkWait(report, path, state);
    case 'Fail':
      checkText(report, [...path, 'Error'], state.Error);
      return checkText(report, [...path, 'Cause'], state.Cause);
    case 'Parallel': {
      const branches = state.Branches;
      if (!Array.isArray(branches) || branches.length === 0)
        return report.add([...path, 'Branches'], 'missing-field', 'Branches must hold at least one machine.');
      for (const [index, branch] of branches.entries())
        checkInner(report, [...path, 'Branches', index], branch, subMachineFields, context, visible);
      return;
    }
    case 'Map':
      return checkMap(report, path, state, context, visible);
    default:
      return;
  }
}

function checkInner(
  report: Report,
  path: Path,
  machine: unknown,
  known: readonly string[],
  context: ValidationContext,
  visible: ReadonlySet<string>,
): void {
  if (isJsonObject(machine)) checkMachine(report, path, machine, known, context, visible);
  else report.add(path, 'missing-field', `${String(path.at(-1))} must be a machine with StartAt and States.`);
}

function checkTransition(report: Report, path: Path, state: JsonObject): void {
  const hasNext = state.Next !== undefined;
  const hasEnd = state.End !== undefined;
  if (hasNext && typeof state.Next !== 'string')
    report.add([...path, 'Next'], 'bad-type', 'Next must be the name of a state.');
  if (hasEnd && state.End !== true) report.add([...path, 'End'], 'bad-value', 'End must be true, or left out.');
  if (hasNext === hasEnd)
    report.add(
      path,
      'missing-transition',
      hasNext ? 'The state has both Next and End.' : 'The state has neither Next nor End.',
      'Keep exactly one of them.',
    );
}

function checkTask(report: Report, path: Path, state: JsonObject, context: ValidationContext): void {
  checkNumber(report, [...path, 'TimeoutSeconds'], state.TimeoutSeconds, { min: 1, max: 99_999_999, whole: true });
  checkNumber(report, [...path, 'HeartbeatSeconds'], state.HeartbeatSeconds, { min: 1, max: 99_999_999, whole: true });
  if (
    typeof state.HeartbeatSeconds === 'number' &&
    typeof state.TimeoutSeconds === 'number' &&
    state.HeartbeatSeconds >= state.TimeoutSeconds
  )
    report.add([...path, 'HeartbeatSeconds'], 'bad-value', 'HeartbeatSeconds must be smaller than TimeoutSeconds.');
  if (typeof state.Resource !== 'string' || state.Resource === '')
    return report.add(
      [...path, 'Resource'],
      'missing-field',
      "Resource must say who does it: 'worker:<worker>/<tool>', 'worker:<worker>', 'flow:<name>' or 'approval'.",
    );
  const args = isJsonObject(state.Arguments) ? state.Arguments : undefined;
  for (const { field, code, message, suggestion } of context.checkResource?.(state.Resource, args) ?? [])
    report.add([...path, field], code, message, suggestion);
}

function checkChoice(report: Report, path: Path, state: JsonObject, outer: ReadonlySet<string>): void {
  if (!Array.isArray(state.Choices) || state.Choices.length === 0)
    return report.add([...path, 'Choices'], 'missing-field', 'Choices must hold at least one rule.');
  for (const [index, rule] of state.Choices.entries()) {
    const rulePath = [...path, 'Choices', index];
    if (!isJsonObject(rule)) {
      report.add(rulePath, 'bad-type', 'A rule is an object with Condition and Next.');
      continue;
    }
    checkFields(report, rulePath, rule, choiceRuleFields, 'of a choice rule');
    if (typeof rule.Condition !== 'boolean' && !isExpression(rule.Condition))
      report.add(
        [...rulePath, 'Condition'],
        'missing-field',
        'Condition must be an expression {% … %} that gives true or false.',
      );
    else checkTemplate(report, [...rulePath, 'Condition'], rule.Condition);
    if (typeof rule.Next !== 'string')
      report.add([...rulePath, 'Next'], 'missing-field', 'Next must be the name of a state.');
    checkAssign(report, [...rulePath, 'Assign'], rule.Assign, outer);
    checkTemplate(report, [...rulePath, 'Output'], rule.Output);
  }
}

function checkWait(report: Report, path: Path, state: JsonObject): void {
  if ((state.Seconds === undefined) === (state.Timestamp === undefined))
    report.add(path, 'bad-value', 'A Wait has exactly one of Seconds and Timestamp.');
  checkNumber(report, [...path, 'Seconds'], state.Seconds, { min: 0, max: 99_999_999, whole: true });
  checkText(report, [...path, 'Timestamp'], state.Timestamp);
  const { Timestamp: timestamp } = state;
  if (
    typeof timestamp === 'string' &&
    !isExpression(timestamp) &&
    !(timestampPattern.test(timestamp) && !Number.isNaN(Date.parse(timestamp)))
  )
    report.add(
      [...path, 'Timestamp'],
      'bad-time',
      `'${timestamp}' is not an ISO 8601 time with 'T' and an offset.`,
      'Write it like 2027-01-31T08:00:00Z.',
    );
}

const labelPattern = /^[^\s?*<>{}[\]:;,\\|^~$#%&`"\p{Cc}]{1,40}$/u;

function checkMap(
  report: Report,
  path: Path,
  state: JsonObject,
  context: ValidationContext,
  visible: ReadonlySet<string>,
): void {
  if (state.Items !== undefined && !Array.isArray(state.Items) && !isExpression(state.Items))
    report.add([...path, 'Items'], 'bad-type', 'Items must be a list, or an expression that gives one.');
  for (const field of ['Items', 'ItemSelector', 'ItemBatcher']) checkTemplate(report, [...path, field], state[field]);
  checkNumber(report, [...path, 'MaxConcurrency'], state.MaxConcurrency, { min: 0, max: 10_000, whole: true });
  checkNumber(report, [...path, 'ToleratedFailureCount'], state.ToleratedFailureCount, {
    min: 0,
    max: Number.MAX_SAFE_INTEGER,
    whole: true,
  });
  checkNumber(report, [...path, 'ToleratedFailurePercentage'], state.ToleratedFailurePercentage, { min: 0, max: 100 });
  if (state.Label !== undefined && !(typeof state.Label === 'string' && labelPattern.test(state.Label)))
    report.add(
      [...path, 'Label'],
      'bad-name',
      'Label must have 1 to 40 characters, without spaces and without ? * < > { } [ ] : ; , \\ | ^ ~ $ # % & ` ".',
    );
  const processor = state.ItemProcessor;
  const config = isJsonObject(processor) ? processor.ProcessorConfig : undefined;
  // A distributed Map is run like an inline one: on one machine there is nothing to distribute to.
  if (isJsonObject(config) && config.Mode !== undefined && config.Mode !== 'INLINE' && config.Mode !== 'DISTRIBUTED')
    report.add(
      [...path, 'ItemProcessor', 'ProcessorConfig', 'Mode'],
      'bad-value',
      'Mode must be "INLINE" or "DISTRIBUTED".',
    );
  checkInner(report, [...path, 'ItemProcessor'], processor, [...subMachineFields, 'ProcessorConfig'], context, visible);
}
