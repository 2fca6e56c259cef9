import { address, number, schedule, table } from '../parameter.ts';
import { call, choice, done, expression, machine, webRetry, worker } from '../states.ts';
import { template } from '../template.ts';

/** If / else: notify, or only log. */
export const priceWatch = template({
  id: 'price-watch',
  name: 'Price watch',
  summary: 'Follows a price in a shop, keeps its history, and tells you when it is low enough.',
  category: 'web',
  parameters: {
    product: address({ label: 'Page of the product' }),
    below: number({ label: 'Tell me below', initial: 100, min: 0, max: 1e9 }),
    table: table({ label: 'Table for the history', initial: 'price_history' }),
    when: schedule({ label: 'When', initial: 'every day at 9:00' }),
  },
  build({ product: { url, host }, below, table, when }) {
    const watcher = worker('price watcher', 'Read the price, keep it, and tell the user when it is low.', {
      web_fetch: { hosts: [host] },
      extract: {},
      table_insert: { tables: [table] },
      notify: { channels: ['desktop'] },
    });
    return {
      task: `Tell me when the price at ${url} is below ${below}`,
      schedule: when,
      workers: [watcher],
      definition: machine('Fetch the page', {
        'Fetch the page': call(watcher, 'web_fetch', { url }, 'Read the price', {
          Retry: webRetry,
          Assign: { page: expression('$states.result.page') },
        }),
        'Read the price': call(watcher, 'extract', { source: expression('$page'), field: 'price' }, 'Keep it', {
          Assign: { price: expression('$states.result.value') },
        }),
        'Keep it': call(
          watcher,
          'table_insert',
          {
            table,
            row: { time: expression('$states.context.State.EnteredTime'), address: url, price: expression('$price') },
          },
          'Is it low enough?',
        ),
        'Is it low enough?': choice([[`$price < ${below}`, 'Tell me']], 'Done'),
        'Tell me': call(
          watcher,
          'notify',
          { title: expression(`'The price is down to ' & $string($price)`), body: url },
          null,
        ),
        Done: done,
      }),
    };
  },
});
