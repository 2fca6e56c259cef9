/** Other spellings of what the readers know. Each means exactly the same; nothing is guessed. */
const dayOfMonth = '(0?[1-9]|[12]\\d|3[01])';

const spellings: ReadonlyArray<[RegExp, string | ((...groups: string[]) => string)]> = [
  // With dots the day comes first, everywhere such dates are written.
  [
    new RegExp(`\\b${dayOfMonth}\\.(0?[1-9]|1[0-2])\\.((?:19|20)\\d\\d)\\b`, 'g'),
    (_all, day = '', month = '', year = '') => `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`,
  ],
  [/(?<!the )\bday after tomorrow\b/gi, 'the day after tomorrow'],
  [/\btomorrow and the day after\b(?! tomorrow)/gi, 'tomorrow and the day after tomorrow'],
  [/\bnext week on ((?:mon|tues|wednes|thurs|fri|satur|sun)day)\b/gi, '$1 next week'],
  [/\b(?:all week(?: long)?|every day of the year|all days)\b/gi, 'every day'],
  [/\b(?:during|in) the week\b/gi, 'on weekdays'],
  [/\bat (?:the )?weekends?\b/gi, 'on weekends'],
  [/\bmo-fr\b|\bm-f\b/gi, 'mon-fri'],
  [/^only (?=on |at |every |in )/i, ''],
  [/\b(on|at) new year'?s eve\b/gi, 'on 31 december'],
  [/\b(?:on|every) new year'?s day\b/gi, (all) => `${/^every/i.test(all ?? '') ? 'every' : 'on'} 1 january`],
  [/\b(on|every) christmas eve\b/gi, '$1 24 december'],
  [/\b(on|every) christmas(?: day)?\b/gi, '$1 25 december'],
  [/\bin (?:an|one|1) hour and a half\b/gi, 'in 90 minutes'],
  [
    /\b(hourly|every hour|each hour) at (\d{1,2}) past\b/gi,
    (_all, lead = '', minute = '') => `${lead} at :${minute.padStart(2, '0')}`,
  ],
  [/^rate\((\d+) (minutes?|hours?|days?)\)$/i, 'every $1 $2'],
  [/^@every (\d+)(s|m|h)$/i, 'every $1$2'],
];

export function respell(text: string): string {
  return spellings.reduce((said, [pattern, spelling]) => said.replace(pattern, spelling as string), text);
}
