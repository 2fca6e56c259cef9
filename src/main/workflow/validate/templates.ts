import { isJsonObject } from '../../../shared/json.ts';
import { compileExpression, expressionBody, isExpression } from '../expression.ts';
import type { Path, Report } from './report.ts';

/** Parses every expression inside a template, at any depth. */
export function checkTemplate(report: Report, path: Path, value: unknown): void {
  if (isExpression(value)) return checkExpression(report, path, value);
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) checkTemplate(report, [...path, index], item);
  } else if (isJsonObject(value)) {
    for (const [key, member] of Object.entries(value)) checkTemplate(report, [...path, key], member);
  }
}

function checkExpression(report: Report, path: Path, text: string): void {
  const body = expressionBody(text);
  if (body === '')
    return report.add(
      path,
      'expression-empty',
      'The expression is empty.',
      'Write a JSONata expression between {% and %}.',
    );
  try {
    compileExpression(body);
  } catch (error) {
    const { message, position } = error as { message?: string; position?: number };
    report.add(
      path,
      'expression-syntax',
      `The expression does not parse: ${message ?? String(error)}${position === undefined ? '' : ` (character ${position})`}.`,
    );
  }
}

/** A number in a range, or an expression that will give one. */
export function checkNumber(
  report: Report,
  path: Path,
  value: unknown,
  range: { min: number; max: number; whole?: boolean },
): void {
  if (value === undefined) return;
  if (isExpression(value)) return checkExpression(report, path, value);
  const fits =
    typeof value === 'number' && value >= range.min && value <= range.max && (!range.whole || Number.isInteger(value));
  if (!fits)
    report.add(
      path,
      'bad-value',
      `${String(path.at(-1))} must be a ${range.whole ? 'whole ' : ''}number from ${range.min} to ${range.max}, or an expression; it is ${JSON.stringify(value)}.`,
    );
}

export function checkText(report: Report, path: Path, value: unknown): void {
  if (value === undefined) return;
  if (typeof value !== 'string')
    return report.add(path, 'bad-type', `${String(path.at(-1))} must be text; it is ${JSON.stringify(value)}.`);
  checkTemplate(report, path, value);
}
