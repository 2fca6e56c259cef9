import { CircleAlert } from 'lucide-react';

/** What is wrong with a field, under it. */
export function Problem({ words }: { words: string | undefined }) {
  if (words === undefined) return null;
  return (
    <p role="alert" className="mt-1 flex items-start gap-1.5 text-bad text-s">
      <CircleAlert aria-hidden size={14} className="mt-0.5 shrink-0" />
      <span className="[overflow-wrap:anywhere]">{words}</span>
    </p>
  );
}
