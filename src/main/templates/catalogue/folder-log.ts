import { folder, table } from '../parameter.ts';
import { call, choice, done, expression, forEach, machine, pass, worker } from '../states.ts';
import { template } from '../template.ts';

/** Fires with each burst of files; its input names them. Run by hand, it has none to log. */
export const folderLog = template({
  id: 'folder-log',
  name: 'Folder watch',
  summary: 'Notes every file that comes, changes or goes in a folder in a table, and tells you of new ones.',
  category: 'files',
  parameters: {
    folder: folder({ label: 'Folder', initial: 'inbox' }),
    table: table({ label: 'Table', initial: 'inbox_log' }),
  },
  build({ folder, table }) {
    const watchman = worker('folder watchman', 'Note what happened in the folder and tell the user of new files.', {
      table_insert: { tables: [table] },
      notify: { channels: ['desktop'] },
    });
    return {
      task: `Note what happens in ${folder} in the table ${table}, and tell me of new files`,
      trigger: { kind: 'file', path: `${folder}/**`, on: ['created', 'changed', 'deleted'] },
      workers: [watchman],
      definition: machine('See what happened', {
        'See what happened': pass(
          `See what happened in ${folder}`,
          {
            changes: expression('[$states.input.trigger.changes]'),
            newFiles: expression(`[$states.input.trigger.changes[change = 'created'].path]`),
          },
          'For each change',
        ),
        'For each change': forEach(
          '$changes',
          'Note it',
          {
            'Note it': call(
              watchman,
              'table_insert',
              {
                table,
                row: {
                  time: expression('$states.context.State.EnteredTime'),
                  file: expression('$states.input.path'),
                  change: expression('$states.input.change'),
                },
              },
              null,
            ),
          },
          'Is one new?',
        ),
        'Is one new?': choice([['$count($newFiles) > 0', 'Tell me']], 'Done'),
        'Tell me': call(
          watchman,
          'notify',
          {
            title: `New in ${folder}`,
            body: expression(`$substring($join($newFiles, '\\n'), 0, 400)`),
          },
          null,
        ),
        Done: done,
      }),
    };
  },
});
