import { addresses, schedule } from '../parameter.ts';
import { call, choice, done, expression, forEach, machine, webRetry, worker } from '../states.ts';
import { template } from '../template.ts';

/** For each, then one summary. */
export const brokenLinks = template({
  id: 'broken-links',
  name: 'Broken links',
  summary: 'Goes through your addresses and sends one summary of those that do not answer.',
  category: 'web',
  parameters: {
    pages: addresses({ label: 'The addresses', hint: 'One a line.' }),
    when: schedule({ label: 'When', initial: 'every day at 7:00' }),
  },
  build({ pages, when }) {
    const checker = worker('link checker', 'Check each address and sum up those that fail.', {
      web_fetch: { hosts: [...new Set(pages.map(({ host }) => host))] },
      notify: { channels: ['desktop'] },
    });
    return {
      task: `Tell me which of my ${pages.length === 1 ? 'address does' : `${pages.length} addresses do`} not answer`,
      schedule: when,
      workers: [checker],
      definition: machine('For each address', {
        'For each address': forEach(
          pages.map(({ url }) => url),
          'Fetch it',
          {
            'Fetch it': call(checker, 'web_fetch', { url: expression('$states.input') }, null, {
              Retry: webRetry,
              Output: { url: expression('$states.input'), works: true },
              Catch: [
                {
                  ErrorEquals: ['States.ALL'],
                  Output: { url: expression('$states.input'), works: false },
                  Next: 'It does not answer',
                },
              ],
            }),
            'It does not answer': { Type: 'Pass', Comment: 'Add it to the broken ones', End: true },
          },
          'Is one broken?',
          { brokenAddresses: expression('[$states.result[works = false].url]') },
        ),
        'Is one broken?': choice([['$count($brokenAddresses) > 0', 'Send one summary']], 'Done'),
        'Send one summary': call(
          checker,
          'notify',
          {
            title: 'Some addresses do not answer',
            body: expression(`$join($brokenAddresses, '\\n')`),
          },
          null,
        ),
        Done: done,
      }),
    };
  },
});
