/** Text from outside, marked as data. The mark is the step's own: text that was written before the step cannot contain it. */
const longestData = 24_000;

export function asData(mark: string, from: string, text: string): string {
  // Should it be there all the same (a model may repeat it), it must not end the data.
  const safe = text.replaceAll(mark, '(mark removed)');
  const cut =
    safe.length > longestData
      ? `${safe.slice(0, longestData)}\n(${safe.length - longestData} characters were left out here)`
      : safe;
  return `<data ${mark} from="${from}">\n${cut}\n</data ${mark}>`;
}
