import { address, number, schedule, table, text } from '../parameter.ts';
import { call, choice, done, expression, machine, webRetry, worker } from '../states.ts';
import { template } from '../template.ts';

/** Threshold, with a row each time. */
export const apiValue = template({
  id: 'api-value',
  name: 'Value of an API',
  summary: 'Keeps a number of an API in a table, draws its line, and alerts you above a threshold.',
  category: 'numbers',
  parameters: {
    api: address({ label: 'The address', hint: 'One that answers with JSON.' }),
    path: text({
      label: 'Where the number is',
      hint: 'A path such as $.main.temp or $.items[0].price.',
      initial: '$.value',
    }),
    above: number({ label: 'Alert me above', initial: 100, min: -1e12, max: 1e12 }),
    table: table({ label: 'Table', initial: 'api_values' }),
    when: schedule({ label: 'When', initial: 'every hour' }),
  },
  build({ api: { url, host }, path, above, table, when }) {
    const logger = worker('value logger', 'Read the number, keep it, and tell the user when it is too high.', {
      web_fetch: { hosts: [host] },
      extract: {},
      table_insert: { tables: [table] },
      notify: { channels: ['desktop'] },
    });
    return {
      task: `Keep the number at ${url} in ${table} and alert me above ${above}`,
      schedule: when,
      workers: [logger],
      definition: machine('Ask the API', {
        'Ask the API': call(logger, 'web_fetch', { url }, 'Find the number', {
          Retry: webRetry,
          Assign: { page: expression('$states.result.page') },
        }),
        'Find the number': call(logger, 'extract', { source: expression('$page'), path }, 'Keep it', {
          Assign: { value: expression('$number($states.result.value)') },
        }),
        'Keep it': call(
          logger,
          'table_insert',
          { table, row: { time: expression('$states.context.State.EnteredTime'), value: expression('$value') } },
          'Is it too high?',
        ),
        'Is it too high?': choice([[`$value > ${above}`, 'Alert me']], 'Done'),
        'Alert me': call(
          logger,
          'notify',
          { title: expression(`'${host}: ' & $string($value)`), body: `It is above ${above}.` },
          null,
        ),
        Done: done,
      }),
    };
  },
});
