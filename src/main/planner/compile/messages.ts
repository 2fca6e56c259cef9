import type { JsonObject } from '../../../shared/json.ts';
import { type Condition, type Message, type Operand, originOf, type Urgency } from '../request.ts';
import { capital, opWords } from './conditions.ts';
import { lineOf } from './content.ts';
import { expression, literalText, type Place, quote, type Reason } from './context.ts';
import { addressOf, isCount, labelOf, shortAddress, shownLiteral, shownValue, valueIn } from './values.ts';

const prefix: Record<Urgency, string> = { plain: '', alert: 'Alert: ', critical: 'Critical alert: ' };

/** Title and body of a notification, with the values as they will be. */
export function noticeOf(message: Message, urgency: Urgency, read: Operand[], place: Place): JsonObject {
  const reason = place.reasons.at(-1);
  switch (message.is) {
    case 'text':
      return {
        title: literalText(message.text.slice(0, 500)),
        ...bodyFrom(spokenOf(reason) ?? read[0] ?? null, place),
      };
    case 'summary': {
      const list = `$${place.lists.get(message.list) ?? 'alertList'}`;
      return {
        title: expression(`$count(${list}) & ${quote(` on the ${message.list}`)}`),
        body: expression(`$join($map(${list}, function($i) { ${lineOf({ of: 'list', list: message.list })} }), '\\n')`),
      };
    }
    case 'values':
      return valuesNotice(message.values, prefix[urgency], place);
    case 'finding':
      return finding(reason, urgency, read, place);
  }
}

function finding(reason: Reason | undefined, urgency: Urgency, read: Operand[], place: Place): JsonObject {
  const lead = prefix[urgency];
  if (reason !== undefined && 'failed' in reason)
    return { title: `${lead}${reason.failed} fails`, body: '{% $problem %}' };
  if (reason !== undefined && 'because' in reason) {
    const told = titleOf(reason.because, lead, place);
    if (told !== null) return { title: told, ...bodyFrom(spokenOf(reason), place) };
  }
  const operand = spokenOf(reason) ?? read.find(({ of }) => of !== 'text') ?? read[0] ?? null;
  return operand === null
    ? { title: `${lead}${read.length === 0 ? 'It is time' : 'Done'}` }
    : valuesNotice([operand], lead, place);
}

/** "Price is $89.50, below $100" */
function titleOf(condition: Condition, lead: string, place: Place): string | null {
  switch (condition.is) {
    case 'compare': {
      const literal = 'literal' in condition.right ? condition.right.literal : null;
      const start = quote(`${lead}${capital(labelOf(condition.left))} is `);
      const value = shownValue(condition.left, literal?.unit ?? null, place);
      if (literal === null || condition.op === '=' || condition.op === '!=') return expression(`${start} & ${value}`);
      return expression(`${start} & ${value} & ${quote(`, ${opWords[condition.op]} ${shownLiteral(literal)}`)}`);
    }
    case 'count':
      return expression(
        `${lead === '' ? '' : `${quote(lead)} & `}$count(${valueIn(condition.of, place)}) & ${quote(` ${labelOf(condition.of)}`)}`,
      );
    case 'contains':
      return `${lead}${capital(labelOf(condition.operand))} ${condition.negated ? 'no longer mentions' : 'mentions'} "${condition.text}"`;
    case 'empty':
      return condition.negated ? null : `${lead}There is nothing in the ${labelOf(condition.operand)}`;
    case 'exists':
      return `${lead}${condition.path} ${condition.negated ? 'does not exist' : 'exists'}`;
    case 'changed':
      return condition.operand.of === 'text'
        ? `${lead}The text has changed`
        : expression(
            `${quote(`${lead}${capital(labelOf(condition.operand))} is now `)} & ${valueIn(condition.operand, place)}`,
          );
    case 'all':
    case 'any':
      return condition.of[0] === undefined ? null : titleOf(condition.of[0], lead, place);
  }
}

function valuesNotice(values: Operand[], lead: string, place: Place): JsonObject {
  const [only] = values;
  if (only !== undefined && values.length === 1 && isCount(only)) {
    const value = valueIn(only, place);
    return {
      title: expression(`${lead === '' ? '' : `${quote(lead)} & `}$count(${value}) & ${quote(` ${labelOf(only)}`)}`),
      body: expression(`$substring($join($map(${value}, function($i) { ${lineOf(only)} }), '\\n'), 0, 9000)`),
    };
  }
  if (only !== undefined && values.length === 1 && (only.of === 'text' || only.of === 'file'))
    return {
      title: `${lead}${capital(only.of === 'file' ? only.path : `text of ${whereOf(only)}`)}`,
      body: expression(`$substring(${valueIn(only, place)}, 0, 9000)`),
    };
  const parts = values.map(
    (operand, index) =>
      `${quote(`${index === 0 ? `${lead}${capital(labelOf(operand))}` : `, ${labelOf(operand)}`} is `)} & ${shownValue(operand, null, place)}`,
  );
  return { title: expression(parts.join(' & ')), ...bodyFrom(only ?? null, place) };
}

function bodyFrom(operand: Operand | null, place: Place): JsonObject {
  const from = operand === null ? null : originOf(operand);
  if (from === null) return {};
  const address = addressOf(from, place);
  if (address === null) return {};
  return { body: 'url' in address ? address.url : expression(`$${address.variable}`) };
}

/** What the condition is about. */
function spokenOf(reason: Reason | undefined): Operand | null {
  if (reason === undefined || 'failed' in reason) return null;
  const condition = 'because' in reason ? reason.because : reason.unless[0];
  return condition === undefined ? null : operandOf(condition);
}

function operandOf(condition: Condition): Operand | null {
  switch (condition.is) {
    case 'compare':
      return condition.left;
    case 'count':
      return condition.of;
    case 'contains':
    case 'empty':
    case 'changed':
      return condition.operand;
    case 'exists':
      return null;
    default:
      return condition.of[0] === undefined ? null : operandOf(condition.of[0]);
  }
}

function whereOf(operand: Operand): string {
  const from = originOf(operand);
  return from?.at === 'url' ? shortAddress(from.url) : 'it';
}
