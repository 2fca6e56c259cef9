/** Retry and Catch (https://states-language.net/spec.html#errors). */
import { isJsonObject } from '../../../shared/json.ts';
import { isExpression } from '../expression.ts';
import { checkAssign } from './assign.ts';
import { catcherFields, checkFields, retrierFields } from './fields.ts';
import type { Path, Report } from './report.ts';
import { checkNumber, checkTemplate } from './templates.ts';

export function checkRetry(report: Report, path: Path, retry: unknown): void {
  if (retry === undefined) return;
  if (!Array.isArray(retry)) return report.add([...path, 'Retry'], 'bad-type', 'Retry must be a list of retriers.');
  for (const [index, retrier] of retry.entries()) {
    const at = [...path, 'Retry', index];
    if (!isJsonObject(retrier)) {
      report.add(at, 'bad-type', 'A retrier is an object with ErrorEquals.');
      continue;
    }
    checkFields(report, at, retrier, retrierFields, 'of a retrier');
    checkErrorEquals(report, at, retrier.ErrorEquals, index === retry.length - 1);
    for (const [field, range] of [
      ['IntervalSeconds', { min: 1, max: 99_999_999, whole: true }],
      ['MaxAttempts', { min: 0, max: 99_999_999, whole: true }],
      ['BackoffRate', { min: 1, max: 1_000_000 }],
      ['MaxDelaySeconds', { min: 1, max: 31_622_400, whole: true }],
    ] as const) {
      if (isExpression(retrier[field]))
        report.add([...at, field], 'bad-type', `${field} must be a number; expressions are not allowed in a retrier.`);
      else checkNumber(report, [...at, field], retrier[field], range);
    }
    if (typeof retrier.MaxDelaySeconds === 'number' && retrier.MaxDelaySeconds <= Number(retrier.IntervalSeconds ?? 1))
      report.add([...at, 'MaxDelaySeconds'], 'bad-value', 'MaxDelaySeconds must be greater than IntervalSeconds.');
    if (retrier.JitterStrategy !== undefined && retrier.JitterStrategy !== 'FULL' && retrier.JitterStrategy !== 'NONE')
      report.add([...at, 'JitterStrategy'], 'bad-value', 'JitterStrategy must be "FULL" or "NONE".');
  }
}

export function checkCatch(report: Report, path: Path, catchers: unknown, outer: ReadonlySet<string>): void {
  if (catchers === undefined) return;
  if (!Array.isArray(catchers)) return report.add([...path, 'Catch'], 'bad-type', 'Catch must be a list of catchers.');
  for (const [index, catcher] of catchers.entries()) {
    const at = [...path, 'Catch', index];
    if (!isJsonObject(catcher)) {
      report.add(at, 'bad-type', 'A catcher is an object with ErrorEquals and Next.');
      continue;
    }
    checkFields(report, at, catcher, catcherFields, 'of a catcher');
    checkErrorEquals(report, at, catcher.ErrorEquals, index === catchers.length - 1);
    if (typeof catcher.Next !== 'string')
      report.add([...at, 'Next'], 'missing-field', 'Next must be the name of a state.');
    checkAssign(report, [...at, 'Assign'], catcher.Assign, outer);
    checkTemplate(report, [...at, 'Output'], catcher.Output);
  }
}

function checkErrorEquals(report: Report, path: Path, names: unknown, isLast: boolean): void {
  if (!Array.isArray(names) || names.length === 0 || !names.every((name) => typeof name === 'string'))
    return report.add([...path, 'ErrorEquals'], 'missing-field', 'ErrorEquals must be a list of error names.');
  if (names.includes('States.ALL') && (names.length > 1 || !isLast))
    report.add([...path, 'ErrorEquals'], 'bad-value', 'States.ALL must stand alone, in the last entry.');
}
