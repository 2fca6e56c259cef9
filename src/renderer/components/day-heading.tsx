/** In px. */
export const dayHeadingHeight = 40;

/** "Today", "Yesterday", "Fri 20 Nov" before the rows of a day. */
export function DayHeading({ words }: { words: string }) {
  return (
    <h2 className="flex h-full items-end px-1 pb-1.5 text-ink-3 text-s">
      <span className="inline-block first-letter:uppercase">{words}</span>
    </h2>
  );
}
