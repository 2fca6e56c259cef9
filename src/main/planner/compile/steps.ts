import type { JsonObject } from '../../../shared/json.ts';
import type { Operand, Step } from '../request.ts';
import { compileAppendOrWrite, compileCollect, compileInsert } from './actions.ts';
import { beforeCondition, capital, conditionOf, conditionWords, questionOf } from './conditions.ts';
import { call, compileBlock, expression, type Place, type Reason } from './context.ts';
import { compileEach, compilePages, compileRepeat } from './loops.ts';
import { type Block, connect, type Exit, type Fragment, nothing } from './machine.ts';
import { noticeOf } from './messages.ts';
import { compileFetch, compileLook, compileMeasure } from './reading.ts';
import { durationWords, shortAddress } from './values.ts';

export function compileAll(steps: Step[], place: Place): Block {
  const fragments: Fragment[] = [];
  let failed: Exit[] = [];
  const here: Place = { ...place, reasons: [...place.reasons] };
  for (const step of steps) {
    if (step.do !== 'fetch') {
      fragments.push(compileOne(step, here, readBefore(steps, step)));
      // What a loop waited for is why the steps after it happen.
      if (step.do === 'repeat') here.reasons.push({ because: step.until });
      continue;
    }
    const { fetched, all } = compileFetch(step, here);
    // The next source does not depend on the one that failed.
    if (fetched.start !== null) for (const exit of failed) exit(fetched.start);
    failed = step.onError === null ? [] : onFailure(step, step.onError, fetched.state, here);
    fragments.push(all);
  }
  return { ...connect(fragments), failed };
}

function readBefore(steps: Step[], step: Step): Operand[] {
  const before = steps.slice(0, steps.indexOf(step));
  return before.flatMap((one) => (one.do === 'fetch' ? one.read : []));
}

function compileOne(step: Exclude<Step, { do: 'fetch' }>, place: Place, read: Operand[]): Fragment {
  switch (step.do) {
    case 'measure':
      return compileMeasure(place);
    case 'look':
      return compileLook(step.at, place);
    case 'if':
      return compileIf(step, place);
    case 'each':
      return compileEach(step, place);
    case 'pages':
      return compilePages(step, place);
    case 'repeat':
      return compileRepeat(step, place);
    case 'notify': {
      const name =
        step.message.is === 'text'
          ? `Send "${step.message.text.slice(0, 40)}"`
          : step.message.is === 'summary'
            ? 'Send me the summary'
            : { plain: 'Notify me', alert: 'Alert me', critical: 'Send a critical alert' }[step.urgency];
      const { channel } = place.shared;
      const notice = noticeOf(step.message, step.urgency, read, place);
      return call(place, { name, tool: 'notify', args: channel === 'desktop' ? notice : { ...notice, channel } });
    }
    case 'insert':
      return compileInsert(step, place);
    case 'append':
    case 'write':
      return compileAppendOrWrite(step, place);
    case 'collect':
      return compileCollect(step, place);
    case 'wait':
      return place.machine.single(`Wait ${durationWords(step.seconds)}`, { Type: 'Wait', Seconds: step.seconds });
  }
}

function onFailure(step: Extract<Step, { do: 'fetch' }>, steps: Step[], state: JsonObject, place: Place): Exit[] {
  const what = step.from.at === 'url' ? shortAddress(step.from.url) : `The ${place.item?.noun ?? 'page'}`;
  const reason: Reason = { failed: step.retries !== null && step.retries > 0 ? `${what} still` : what };
  const handler = compileBlock(steps, { ...place, values: new Map(place.values), reasons: [...place.reasons, reason] });
  if (handler.start === null) return [];
  state.Catch = [
    {
      ErrorEquals: ['States.ALL'],
      Next: handler.start,
      Assign: {
        problem:
          "{% $states.errorOutput.Error & ($exists($states.errorOutput.Cause) ? ': ' & $states.errorOutput.Cause : '') %}",
      },
    },
  ];
  return handler.exits;
}

function compileIf(step: Extract<Step, { do: 'if' }>, place: Place): Fragment {
  const conditions = step.branches.map(({ when }) => when);
  const before = connect(conditions.map((condition) => beforeCondition(condition, place)));
  const rules = step.branches.map(({ when }) => ({
    Condition: expression(conditionOf(when, place)),
    Next: '',
    Comment: capital(conditionWords(when)),
  }));
  const choice: { Type: 'Choice'; Choices: typeof rules; Default?: string } = { Type: 'Choice', Choices: rules };
  const start = place.machine.add(questionOf(conditions), choice);
  const exits: Exit[] = [];
  step.branches.forEach((branch, index) => {
    const rule = rules[index];
    if (rule === undefined) return;
    const reached = compileBlock(branch.steps, {
      ...place,
      values: new Map(place.values),
      reasons: [...place.reasons, { because: branch.when }],
    });
    if (reached.start === null)
      exits.push(
        place.machine.through((next) => {
          rule.Next = next;
        }),
      );
    else rule.Next = reached.start;
    exits.push(...reached.exits);
  });
  const otherwise =
    step.otherwise.length === 0
      ? nothing
      : compileBlock(step.otherwise, {
          ...place,
          values: new Map(place.values),
          reasons: [...place.reasons, { unless: conditions }],
        });
  if (otherwise.start === null)
    exits.push(
      place.machine.through((next) => {
        choice.Default = next;
      }),
    );
  else choice.Default = otherwise.start;
  exits.push(...otherwise.exits);
  return connect([before, { start, exits }]);
}
