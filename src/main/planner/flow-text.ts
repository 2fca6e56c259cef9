/** A request as canonical text: what the orchestrator is handed. `understand` reads it back to the same request. */

import { isForKey } from './key-phrases.ts';
import { opSigns, wordsOf } from './operand-words.ts';
import type { Condition, Content, FlowRequest, Literal, Operand, Step } from './request.ts';

interface Around {
  /** With one address in the request, values need not say where they are from. */
  one: boolean;
  /** What is added to a notification's verb. */
  where: '' | ' on Telegram';
  /** What is added where these addresses are asked. */
  key(urls: readonly string[]): string;
}

export function flowTextOf({ steps, channel, key }: Pick<FlowRequest, 'steps' | 'channel' | 'key'>): string {
  const urls = new Set(JSON.stringify(steps).match(/"url":"[^"]*"/g));
  return sequence(steps, {
    one: urls.size < 2,
    where: channel === undefined ? '' : ' on Telegram',
    key: (asked) => (isForKey(key, asked) ? ` with my key ${key.name}` : ''),
  });
}

function sequence(steps: Step[], around: Around): string {
  return steps
    .map((step) => textOf(step, around))
    .filter((text) => text !== '')
    .join(' → ');
}

function textOf(step: Step, around: Around): string {
  switch (step.do) {
    case 'fetch':
      return fetchText(step, around);
    case 'measure':
      return '';
    case 'look':
      return step.at.of === 'file' ? `read ${step.at.path}` : '';
    case 'if':
      return ifText(step, around);
    case 'each':
      return `for each ${step.noun} in ${'urls' in step.over ? `[${step.over.urls.join(', ')}]${around.key(step.over.urls)}` : wordsOf(step.over.items, true)} do (${sequence(step.steps, around)})`;
    case 'pages':
      return `while ${step.url}${around.key([step.url])} has more pages (${sequence(step.steps, around).replaceAll('the items', step.items)})`;
    case 'repeat':
      return `repeat every ${interval(step.everySeconds)} (${sequence(step.steps, around)}) until ${conditionText(step.until, around)}`;
    case 'notify':
      return notifyText(step, around);
    case 'insert':
      return `log ${values(step.values, around)} to the table "${step.table}"`;
    case 'append':
      return `append ${contentText(step.content, around)} to the file "${step.path}"`;
    case 'write':
      return step.content.is === 'text' && step.content.text === ''
        ? `create the file ${step.path}`
        : `write ${contentText(step.content, around)} to the file "${step.path}"`;
    case 'collect':
      return `add ${values(step.values, around)} to the ${listText(step.list)}`;
    case 'wait':
      return `wait ${interval(step.seconds)}`;
  }
}

function fetchText(step: Extract<Step, { do: 'fetch' }>, around: Around): string {
  const reads = step.read.map((operand) => wordsOf(operand, false)).join(' and ');
  const what =
    step.from.at === 'url'
      ? `fetch ${step.from.url}${around.key([step.from.url])}${reads === '' ? '' : ` and read its ${reads}`}`
      : reads === ''
        ? 'fetch it'
        : `read its ${reads}`;
  const retry =
    step.retries === null
      ? ''
      : step.retries === 0
        ? ', no retries'
        : `, retry ${step.retries} times${step.retryEverySeconds === null ? '' : ` every ${interval(step.retryEverySeconds)}`}`;
  return `${what}${retry}${step.onError === null ? '' : `, if it fails then (${sequence(step.onError, around)})`}`;
}

function ifText(step: Extract<Step, { do: 'if' }>, around: Around): string {
  const branches = step.branches.map(({ when, steps }) => `if ${conditionText(when, around)} ${body(steps, around)}`);
  const otherwise = step.otherwise.length === 0 ? [] : [body(step.otherwise, around)];
  return [...branches, ...otherwise].join(', else ');
}

/** One plain action needs no brackets: "if price < 100 notify, else log to price_log". */
function body(steps: Step[], around: Around): string {
  const [only] = steps;
  const simple =
    steps.length === 1 && only !== undefined && ['notify', 'insert', 'append', 'write', 'collect'].includes(only.do);
  if (steps.length === 0) return 'do nothing';
  return simple ? textOf(only, around) : `(${sequence(steps, around)})`;
}

function notifyText({ message, urgency }: Extract<Step, { do: 'notify' }>, around: Around): string {
  const verb = `${{ plain: 'notify me', alert: 'alert me', critical: 'send a critical alert' }[urgency]}${around.where}`;
  switch (message.is) {
    case 'text':
      return `${verb} "${message.text.replaceAll('"', "'")}"`;
    case 'finding':
      return verb;
    case 'values':
      return `${verb} with ${values(message.values, around)}`;
    case 'summary':
      return `send me a summary of the ${listText(message.list)}${around.where}`;
  }
}

function contentText(content: Content, around: Around): string {
  switch (content.is) {
    case 'text':
      return `"${content.text.replaceAll('"', "'")}"`;
    case 'date':
      return "today's date";
    case 'time':
      return 'the current time';
    case 'values':
      return values(content.values, around);
  }
}

function values(operands: Operand[], { one }: Around): string {
  return operands.map((operand) => wordsOf(operand, !one)).join(' and ');
}

function listText(list: string): string {
  return /^(?:alert|watch|shopping|result|deal|buy|cheap|bargain|summary|wish) list$/.test(list) || list === 'list'
    ? list
    : `list called "${list}"`;
}

function conditionText(condition: Condition, around: Around): string {
  const words = (operand: Operand): string => wordsOf(operand, !around.one);
  switch (condition.is) {
    case 'compare':
      return `${words(condition.left)} ${opSigns[condition.op]} ${'literal' in condition.right ? literalText(condition.right.literal) : wordsOf(condition.right.operand, true)}`;
    case 'count':
      return `number of ${words(condition.of)} ${opSigns[condition.op]} ${condition.than}`;
    case 'contains':
      return `${words(condition.operand)} ${condition.negated ? 'does not contain' : 'contains'} "${condition.text}"`;
    case 'empty':
      return `${words(condition.operand)} is ${condition.negated ? 'not ' : ''}empty`;
    case 'exists':
      return `the file ${condition.path} ${condition.negated ? 'does not exist' : 'exists'}`;
    case 'changed':
      return `${words(condition.operand)} ${condition.direction === null ? 'has changed' : condition.direction === 'down' ? 'has dropped since last time' : 'has risen since last time'}`;
    case 'all':
    case 'any':
      return condition.of
        .map((part) =>
          part.is === 'all' || part.is === 'any' ? `(${conditionText(part, around)})` : conditionText(part, around),
        )
        .join(condition.is === 'all' ? ' and ' : ' or ');
  }
}

function literalText({ value, unit }: Literal): string {
  if (typeof value === 'string') return `"${value}"`;
  if (unit === '%') return `${String(value)}%`;
  return unit === null ? String(value) : `${unit}${String(value)}`;
}

export function interval(seconds: number): string {
  const units: Array<[number, string]> = [
    [86_400, 'days'],
    [3600, 'hours'],
    [60, 'minutes'],
  ];
  for (const [size, unit] of units) if (seconds >= size && seconds % size === 0) return `${seconds / size} ${unit}`;
  return `${seconds} seconds`;
}
