import { Fragment } from 'react';
import { matchEnd, matchStart } from '../../shared/domain/search-marks.ts';

/** A piece of what was found, with the words that were looked for marked. */
export function Excerpt({ words }: { words: string }) {
  return words.split(matchStart).map((part, index) => {
    const [matched, rest] = index === 0 ? ['', part] : part.split(matchEnd);
    return (
      // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of one text
      <Fragment key={index}>
        {matched && <mark className="rounded-[3px] bg-accent-bg px-0.5 text-accent">{matched}</mark>}
        {rest}
      </Fragment>
    );
  });
}
