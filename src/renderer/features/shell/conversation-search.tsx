import { Search, X } from 'lucide-react';
import type { SearchHit } from '../../../shared/domain/search.ts';
import { Excerpt } from '../../components/excerpt.tsx';
import { useDebounced } from '../../hooks/use-debounced.ts';
import { useSearch } from '../../hooks/use-search.ts';
import { navigate } from '../../stores/route.ts';
import { text } from '../../text.ts';

const kinds = ['conversation', 'message'] as const;
const searchAfterMs = 60;

interface ConversationSearchProps {
  query: string;
  onChange: (query: string) => void;
}

/** Finds what was ever said, in all conversations. */
export function ConversationSearchField({ query, onChange }: ConversationSearchProps) {
  return (
    <search className="mx-1 mb-1.5 flex h-7 shrink-0 items-center gap-1.5 rounded-s border bg-card pr-1 pl-2 transition focus-within:border-accent hover:border-line-2">
      <Search aria-hidden size={12} className="shrink-0 text-ink-3" />
      <input
        type="search"
        aria-label={text.nav.searchConversations}
        placeholder={text.nav.searchConversations}
        value={query}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape' || query === '') return;
          event.stopPropagation();
          onChange('');
        }}
        className="min-w-0 grow bg-transparent text-s outline-none [&::-webkit-search-cancel-button]:hidden placeholder:text-ink-3"
      />
      {query !== '' && (
        <button
          type="button"
          aria-label={text.flows.clearSearch}
          onClick={() => onChange('')}
          className="flex size-5 items-center justify-center rounded-[4px] text-ink-3 hover:bg-hover hover:text-ink"
        >
          <X aria-hidden size={12} />
        </button>
      )}
    </search>
  );
}

export function ConversationHits({ query }: { query: string }) {
  const { hits, busy } = useSearch(useDebounced(query, searchAfterMs), kinds);
  if (hits.length === 0) return <p className="px-2 py-1 text-ink-3 text-s">{busy ? '' : text.nav.noneFound}</p>;
  return (
    <ul
      aria-label={text.nav.searchConversations}
      className="-mx-1 flex min-h-0 flex-col gap-px overflow-y-auto px-1 py-0.5"
    >
      {hits.map((hit) => (
        <li key={`${hit.kind} ${hit.id}`}>
          <button
            type="button"
            data-testid="conversation-hit"
            onClick={() => open(hit)}
            className="w-full rounded-s px-2 py-1.5 text-left transition hover:bg-hover"
          >
            <span className="block truncate text-body text-ink">{hit.title}</span>
            {hit.kind === 'message' && hit.excerpt && (
              <span className="mt-0.5 line-clamp-2 text-ink-3 text-s">
                <Excerpt words={hit.excerpt} />
              </span>
            )}
          </button>
        </li>
      ))}
    </ul>
  );
}

function open({ kind, id, parent }: SearchHit): void {
  if (kind === 'message') navigate({ page: 'chat', conversationId: parent, messageId: id });
  else navigate({ page: 'chat', conversationId: id });
}
