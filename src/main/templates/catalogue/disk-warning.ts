import { number, schedule } from '../parameter.ts';
import { call, choice, done, expression, machine, worker } from '../states.ts';
import { template } from '../template.ts';

/** Threshold: one level warns, a higher one alarms; each is told once, until there is room again. */
export const diskWarning = template({
  id: 'disk-warning',
  name: 'Disk warning',
  summary: 'Tells you before the disk is full, and again when it is almost too late.',
  category: 'computer',
  parameters: {
    warn: number({ label: 'Warn above', initial: 85, unit: '% full', min: 1, max: 99 }),
    critical: number({ label: 'Critical above', initial: 95, unit: '% full', min: 1, max: 99 }),
    when: schedule({ label: 'When', initial: 'every 30 minutes' }),
  },
  build({ warn, critical, when }) {
    const watcher = worker('disk watcher', 'Measure the disk and tell the user when it fills up.', {
      system_info: {},
      notify: { channels: ['desktop'] },
      state_get: {},
      state_set: {},
    });
    const tell = (title: string, next: string) =>
      call(watcher, 'notify', { title, body: expression(`$string($free) & ' GB are free.'`) }, next);
    const remember = (level: string) => call(watcher, 'state_set', { key: 'last alert', value: level }, null);
    return {
      task: `Tell me when the disk is more than ${warn}% full, and again above ${critical}%`,
      schedule: when,
      workers: [watcher],
      definition: machine('Measure the disk', {
        'Measure the disk': call(watcher, 'system_info', {}, 'What was told last?', {
          Assign: {
            disk: expression('$states.result.diskPercent'),
            free: expression('$states.result.diskFreeGb'),
          },
        }),
        'What was told last?': call(watcher, 'state_get', { key: 'last alert', default: 'none' }, 'How full is it?', {
          Assign: { lastAlert: expression('$states.result.value') },
        }),
        'How full is it?': choice(
          [
            [`$disk > ${critical} and $lastAlert != 'critical'`, 'Critical alert'],
            [`$disk > ${warn} and $lastAlert = 'none'`, 'Warning'],
            [`$disk <= ${warn} and $lastAlert != 'none'`, 'Forget the alert'],
          ],
          'Done',
        ),
        'Critical alert': tell('The disk is almost full', 'Remember the critical alert'),
        'Remember the critical alert': remember('critical'),
        Warning: tell('The disk is filling up', 'Remember the warning'),
        'Remember the warning': remember('warning'),
        'Forget the alert': remember('none'),
        Done: done,
      }),
    };
  },
});
