import { localTime } from '../../planner/compile/local-time.ts';
import { folder, text, time } from '../parameter.ts';
import { call, choice, expression, literal, machine, worker } from '../states.ts';
import { template } from '../template.ts';

/** Exists: append to it, or create it. */
export const dailyNote = template({
  id: 'daily-note',
  name: 'Daily note',
  summary: 'Puts a note file with the day’s headings ready, and never writes over what you wrote.',
  category: 'day',
  parameters: {
    folder: folder({ label: 'Folder for the notes', initial: 'notes' }),
    headings: text({ label: 'Headings', hint: 'With commas between them.', initial: 'To do, Met, Learned' }),
    at: time({ label: 'Every day at', initial: '07:00' }),
  },
  build({ folder, headings, at }, { timezone, nowMs }) {
    const secretary = worker('secretary', 'Put the note of the day ready.', {
      file_exists: { folders: [folder] },
      file_write: { folders: [folder] },
      file_append: { folders: [folder] },
    });
    const day = localTime({ zone: timezone, nowMs }, '[Y0001]-[M01]-[D01]');
    const long = localTime({ zone: timezone, nowMs }, '[FNn], [D1] [MNn] [Y0001]');
    const outline = headings
      .split(',')
      .map((heading) => `## ${heading.trim()}\n\n`)
      .join('');
    return {
      task: `Put a note with the headings ${headings} ready every day`,
      schedule: `every day at ${at}`,
      workers: [secretary],
      definition: machine('Name the note', {
        'Name the note': {
          Type: 'Pass',
          Comment: 'Name the note after the day',
          Assign: { path: expression(`${literal(`${folder}/`)} & ${day} & '.md'`), day: expression(long) },
          Next: 'Is it there?',
        },
        'Is it there?': call(secretary, 'file_exists', { path: expression('$path') }, 'New or not?', {
          Assign: { there: expression('$states.result.exists') },
        }),
        'New or not?': choice([['$there', 'Add a line', 'The note is there already']], 'Write the note'),
        'Add a line': call(
          secretary,
          'file_append',
          { path: expression('$path'), text: expression(`'\\n' & $day & ': here again.\\n'`) },
          null,
        ),
        'Write the note': call(
          secretary,
          'file_write',
          { path: expression('$path'), text: expression(`'# ' & $day & '\\n\\n' & ${literal(outline)}`) },
          null,
        ),
      }),
    };
  },
});
