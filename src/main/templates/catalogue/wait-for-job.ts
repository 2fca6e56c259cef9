import { address, number, text } from '../parameter.ts';
import { call, choice, expression, literal, machine, pass, webRetry, worker } from '../states.ts';
import { template } from '../template.ts';

/** Until: asks again and again, also over a restart, and gives up after a while. */
export const waitForJob = template({
  id: 'wait-for-job',
  name: 'Wait for a job',
  summary: 'You start it; it asks an address until the job is complete, then tells you.',
  category: 'web',
  parameters: {
    job: address({ label: 'Address of the job', hint: 'One that answers with JSON.' }),
    path: text({ label: 'Where its status is', initial: '$.status' }),
    status: text({ label: 'Until it says', initial: 'complete' }),
    minutes: number({ label: 'Ask every', initial: 5, unit: 'minutes', min: 1, max: 1440, whole: true }),
    hours: number({ label: 'Give up after', initial: 24, unit: 'hours', min: 1, max: 720, whole: true }),
  },
  build({ job: { url, host }, path, status, minutes, hours }) {
    const asker = worker('job asker', 'Ask for the status until the job is complete, then tell the user.', {
      web_fetch: { hosts: [host] },
      extract: {},
      notify: { channels: ['desktop'] },
    });
    const most = Math.max(1, Math.ceil((hours * 60) / minutes));
    return {
      task: `Ask ${url} every ${minutes} minutes until it says ${status}, then tell me`,
      workers: [asker],
      definition: machine('Begin', {
        Begin: pass('Count from 0', { tries: 0 }, 'Ask for the status'),
        'Ask for the status': call(asker, 'web_fetch', { url }, 'Find the status', {
          Retry: webRetry,
          Assign: { page: expression('$states.result.page'), tries: expression('$tries + 1') },
        }),
        'Find the status': call(asker, 'extract', { source: expression('$page'), path }, 'Is it there?', {
          Assign: { status: expression('$string($states.result.value)') },
        }),
        'Is it there?': choice(
          [
            [`$status = ${literal(status)}`, 'Tell me'],
            [`$tries >= ${most}`, 'Give up'],
          ],
          'Wait',
        ),
        Wait: { Type: 'Wait', Seconds: minutes * 60, Next: 'Ask for the status' },
        'Tell me': call(asker, 'notify', { title: `The job is ${status}`, body: url }, null),
        'Give up': call(
          asker,
          'notify',
          {
            title: 'The job takes too long',
            body: expression(`'After ${hours} hours it still says ' & $status & '.'`),
          },
          null,
        ),
      }),
    };
  },
});
