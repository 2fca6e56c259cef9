import { number, schedule } from '../parameter.ts';
import { call, choice, done, expression, machine, worker } from '../states.ts';
import { template } from '../template.ts';

/** If, wait, if: a short peak is no news. */
export const memoryWarning = template({
  id: 'memory-warning',
  name: 'Memory warning',
  summary: 'Tells you when memory stays short for some minutes, not at every short peak.',
  category: 'computer',
  parameters: {
    percent: number({ label: 'Memory in use above', initial: 90, unit: '%', min: 1, max: 99 }),
    minutes: number({ label: 'For at least', initial: 3, unit: 'minutes', min: 1, max: 60, whole: true }),
    when: schedule({ label: 'When', initial: 'every 15 minutes' }),
  },
  build({ percent, minutes, when }) {
    const watcher = worker('memory watcher', 'Measure the memory twice and tell the user when it stays short.', {
      system_info: {},
      notify: { channels: ['desktop'] },
    });
    const measure = (next: string) =>
      call(watcher, 'system_info', {}, next, {
        Assign: {
          memory: expression('$states.result.memoryPercent'),
          free: expression('$states.result.memoryAvailableGb'),
        },
      });
    return {
      task: `Tell me when more than ${percent}% of the memory is in use for ${minutes} minutes`,
      schedule: when,
      workers: [watcher],
      definition: machine('Measure the memory', {
        'Measure the memory': measure('Is it short?'),
        'Is it short?': choice([[`$memory > ${percent}`, 'Give it time']], 'Done'),
        'Give it time': { Type: 'Wait', Seconds: minutes * 60, Next: 'Measure it again' },
        'Measure it again': measure('Is it still short?'),
        'Is it still short?': choice([[`$memory > ${percent}`, 'Tell me']], 'Done'),
        'Tell me': call(
          watcher,
          'notify',
          {
            title: 'Memory is short',
            body: expression(`$string($memory) & '% are in use, ' & $string($free) & ' GB are free.'`),
          },
          null,
        ),
        Done: done,
      }),
    };
  },
});
