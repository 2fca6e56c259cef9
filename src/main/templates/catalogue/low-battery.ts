import { number, schedule } from '../parameter.ts';
import { call, choice, done, expression, machine, worker } from '../states.ts';
import { template } from '../template.ts';

/** Told once for each time the battery runs low; a machine without one counts as full. */
export const lowBattery = template({
  id: 'low-battery',
  name: 'Low battery',
  summary: 'Reminds you of the charger earlier than the system does.',
  category: 'computer',
  parameters: {
    percent: number({ label: 'Remind me below', initial: 30, unit: '%', min: 5, max: 95 }),
    when: schedule({ label: 'When', initial: 'every 10 minutes' }),
  },
  build({ percent, when }) {
    const watcher = worker('battery watcher', 'Read the battery and remind the user of the charger.', {
      system_info: {},
      notify: { channels: ['desktop'] },
      state_get: {},
      state_set: {},
    });
    return {
      task: `Remind me of the charger when the battery is below ${percent}%`,
      schedule: when,
      workers: [watcher],
      definition: machine('Read the battery', {
        'Read the battery': call(watcher, 'system_info', {}, 'Was I told?', {
          Assign: {
            battery: expression('$states.result.batteryPercent = null ? 100 : $states.result.batteryPercent'),
            powerSource: expression(`$states.result.batteryCharging = true ? 'charger' : 'battery'`),
          },
        }),
        'Was I told?': call(watcher, 'state_get', { key: 'last reminder', default: 'none' }, 'Is it low?', {
          Assign: { lastReminder: expression('$states.result.value') },
        }),
        'Is it low?': choice(
          [
            [`$battery < ${percent} and $powerSource = 'battery' and $lastReminder = 'none'`, 'Remind me'],
            [`$powerSource = 'charger' and $lastReminder = 'given'`, 'Forget it'],
          ],
          'Done',
        ),
        'Remind me': call(
          watcher,
          'notify',
          { title: 'Plug in the charger', body: expression(`'The battery is at ' & $string($battery) & '%.'`) },
          'Remember that I was told',
        ),
        'Remember that I was told': call(watcher, 'state_set', { key: 'last reminder', value: 'given' }, null),
        'Forget it': call(watcher, 'state_set', { key: 'last reminder', value: 'none' }, null),
        Done: done,
      }),
    };
  },
});
