import { localTime } from '../../planner/compile/local-time.ts';
import { address, folder, schedule } from '../parameter.ts';
import { call, choice, done, expression, literal, machine, webRetry, worker } from '../states.ts';
import { template } from '../template.ts';

/** If the list is not empty: append to the day's file. */
export const feedDigest = template({
  id: 'feed-digest',
  name: 'Feed to digest',
  summary: 'Collects the new entries of a feed in one readable file a day.',
  category: 'web',
  parameters: {
    feed: address({ label: 'The feed', hint: 'RSS, Atom or JSON Feed.' }),
    folder: folder({ label: 'Folder for the digests', initial: 'digests' }),
    when: schedule({ label: 'When', initial: 'every 2 hours' }),
  },
  build({ feed: { url, host }, folder, when }, moment) {
    const reader = worker('feed reader', 'Read the feed and write its new entries down.', {
      feed: { hosts: [host] },
      file_append: { folders: [folder] },
    });
    return {
      task: `Collect what is new in ${url} in ${folder}`,
      schedule: when,
      workers: [reader],
      definition: machine('Read the feed', {
        'Read the feed': call(reader, 'feed', { url }, 'Is there something new?', {
          Retry: webRetry,
          Assign: {
            newEntries: expression('[$states.result.newEntries]'),
            title: expression('$states.result.title'),
          },
        }),
        'Is there something new?': choice([['$count($newEntries) > 0', 'Write them down']], 'Done'),
        'Write them down': call(
          reader,
          'file_append',
          {
            path: expression(
              `${literal(`${folder}/`)} & ${localTime({ zone: moment.timezone, nowMs: moment.nowMs }, '[Y0001]-[M01]-[D01]')} & '.md'`,
            ),
            text: expression(
              `'## ' & $string($title) & '\\n\\n' & $join($map($newEntries, function($entry) { '- ' & ($entry.link != null and $entry.link != '' ? '[' & $string($entry.title) & '](' & $entry.link & ')' : $string($entry.title)) }), '\\n') & '\\n\\n'`,
            ),
          },
          null,
        ),
        Done: done,
      }),
    };
  },
});
