import { folder, number, schedule } from '../parameter.ts';
import { approval, call, choice, done, expression, forEach, literal, machine, worker } from '../states.ts';
import { template } from '../template.ts';

/** For each, after your yes: into the trash, from where it can be brought back. */
export const weeklyCleanup = template({
  id: 'weekly-cleanup',
  name: 'Weekly clean-up',
  summary: 'Lists old files, asks you once, and puts them into the trash, where they can be undone.',
  category: 'files',
  parameters: {
    folder: folder({ label: 'Folder', initial: 'downloads' }),
    days: number({ label: 'Older than', initial: 30, unit: 'days', min: 0, max: 3650, whole: true }),
    when: schedule({ label: 'When', initial: 'every Friday at 16:00' }),
  },
  build({ folder, days, when }) {
    const tidier = worker('tidier', 'List old files and, once the user agreed, put them into the trash.', {
      file_list: { folders: [folder] },
      file_delete: { folders: [folder] },
    });
    return {
      task: `Put files in ${folder} that are older than ${days} days into the trash, after asking`,
      schedule: when,
      workers: [tidier],
      definition: machine('List the files', {
        'List the files': call(tidier, 'file_list', { folder }, 'Is there something old?', {
          Assign: {
            oldFiles: expression(
              `[$states.result.files[$toMillis(modifiedAt) <= $toMillis($states.context.State.EnteredTime) - ${days} * 86400000].path]`,
            ),
          },
          Catch: [{ ErrorEquals: ['Tool.NotFound'], Next: 'No such folder' }],
        }),
        'Is there something old?': choice([['$count($oldFiles) > 0', 'May they go?']], 'Done'),
        'May they go?': approval(
          {
            question: expression(
              `'Put ' & $string($count($oldFiles)) & ${literal(` old files of ${folder} into the trash?`)}`,
            ),
            detail: expression(`$substring($join($oldFiles, '\\n'), 0, 5000)`),
            expiresInSeconds: 604_800,
          },
          'For each old file',
          { Catch: [{ ErrorEquals: ['Approval.Denied', 'Approval.Expired'], Next: 'Done' }] },
        ),
        'For each old file': forEach(
          '$oldFiles',
          'Put it into the trash',
          { 'Put it into the trash': call(tidier, 'file_delete', { path: expression('$states.input') }, null) },
          null,
        ),
        'No such folder': done,
        Done: done,
      }),
    };
  },
});
