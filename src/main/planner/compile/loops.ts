import type { JsonObject } from '../../../shared/json.ts';
import type { Step } from '../request.ts';
import { beforeCondition, capital, conditionOf, conditionWords, questionOf } from './conditions.ts';
import { call, compileBlock, expression, newVariable, type Place, quote, reading } from './context.ts';
import { connect, type Fragment, Machine, nothing } from './machine.ts';
import { retryOf } from './reading.ts';
import { durationWords, valueIn } from './values.ts';

const PARALLEL_READS = 4;

/** A Map over addresses or entries. What the rounds collected comes out as one list. */
export function compileEach(step: Extract<Step, { do: 'each' }>, place: Place): Fragment {
  const { shared } = place;
  const variable = newVariable(shared, step.noun);
  const lists = listsIn(step.steps);
  const inside = new Map(place.lists);
  for (const list of lists) inside.set(list, newVariable(shared, `kept for ${list}`));
  const machine = new Machine(place.machine.names);
  const addresses = 'urls' in step.over;
  const body: Place = {
    ...place,
    machine,
    values: new Map(place.values),
    lists: inside,
    item: {
      variable,
      noun: step.noun,
      kind: addresses ? 'address' : 'value',
      url:
        'urls' in step.over
          ? step.over.urls.join('\n')
          : step.over.items.of === 'items' && step.over.items.from.at === 'url'
            ? step.over.items.from.url
            : null,
    },
  };
  const assign: JsonObject = { [variable]: '{% $states.input %}' };
  for (const list of lists) assign[inside.get(list) ?? list] = [];
  const begin = machine.single(`Take the ${step.noun}`, { Type: 'Pass', Assign: assign });
  const kept = lists.map((list) => `${quote(list)}: $${inside.get(list) ?? ''}`).join(', ');
  const rounds = compileBlock(step.steps, body);
  const end =
    lists.length === 0
      ? nothing
      : machine.single(`Hand on what was kept of the ${step.noun}`, { Type: 'Pass', Output: expression(`{${kept}}`) });
  const processor = machine.finish(connect([begin, rounds, end]));
  const collected: JsonObject = {};
  for (const list of lists) {
    const name = place.lists.get(list);
    if (name === undefined) continue;
    const added = `[$states.result.${/^\w+$/.test(list) ? list : `\`${list}\``}]`;
    collected[name] = expression(`$append($${name}, ${added})`);
  }
  return place.machine.single(`For each ${step.noun}`, {
    Type: 'Map',
    Items: 'urls' in step.over ? step.over.urls : expression(valueIn(step.over.items, place)),
    // Rounds that tell or write do so in order.
    MaxConcurrency: onlyReads(step.steps) ? PARALLEL_READS : 1,
    ItemProcessor: { ProcessorConfig: { Mode: 'INLINE' }, ...processor } as unknown as JsonObject,
    ...(lists.length === 0 ? {} : { Assign: collected }),
  });
}

/** Follows "next" until there is none; every page's entries are `pageItems`. */
export function compilePages(step: Extract<Step, { do: 'pages' }>, place: Place): Fragment {
  place.shared.variables.add('pageItems');
  const url = newVariable(place.shared, 'next page');
  const body: Place = {
    ...place,
    values: new Map(place.values),
    item: { variable: url, noun: 'page', kind: 'page', url: step.url },
  };
  const begin = place.machine.single('Start with the first page', { Type: 'Pass', Assign: { [url]: step.url } });
  const fetched = call(place, {
    name: 'Fetch the next page',
    ...reading(place.shared, expression(`$${url}`), [step.url]),
    assign: { pageItems: expression(itemsOfPage(step.items)), [url]: expression(nextPage(step.url, url)) },
    retry: retryOf({ retries: null, retryEverySeconds: null }),
    timeoutSeconds: 60,
    hosts: [step.url],
  });
  const rounds = compileBlock(step.steps, body);
  const choice: { Type: 'Choice'; Choices: Array<{ Condition: string; Next: string }>; Default?: string } = {
    Type: 'Choice',
    Choices: [{ Condition: expression(`$${url} != ''`), Next: fetched.start }],
  };
  const more = place.machine.add('Are there more pages?', choice);
  return connect([
    begin,
    fetched,
    rounds,
    {
      start: more,
      exits: [
        place.machine.through((next) => {
          choice.Default = next;
        }),
      ],
    },
  ]);
}

/** The list of that name, the whole answer when it is a list, else the first list in it. */
function itemsOfPage(name: string): string {
  const named = /^\w+$/.test(name) ? name : `\`${name}\``;
  const first = "$each($j, function($v) { $type($v) = 'array' ? {'list': $v} })[0].list";
  return `($j := $exists($states.result.json) ? $states.result.json : $error('The page is not JSON, or too long to read as a whole'); [$type($j) = 'array' ? $j : $exists($j.${named}) ? $j.${named} : ${first}])`;
}

const nextNames = [
  'next',
  'nextPage',
  'next_page',
  'nextUrl',
  'next_url',
  'links.next',
  '_links.next.href',
  'paging.next',
  'pagination.next',
  'meta.next',
];

/** The address of the next page, or an empty text. It may be whole, a path, a query or a page number. */
function nextPage(url: string, variable: string): string {
  const { origin, pathname } = new URL(url);
  const names = nextNames.map((name) => `$j.${name}`).join(', ');
  const number = `$replace($${variable}, /[?&]page=\\d+/, '') & ($contains($replace($${variable}, /[?&]page=\\d+/, ''), '?') ? '&' : '?') & 'page=' & $string($n)`;
  return (
    `($j := $states.result.json; $n := [${names}][$type($) = 'string' or $type($) = 'number'][0]; ` +
    `$type($n) = 'number' ? ${number} : $not($exists($n)) or $n = '' ? '' : $contains($n, '://') ? $n : $substring($n, 0, 1) = '/' ? ${quote(origin)} & $n : ` +
    `$substring($n, 0, 1) = '?' ? ${quote(origin + pathname)} & $n : ${quote(origin + pathname.slice(0, pathname.lastIndexOf('/') + 1))} & $n)`
  );
}

export function compileRepeat(step: Extract<Step, { do: 'repeat' }>, place: Place): Fragment {
  const body = place.shared.compileAll(step.steps, place);
  const before = beforeCondition(step.until, place);
  const rule = {
    Condition: expression(conditionOf(step.until, place)),
    Next: '',
    Comment: capital(conditionWords(step.until)),
  };
  const choice: { Type: 'Choice'; Choices: Array<typeof rule>; Default?: string } = { Type: 'Choice', Choices: [rule] };
  const test = place.machine.add(questionOf([step.until]), choice);
  const wait = place.machine.single(`Wait ${durationWords(step.everySeconds)}`, {
    Type: 'Wait',
    Seconds: step.everySeconds,
  });
  choice.Default = wait.start;
  const round = connect([
    body,
    before,
    {
      start: test,
      exits: [
        place.machine.through((next) => {
          rule.Next = next;
        }),
      ],
    },
  ]);
  for (const exit of wait.exits) exit(round.start);
  // A round that failed, and said so, is followed by the next.
  for (const exit of body.failed) exit(wait.start);
  return round;
}

export function listsIn(steps: Step[]): string[] {
  return [
    ...new Set(
      steps.flatMap((step): string[] => {
        if (step.do === 'collect') return [step.list];
        if (step.do === 'if') return listsIn([...step.branches.flatMap((branch) => branch.steps), ...step.otherwise]);
        if (step.do === 'fetch') return listsIn(step.onError ?? []);
        return 'steps' in step ? listsIn(step.steps) : [];
      }),
    ),
  ];
}

function onlyReads(steps: Step[]): boolean {
  return steps.every((step) => {
    if (step.do === 'if') return onlyReads([...step.branches.flatMap((branch) => branch.steps), ...step.otherwise]);
    if (step.do === 'fetch') return onlyReads(step.onError ?? []);
    return step.do === 'collect' || step.do === 'wait';
  });
}
