import { Search, X } from 'lucide-react';
import type { Ref } from 'react';
import { text } from '../text.ts';
import { IconButton } from './icon-button.tsx';
import { Kbd } from './kbd.tsx';

interface SearchBoxProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  ref?: Ref<HTMLInputElement>;
  /** Enter in the box: opens the first thing found. */
  onEnter?: () => void;
}

export function SearchBox({ label, value, onChange, ref, onEnter }: SearchBoxProps) {
  return (
    <div className="flex h-8 w-56 items-center gap-2 rounded-[8px] border bg-card pr-1 pl-2.5 transition focus-within:border-accent hover:border-line-2">
      <Search aria-hidden size={14} className="shrink-0 text-ink-3" />
      <input
        ref={ref}
        type="search"
        aria-label={label}
        placeholder={label}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') onEnter?.();
          if (event.key !== 'Escape' || value === '') return;
          event.stopPropagation();
          onChange('');
        }}
        className="min-w-0 grow bg-transparent text-ui outline-none [&::-webkit-search-cancel-button]:hidden placeholder:text-ink-3"
      />
      {value ? (
        <IconButton
          label={text.flows.clearSearch}
          onClick={() => onChange('')}
          icon={<X aria-hidden size={13} />}
          className="size-6"
        />
      ) : (
        <span className="pr-1">
          <Kbd>/</Kbd>
        </span>
      )}
    </div>
  );
}
