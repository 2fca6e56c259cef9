import { address, schedule } from '../parameter.ts';
import { call, choice, done, expression, machine, webRetry, worker } from '../states.ts';
import { template } from '../template.ts';

/** If / else, over what the tool remembers of its last run. */
export const pageChanged = template({
  id: 'page-changed',
  name: 'Page changed',
  summary: 'Tells you what is new on a page: opening hours, a waiting list, release notes.',
  category: 'web',
  parameters: {
    page: address({ label: 'The page', hint: 'Its first look only remembers how the page is now.' }),
    when: schedule({ label: 'When', initial: 'every 6 hours' }),
  },
  build({ page: { url, host }, when }) {
    const reader = worker('page reader', 'Compare the page with its last version and tell the user what is new.', {
      page_changed: { hosts: [host] },
      notify: { channels: ['desktop'] },
    });
    return {
      task: `Tell me when ${url} changes`,
      schedule: when,
      workers: [reader],
      definition: machine('Compare the page', {
        'Compare the page': call(reader, 'page_changed', { url }, 'Did it change?', {
          Retry: webRetry,
          Assign: {
            changes: expression('$states.result.diff'),
            added: expression('$substring($states.result.added, 0, 300)'),
          },
        }),
        'Did it change?': choice([[`$changes != ''`, 'Tell me']], 'Done'),
        'Tell me': call(
          reader,
          'notify',
          { title: `${host} has changed`, body: expression(`$added = '' ? 'Something was removed.' : $added`) },
          null,
        ),
        Done: done,
      }),
    };
  },
});
