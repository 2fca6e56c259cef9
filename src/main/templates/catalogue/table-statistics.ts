import { file, schedule, table, text } from '../parameter.ts';
import { call, expression, machine, worker } from '../states.ts';
import { template } from '../template.ts';

const code = `import statistics
numbers = [row for row in input["numbers"] if isinstance(row, (int, float))]
lines = ["# " + input["table"] + ", " + input["column"], ""]
if len(numbers) == 0:
    lines.append("No numbers yet.")
else:
    lines += [
        "| | |", "| --- | --- |",
        f"| rows | {len(numbers)} |",
        f"| mean | {statistics.fmean(numbers):.2f} |",
        f"| median | {statistics.median(numbers):.2f} |",
        f"| lowest | {min(numbers):.2f} |",
        f"| highest | {max(numbers):.2f} |",
        f"| spread | {statistics.stdev(numbers) if len(numbers) > 1 else 0:.2f} |",
    ]
"\\n".join(lines) + "\\n"`;

/** Python in the sandbox, over a table. */
export const tableStatistics = template({
  id: 'table-statistics',
  name: 'Table statistics',
  summary: 'Works out mean, median and spread of a column with Python, and writes them into a file.',
  category: 'numbers',
  parameters: {
    table: table({ label: 'Table', hint: 'One that your flows write; Data shows them.', initial: 'price_history' }),
    column: text({ label: 'Column with numbers', initial: 'price' }),
    file: file({ label: 'Report', initial: 'reports/statistics.md' }),
    when: schedule({ label: 'When', initial: 'every day at 19:00' }),
  },
  build({ table, column, file, when }) {
    const statistician = worker('statistician', 'Work out the statistics of the column and write them down.', {
      table_query: { tables: [table] },
      execute_python: {},
      file_write: { folders: [file] },
    });
    return {
      task: `Write mean, median and spread of ${column} in ${table} into ${file}`,
      schedule: when,
      workers: [statistician],
      definition: machine('Read the table', {
        'Read the table': call(statistician, 'table_query', { table, descending: true, limit: 1000 }, 'Work it out', {
          Assign: { numbers: expression(`[$lookup($states.result.rows, ${JSON.stringify(column)})]`) },
          Catch: [{ ErrorEquals: ['Tool.NotFound'], Assign: { numbers: [] }, Next: 'Work it out' }],
        }),
        'Work it out': call(
          statistician,
          'execute_python',
          { code, input: { table, column, numbers: expression('$numbers') } },
          'Write the report',
          { TimeoutSeconds: 120, Assign: { report: expression('$states.result.value') } },
        ),
        'Write the report': call(statistician, 'file_write', { path: file, text: expression('$report') }, null),
      }),
    };
  },
});
