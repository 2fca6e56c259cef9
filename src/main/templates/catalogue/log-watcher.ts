import { file, table, text } from '../parameter.ts';
import { call, choice, done, expression, literal, machine, pass, worker } from '../states.ts';
import { template } from '../template.ts';

/** Fires when the file changes; only lines that were not there last time count. */
export const logWatcher = template({
  id: 'log-watcher',
  name: 'Log file watcher',
  summary: 'Watches a log file, notes new lines with a word in a table, and tells you of them.',
  category: 'files',
  parameters: {
    file: file({ label: 'Log file', initial: 'logs/app.log' }),
    word: text({ label: 'Lines with', initial: 'ERROR' }),
    table: table({ label: 'Table', initial: 'log_lines' }),
  },
  build({ file, word, table }) {
    const reader = worker('log reader', 'Read what is new in the log and report the lines that matter.', {
      file_read: { folders: [file] },
      state_get: {},
      state_set: {},
      table_insert: { tables: [table] },
      notify: { channels: ['desktop'] },
    });
    return {
      task: `Tell me of new lines with ${word} in ${file}`,
      trigger: { kind: 'file', path: file, on: ['created', 'changed'] },
      workers: [reader],
      definition: machine('Read the log', {
        'Read the log': call(reader, 'file_read', { path: file }, 'How far was it read?', {
          Assign: { log: expression('$states.result.text') },
          Catch: [{ ErrorEquals: ['Tool.NotFound'], Next: 'No log yet' }],
        }),
        'How far was it read?': call(reader, 'state_get', { key: 'place in the log', default: 0 }, 'Find the lines', {
          Assign: { readTo: expression('$states.result.value') },
        }),
        'Find the lines': pass(
          `Find the new lines with “${word}”`,
          {
            foundLines: expression(
              `[$filter($split($substring($log, $length($log) < $readTo ? 0 : $readTo), '\\n'), function($line) { $contains($line, ${literal(word)}) })]`,
            ),
          },
          'Remember how far',
        ),
        'Remember how far': call(
          reader,
          'state_set',
          { key: 'place in the log', value: expression('$length($log)') },
          'Is there one?',
        ),
        'Is there one?': choice([['$count($foundLines) > 0', 'For each line']], 'Done'),
        'For each line': {
          Type: 'Map',
          Items: expression('$foundLines'),
          MaxConcurrency: 1,
          ItemProcessor: {
            StartAt: 'Note it',
            States: {
              'Note it': call(
                reader,
                'table_insert',
                {
                  table,
                  row: {
                    time: expression('$states.context.State.EnteredTime'),
                    file,
                    line: expression('$states.input'),
                  },
                },
                null,
              ),
            },
          },
          Next: 'Tell me',
        },
        'Tell me': call(
          reader,
          'notify',
          {
            title: `New lines with ${word} in ${file}`,
            body: expression(`$substring($join($foundLines, '\\n'), 0, 400)`),
          },
          null,
        ),
        'No log yet': done,
        Done: done,
      }),
    };
  },
});
