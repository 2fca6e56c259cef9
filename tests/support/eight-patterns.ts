/** The eight conditional patterns as a good model writes them, over the world server. */
import { type WrittenFlow, workerName } from './good-model.ts';

type State = Record<string, unknown>;

const task = (tool: string, args: State, more: State): State => ({
  Type: 'Task',
  Resource: `worker:${workerName}/${tool}`,
  Arguments: args,
  ...more,
});
const retry = (attempts: number): State[] => [
  { ErrorEquals: ['Tool.HttpStatus', 'Tool.Unreachable'], IntervalSeconds: 1, MaxAttempts: attempts, BackoffRate: 1 },
];
const fetched = (url: string, next: string, more: State = {}): State =>
  task('web_fetch', { url }, { Assign: { page: '{% $states.result.page %}' }, Next: next, ...more });
const fetchedJson = (url: string, next: string): State =>
  task('web_fetch', { url }, { Assign: { answer: '{% $states.result.json %}' }, Next: next });
const row = (table: string, values: State, more: State = { End: true }): State =>
  task('table_insert', { table, row: values }, more);
const notify = (title: string, more: State = { End: true }): State => task('notify', { title }, more);

export const web = (base: string) => ({ tool: 'web_fetch', limits: { hosts: [new URL(base).host] } });
export const desktop = { tool: 'notify', limits: { channels: ['desktop'] } };
export const table = (name: string) => ({ tool: 'table_insert', limits: { tables: [name] } });

function flow(
  given: Pick<WrittenFlow, 'name' | 'flow' | 'tools'> & {
    schedule?: string;
    start: string;
    states: Record<string, State>;
  },
): WrittenFlow {
  return {
    name: given.name,
    task: `${given.name}.`,
    flow: given.flow,
    schedule: given.schedule ?? null,
    tools: given.tools,
    definition: { QueryLanguage: 'JSONata', StartAt: given.start, States: given.states },
  };
}

export function priceWatch(base: string, schedule = 'daily at 9am'): WrittenFlow {
  return flow({
    name: 'Kettle price',
    flow: `fetch ${base}/product → read its price → if < $100 notify, else add it to price_history`,
    schedule,
    tools: [web(base), 'extract', desktop, table('price_history')],
    start: 'Fetch the page',
    states: {
      'Fetch the page': fetched(`${base}/product`, 'Read the price', { Retry: retry(2) }),
      'Read the price': task(
        'extract',
        { source: '{% $page %}', field: 'price' },
        { Assign: { price: '{% $states.result.value %}' }, Next: 'Is it below $100?' },
      ),
      'Is it below $100?': {
        Type: 'Choice',
        Choices: [{ Condition: '{% $price < 100 %}', Next: 'Tell me' }],
        Default: 'Log it',
      },
      'Tell me': notify("{% 'The kettle costs $' & $string($price) %}"),
      'Log it': row('price_history', { price: '{% $price %}', at: '{% $now() %}' }),
    },
  });
}

export function forLoop(base: string): WrittenFlow {
  const price = (id: string) => `${base}/product?id=${id}`;
  return flow({
    name: 'Cheap products',
    flow: 'for each product → check price → if < $100 add to the alert list; afterwards, if the list is not empty, send one summary',
    tools: [web(base), 'extract', desktop],
    start: 'Check each product',
    states: {
      'Check each product': {
        Type: 'Map',
        Items: [price('a'), price('b'), price('c')],
        ItemSelector: { url: '{% $states.context.Map.Item.Value %}' },
        ItemProcessor: {
          StartAt: 'Fetch it',
          States: {
            'Fetch it': task(
              'web_fetch',
              { url: '{% $states.input.url %}' },
              { Assign: { page: '{% $states.result.page %}', url: '{% $states.input.url %}' }, Next: 'Read its price' },
            ),
            'Read its price': task(
              'extract',
              { source: '{% $page %}', field: 'price' },
              { Output: { url: '{% $url %}', price: '{% $states.result.value %}' }, End: true },
            ),
          },
        },
        Assign: { cheap: '{% [$states.result[price < 100]] %}' },
        Next: 'Is any cheap?',
      },
      'Is any cheap?': {
        Type: 'Choice',
        Choices: [{ Condition: '{% $count($cheap) > 0 %}', Next: 'Tell me' }],
        Default: 'Nothing to tell',
      },
      'Tell me': notify("{% $string($count($cheap)) & ' products below $100' %}"),
      'Nothing to tell': { Type: 'Succeed' },
    },
  });
}

export function whileLoop(base: string): WrittenFlow {
  return flow({
    name: 'All items into a file',
    flow: 'while the API returns more pages → fetch results → append to file',
    tools: [web(base), { tool: 'file_append', limits: { folders: ['.'] } }],
    start: 'Begin',
    states: {
      Begin: { Type: 'Pass', Assign: { path: '/items', pages: 0 }, Next: 'Fetch a page' },
      'Fetch a page': task(
        'web_fetch',
        { url: `{% '${base}' & $path %}` },
        { Assign: { answer: '{% $states.result.json %}', pages: '{% $pages + 1 %}' }, Next: 'Append it' },
      ),
      'Append it': task(
        'file_append',
        { path: 'items.txt', text: "{% $join($answer.items.name, '\\n') & '\\n' %}" },
        { Assign: { path: '{% $answer.next %}' }, Next: 'Is there more?' },
      ),
      'Is there more?': {
        Type: 'Choice',
        Choices: [{ Condition: "{% $type($path) = 'string' and $pages < 50 %}", Next: 'Fetch a page' }],
        Default: 'Done',
      },
      Done: { Type: 'Succeed' },
    },
  });
}

export function retryLoop(base: string): WrittenFlow {
  return flow({
    name: 'API watch',
    flow: 'check API → if error retry 3x → if it still fails, send alert',
    tools: [web(base), desktop],
    start: 'Check the API',
    states: {
      'Check the API': task(
        'web_fetch',
        { url: `${base}/flaky` },
        { Retry: retry(3), Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Alert me' }], Next: 'It works' },
      ),
      'It works': { Type: 'Succeed' },
      'Alert me': notify('The API is down'),
    },
  });
}

export function multiBranch(base: string): WrittenFlow {
  return flow({
    name: 'Greeting',
    flow: 'new user → welcome, returning → recap, churned → win-back',
    tools: [web(base), table('greetings')],
    start: 'Read the user',
    states: {
      'Read the user': fetchedJson(`${base}/user.json`, 'Which kind?'),
      'Which kind?': {
        Type: 'Choice',
        Choices: ['new', 'returning', 'churned'].map((kind) => ({
          Condition: `{% $answer.status = '${kind}' %}`,
          Next: `Greet the ${kind}`,
        })),
        Default: 'Unknown',
      },
      'Greet the new': row('greetings', { mail: 'welcome' }),
      'Greet the returning': row('greetings', { mail: 'recap' }),
      'Greet the churned': row('greetings', { mail: 'win-back' }),
      Unknown: { Type: 'Fail', Error: 'UnknownUser', Cause: 'The user is of no known kind.' },
    },
  });
}

export function threshold(base: string): WrittenFlow {
  return flow({
    name: 'Load watch',
    flow: 'CPU > 80% → alert, CPU > 90% → critical alert',
    tools: [web(base), table('alerts')],
    start: 'Read the load',
    states: {
      'Read the load': fetchedJson(`${base}/rates.json`, 'How high?'),
      'How high?': {
        Type: 'Choice',
        Choices: [
          { Condition: '{% $answer.cpu > 90 %}', Next: 'Critical' },
          { Condition: '{% $answer.cpu > 80 %}', Next: 'Alert' },
        ],
        Default: 'Fine',
      },
      Critical: row('alerts', { level: 'critical', cpu: '{% $answer.cpu %}' }),
      Alert: row('alerts', { level: 'alert', cpu: '{% $answer.cpu %}' }),
      Fine: { Type: 'Succeed' },
    },
  });
}

export function exists(): WrittenFlow {
  return flow({
    name: 'Log book',
    flow: 'if log.txt exists → append, else create new',
    tools: ['file_exists', 'file_append', 'file_write'],
    start: 'Is it there?',
    states: {
      'Is it there?': task(
        'file_exists',
        { path: 'log.txt' },
        { Assign: { there: '{% $states.result.exists %}' }, Next: 'Which?' },
      ),
      'Which?': { Type: 'Choice', Choices: [{ Condition: '{% $there %}', Next: 'Append' }], Default: 'Create' },
      Append: task('file_append', { path: 'log.txt', text: 'again\n' }, { End: true }),
      Create: task('file_write', { path: 'log.txt', text: 'first\n' }, { End: true }),
    },
  });
}

export function until(base: string): WrittenFlow {
  return flow({
    name: 'Wait for the job',
    flow: "repeat every 5 minutes until status = 'complete', then notify",
    tools: [web(base), desktop],
    start: 'Begin',
    states: {
      Begin: { Type: 'Pass', Assign: { tries: 0 }, Next: 'Ask' },
      Ask: task(
        'web_fetch',
        { url: `${base}/job.json` },
        { Assign: { status: '{% $states.result.json.status %}', tries: '{% $tries + 1 %}' }, Next: 'Is it complete?' },
      ),
      'Is it complete?': {
        Type: 'Choice',
        Choices: [
          { Condition: "{% $status = 'complete' %}", Next: 'Tell me' },
          { Condition: '{% $tries >= 1000 %}', Next: 'Give up' },
        ],
        Default: 'Wait 5 minutes',
      },
      'Wait 5 minutes': { Type: 'Wait', Seconds: 300, Next: 'Ask' },
      'Tell me': notify('The job is complete'),
      'Give up': { Type: 'Fail', Error: 'StillRunning', Cause: 'The job was not complete after 1000 tries.' },
    },
  });
}
