/** From Sunday, as cron and JavaScript count. */
export const dayNames = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

/** By the month's number: January is 1. */
export const monthNames = [
  '',
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/** "january", "jan", "sept"; null for anything else. */
export function monthOfName(text: string): number | null {
  const stem = text.toLowerCase();
  if (stem.length < 3 || stem === '') return null;
  const index = monthNames.findIndex(
    (name, at) => at > 0 && (name.toLowerCase() === stem || name.slice(0, 3).toLowerCase() === stem),
  );
  return index > 0 ? index : stem === 'sept' ? 9 : null;
}
