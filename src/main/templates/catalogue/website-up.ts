import { address, number, schedule } from '../parameter.ts';
import { call, choice, done, expression, machine, worker } from '../states.ts';
import { template } from '../template.ts';

/** Retry, then alert; each outage is told once, and so is its end. */
export const websiteUp = template({
  id: 'website-up',
  name: 'Is my site up?',
  summary: 'Checks an address, tries again before it alarms you, and says when it is back.',
  category: 'web',
  parameters: {
    site: address({ label: 'The address' }),
    tries: number({ label: 'Try again', initial: 3, unit: 'times', min: 1, max: 10, whole: true }),
    when: schedule({ label: 'When', initial: 'every 5 minutes' }),
  },
  build({ site: { url, host }, tries, when }) {
    const checker = worker('site checker', 'Check the address and tell the user when it goes down or comes back.', {
      web_fetch: { hosts: [host] },
      notify: { channels: ['desktop'] },
      state_get: {},
      state_set: {},
    });
    const known = (next: string) =>
      call(checker, 'state_get', { key: 'last known state', default: 'up' }, next, {
        Assign: { lastKnownState: expression('$states.result.value') },
      });
    const remember = (state: string) => call(checker, 'state_set', { key: 'last known state', value: state }, null);
    return {
      task: `Tell me when ${url} goes down, and when it is back`,
      schedule: when,
      workers: [checker],
      definition: machine('Check the address', {
        'Check the address': call(checker, 'web_fetch', { url }, 'How was it last time?', {
          TimeoutSeconds: 60,
          Retry: [{ ErrorEquals: ['States.ALL'], IntervalSeconds: 5, MaxAttempts: tries, BackoffRate: 2 }],
          Catch: [
            {
              ErrorEquals: ['States.ALL'],
              Assign: { problem: expression('$states.errorOutput.Cause') },
              Next: 'Was it known?',
            },
          ],
        }),
        'How was it last time?': known('Is it back?'),
        'Is it back?': choice([[`$lastKnownState = 'down'`, 'Say that it is back']], 'Done'),
        'Say that it is back': call(checker, 'notify', { title: `${host} is back` }, 'Remember that it is up'),
        'Remember that it is up': remember('up'),
        'Was it known?': known('Is it new?'),
        'Is it new?': choice([[`$lastKnownState = 'up'`, 'Say that it is down']], 'Done'),
        'Say that it is down': call(
          checker,
          'notify',
          { title: `${host} is down`, body: expression('$problem') },
          'Remember that it is down',
        ),
        'Remember that it is down': remember('down'),
        Done: done,
      }),
    };
  },
});
