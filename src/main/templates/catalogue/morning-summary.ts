import { localTime } from '../../planner/compile/local-time.ts';
import { address, folder, number, time } from '../parameter.ts';
import { call, expression, literal, machine, webRetry, worker } from '../states.ts';
import { template } from '../template.ts';

/** At the same time: news and the machine; then one file and one notification. */
export const morningSummary = template({
  id: 'morning-summary',
  name: 'Morning summary',
  summary: 'Headlines of a feed and how this computer is, in one note and one notification.',
  category: 'day',
  parameters: {
    feed: address({ label: 'Feed with the news', hint: 'RSS, Atom or JSON Feed.' }),
    headlines: number({ label: 'Headlines', initial: 5, min: 1, max: 30, whole: true }),
    folder: folder({ label: 'Folder for the notes', initial: 'mornings' }),
    at: time({ label: 'On weekdays at', initial: '08:00' }),
  },
  build({ feed: { url, host }, headlines, folder, at }, { timezone, nowMs }) {
    const herald = worker('herald', 'Put the headlines and the state of the computer together.', {
      feed: { hosts: [host] },
      system_info: {},
      file_write: { folders: [folder] },
      notify: { channels: ['desktop'] },
    });
    const day = localTime({ zone: timezone, nowMs }, '[Y0001]-[M01]-[D01]');
    return {
      task: `Sum up ${host} and this computer each weekday morning`,
      schedule: `every weekday at ${at}`,
      workers: [herald],
      definition: machine('Read both', {
        'Read both': {
          Type: 'Parallel',
          Branches: [
            {
              StartAt: 'Read the feed',
              States: {
                'Read the feed': call(herald, 'feed', { url, limit: headlines }, null, {
                  Retry: webRetry,
                  Output: expression('[$states.result.entries.title]'),
                  Catch: [
                    {
                      ErrorEquals: ['States.ALL'],
                      Output: ['The feed did not answer.'],
                      Next: 'Go on without it',
                    },
                  ],
                }),
                'Go on without it': { Type: 'Pass', Comment: 'Go on without the news', End: true },
              },
            },
            {
              StartAt: 'Measure this computer',
              States: { 'Measure this computer': call(herald, 'system_info', {}, null) },
            },
          ],
          Assign: {
            titles: expression('[$states.result[0]]'),
            machineWords: expression(
              `'Disk ' & $string($states.result[1].diskPercent) & '% full, memory ' & $string($states.result[1].memoryPercent) & '% in use' & ($states.result[1].batteryPercent = null ? '' : ', battery ' & $string($states.result[1].batteryPercent) & '%')`,
            ),
          },
          Next: 'Write the note',
        },
        'Write the note': call(
          herald,
          'file_write',
          {
            path: expression(`${literal(`${folder}/`)} & ${day} & '.md'`),
            text: expression(
              `'# Good morning\\n\\n' & $join($map($titles, function($title) { '- ' & $string($title) }), '\\n') & '\\n\\n' & $machineWords & '\\n'`,
            ),
          },
          'Tell me',
        ),
        'Tell me': call(
          herald,
          'notify',
          { title: 'Good morning', body: expression(`$join($titles, '\\n') & '\\n' & $machineWords`) },
          null,
        ),
      }),
    };
  },
});
