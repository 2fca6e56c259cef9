import { ChevronDown, ChevronUp, X } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { IconButton } from '../../components/icon-button.tsx';
import type { Find } from '../../hooks/use-find.ts';
import { focusComposer } from '../../lib/composer-focus.ts';
import { text } from '../../text.ts';

const words = text.chat.find;

/** Looks for words in the conversation: Enter goes on, with Shift back, Escape ends. */
export function FindBar({ find }: { find: Find }) {
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.select(), []);
  const close = () => {
    find.close();
    focusComposer();
  };
  return (
    <search className="absolute top-2 right-4 z-20 flex h-10 animate-appear items-center gap-0.5 rounded-m border bg-raised pr-1.5 pl-3 shadow-float">
      <input
        ref={field}
        // biome-ignore lint/a11y/noAutofocus: the user just asked to type here
        autoFocus
        aria-label={words.label}
        placeholder={words.placeholder}
        value={find.query}
        onChange={(event) => find.ask(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') close();
          if (event.key !== 'Enter') return;
          event.preventDefault();
          find.step(event.shiftKey ? -1 : 1);
        }}
        className="w-44 bg-transparent text-ui outline-none placeholder:text-ink-3"
      />
      <span role="status" className="min-w-14 text-right text-ink-3 text-s tabular-nums">
        {find.query.trim() !== '' && words.count(find.at + 1, find.count)}
      </span>
      <IconButton
        label={words.earlier}
        disabled={find.count === 0}
        onClick={() => find.step(1)}
        icon={<ChevronUp aria-hidden size={15} />}
      />
      <IconButton
        label={words.later}
        disabled={find.count === 0}
        onClick={() => find.step(-1)}
        icon={<ChevronDown aria-hidden size={15} />}
      />
      <IconButton label={words.close} onClick={close} icon={<X aria-hidden size={15} />} />
    </search>
  );
}
