import { folder } from '../parameter.ts';
import { call, done, expression, forEach, listOf, literal, machine, pass, worker } from '../states.ts';
import { template } from '../template.ts';

const kinds = {
  Pictures: ['jpg', 'jpeg', 'png', 'gif', 'webp', 'heic', 'svg'],
  Documents: ['pdf', 'doc', 'docx', 'odt', 'txt', 'md', 'csv', 'xlsx'],
  Music: ['mp3', 'flac', 'wav', 'm4a', 'ogg'],
  Archives: ['zip', 'gz', 'tgz', '7z', 'rar'],
} as const;

/** Many branches: each kind of file has its own folder; what is of no known kind stays. */
export const sortFiles = template({
  id: 'sort-files',
  name: 'Sort files by type',
  summary: 'Moves pictures, documents, music and archives out of a folder into folders of their own.',
  category: 'files',
  parameters: {
    from: folder({ label: 'Folder to sort', initial: 'downloads' }),
    to: folder({ label: 'Sorted into', initial: 'sorted' }),
  },
  build({ from, to }) {
    const sorter = worker('sorter', 'Move each file to the folder of its kind.', {
      file_list: { folders: [from] },
      file_move: { folders: [from, to] },
    });
    const nameOfFile = `$split($states.input, '/')[-1]`;
    const move = (kind: string) =>
      call(
        sorter,
        'file_move',
        { path: expression('$states.input'), to: expression(`${literal(`${to}/${kind}/`)} & ${nameOfFile}`) },
        null,
        { Catch: [{ ErrorEquals: ['Tool.Exists', 'Tool.NotFound'], Next: `Leave it (${kind})` }] },
      );
    return {
      task: `Sort what comes into ${from} by its type`,
      trigger: { kind: 'file', path: `${from}/**`, on: ['created'] },
      workers: [sorter],
      definition: machine('List the files', {
        'List the files': call(sorter, 'file_list', { folder: from }, 'For each file', {
          Assign: { files: expression(listOf('$states.result.files.path')) },
          Catch: [{ ErrorEquals: ['Tool.NotFound'], Next: 'Done' }],
        }),
        'For each file': forEach(
          '$files',
          'Which kind is it?',
          {
            'Which kind is it?': {
              Type: 'Choice',
              Choices: Object.entries(kinds).map(([kind, endings]) => ({
                Condition: expression(`$lowercase($split($states.input, '.')[-1]) in ${JSON.stringify(endings)}`),
                Next: `To ${kind}`,
                Comment: `It is one of the ${kind.toLowerCase()} (${endings.slice(0, 3).join(', ')} …)`,
              })),
              Default: 'Leave it',
            },
            ...Object.fromEntries(
              Object.keys(kinds).flatMap((kind) => [
                [`To ${kind}`, move(kind)],
                [`Leave it (${kind})`, pass('Leave it where it is', {}, null)],
              ]),
            ),
            'Leave it': done,
          },
          null,
        ),
        Done: done,
      }),
    };
  },
});
