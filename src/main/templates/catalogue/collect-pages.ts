import { address, file, number, schedule, text } from '../parameter.ts';
import { call, choice, done, expression, literal, machine, pass, webRetry, worker } from '../states.ts';
import { template } from '../template.ts';

/** While there are more pages: fetch, append. */
export const collectPages = template({
  id: 'collect-pages',
  name: 'Collect all pages of an API',
  summary: 'Goes through an API page by page and appends the names of all items to a file.',
  category: 'numbers',
  parameters: {
    api: address({ label: 'First page', hint: 'JSON with a list, and the address of the next page.' }),
    items: text({ label: 'Field with the list', initial: 'items' }),
    field: text({ label: 'Field of an item', initial: 'name' }),
    next: text({ label: 'Field with the next page', initial: 'next' }),
    file: file({ label: 'File', initial: 'collected/items.txt' }),
    pages: number({ label: 'At most', initial: 50, unit: 'pages', min: 1, max: 1000, whole: true }),
    when: schedule({ label: 'When', initial: 'every Sunday at 6:00' }),
  },
  build({ api: { url, host }, items, field, next, file, pages, when }) {
    const collector = worker('collector', 'Fetch page after page and append what is on it.', {
      web_fetch: { hosts: [host] },
      file_write: { folders: [file] },
      file_append: { folders: [file] },
    });
    const origin = new URL(url).origin;
    const answer = (name: string) => `$lookup($answer, ${literal(name)})`;
    return {
      task: `Collect ${field} of all items of ${url} in ${file}`,
      schedule: when,
      workers: [collector],
      definition: machine('Begin', {
        Begin: pass('Begin with the first page', { nextPage: url, pages: 0 }, 'Empty the file'),
        'Empty the file': call(collector, 'file_write', { path: file, text: '' }, 'Fetch a page'),
        'Fetch a page': call(collector, 'web_fetch', { url: expression('$nextPage') }, 'Append it', {
          Retry: webRetry,
          Assign: { answer: expression('$states.result.json'), pages: expression('$pages + 1') },
        }),
        'Append it': call(
          collector,
          'file_append',
          {
            path: file,
            text: expression(
              `$join($map([${answer(items)}], function($item) { $string($type($item) = 'object' ? $lookup($item, ${literal(field)}) : $item) & '\\n' }), '')`,
            ),
          },
          'Is there more?',
          {
            Assign: {
              nextPage: expression(
                `$type(${answer(next)}) != 'string' ? '' : $contains(${answer(next)}, '://') ? ${answer(next)} : ${literal(origin)} & ${answer(next)}`,
              ),
            },
          },
        ),
        'Is there more?': choice([[`$nextPage != '' and $pages < ${pages}`, 'Fetch a page']], 'Done'),
        Done: done,
      }),
    };
  },
});
