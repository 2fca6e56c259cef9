import { folder, number, schedule } from '../parameter.ts';
import { call, choice, done, expression, literal, machine, worker } from '../states.ts';
import { template } from '../template.ts';

export const backupReminder = template({
  id: 'backup-reminder',
  name: 'Backup reminder',
  summary: 'Looks when the newest backup was made and reminds you when it is too old.',
  category: 'files',
  parameters: {
    folder: folder({ label: 'Folder with the backups', initial: 'backups' }),
    days: number({ label: 'Remind me after', initial: 7, unit: 'days', min: 1, max: 365, whole: true }),
    when: schedule({ label: 'When', initial: 'every day at 18:00' }),
  },
  build({ folder, days, when }) {
    const keeper = worker('backup keeper', 'Look for the newest backup and remind the user when it is old.', {
      file_list: { folders: [folder] },
      notify: { channels: ['desktop'] },
    });
    return {
      task: `Remind me when the newest file in ${folder} is older than ${days} days`,
      schedule: when,
      workers: [keeper],
      definition: machine('List the backups', {
        'List the backups': call(keeper, 'file_list', { folder }, 'Is it too old?', {
          Assign: {
            daysSinceBackup: expression(
              `$count($states.result.files) = 0 ? 9999 : $floor(($toMillis($states.context.State.EnteredTime) - $max([$states.result.files.$toMillis(modifiedAt)])) / 86400000)`,
            ),
          },
          Catch: [{ ErrorEquals: ['Tool.NotFound'], Assign: { daysSinceBackup: 9999 }, Next: 'Is it too old?' }],
        }),
        'Is it too old?': choice([[`$daysSinceBackup >= ${days}`, 'Remind me']], 'Done'),
        'Remind me': call(
          keeper,
          'notify',
          {
            title: 'Time for a backup',
            body: expression(
              `$daysSinceBackup = 9999 ? ${literal(`There is none in ${folder} yet.`)} : ${literal(`The newest in ${folder} is `)} & $string($daysSinceBackup) & ' days old.'`,
            ),
          },
          null,
        ),
        Done: done,
      }),
    };
  },
});
