import { localTime } from '../../planner/compile/local-time.ts';
import { folder, schedule, table } from '../parameter.ts';
import { call, expression, literal, machine, worker } from '../states.ts';
import { template } from '../template.ts';

/** If it fails with that: say so. */
export const csvReport = template({
  id: 'csv-report',
  name: 'CSV report',
  summary: 'Writes a table into a CSV file with the date in its name, for a spreadsheet.',
  category: 'numbers',
  parameters: {
    table: table({ label: 'Table', hint: 'One that your flows write; Data shows them.', initial: 'price_log' }),
    folder: folder({ label: 'Folder for the reports', initial: 'reports' }),
    when: schedule({ label: 'When', initial: 'every Monday at 8:00' }),
  },
  build({ table, folder, when }, { timezone, nowMs }) {
    const clerk = worker('report clerk', 'Write the table into a file and tell the user where it is.', {
      table_export: { tables: [table], folders: [folder] },
      notify: { channels: ['desktop'] },
    });
    const day = localTime({ zone: timezone, nowMs }, '[Y0001]-[M01]-[D01]');
    return {
      task: `Write the table ${table} into a CSV file in ${folder}`,
      schedule: when,
      workers: [clerk],
      definition: machine('Write the file', {
        'Write the file': call(
          clerk,
          'table_export',
          { table, path: expression(`${literal(`${folder}/${table}-`)} & ${day} & '.csv'`) },
          'Tell me',
          {
            Assign: { rows: expression('$states.result.rows'), path: expression('$states.result.path') },
            Catch: [{ ErrorEquals: ['Tool.NotFound'], Next: 'Say that there is none' }],
          },
        ),
        'Tell me': call(
          clerk,
          'notify',
          { title: 'The report is ready', body: expression(`$path & ', ' & $string($rows) & ' rows'`) },
          null,
        ),
        'Say that there is none': call(
          clerk,
          'notify',
          { title: `There is no table ${table} yet`, body: 'A flow makes it with its first row.' },
          null,
        ),
      }),
    };
  },
});
