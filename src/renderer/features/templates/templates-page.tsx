import { LayoutTemplate } from 'lucide-react';
import { useDeferredValue, useEffect, useMemo, useRef, useState } from 'react';
import { type Template, templateCategory } from '../../../shared/domain/template.ts';
import { Button } from '../../components/button.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { PageBody, SectionHeading } from '../../components/page-body.tsx';
import { SearchBox } from '../../components/search-box.tsx';
import { SkeletonRows } from '../../components/skeleton.tsx';
import { TitleBar } from '../../components/title-bar.tsx';
import { useLoaded } from '../../hooks/use-loaded.ts';
import { useShortcuts } from '../../hooks/use-shortcuts.ts';
import { client } from '../../ipc-client.ts';
import { focusComposer } from '../../lib/composer-focus.ts';
import { wordScore } from '../../lib/word-score.ts';
import { setDraft } from '../../stores/drafts.ts';
import { loadedValue } from '../../stores/loadable.ts';
import { navigate, openNewConversation, openPage } from '../../stores/route.ts';
import { text } from '../../text.ts';
import { TemplateIcon } from './template-icon.tsx';
import { TemplatePage } from './template-page.tsx';

const load = () => client.templates.list();
const words = text.templates;

/** The gallery, or one template being filled in. */
export function TemplatesPage({ templateId }: { templateId: string | null }) {
  const { state, reload } = useLoaded(load);
  const templates = loadedValue(state);
  const chosen = templateId === null ? null : templates?.find(({ id }) => id === templateId);
  if (chosen) return <TemplatePage key={chosen.id} template={chosen} />;
  if (templates && templateId === null) return <Gallery templates={templates} />;
  return (
    <>
      <TitleBar title={words.title} onBack={() => openPage('templates')} />
      <PageBody narrow>
        {state.status === 'error' && <ErrorNotice what={words.loadError} error={state.error} onRetry={reload} />}
        {state.status === 'loading' && <SkeletonRows className="late" />}
        {templates && <EmptyState icon={<LayoutTemplate aria-hidden size={22} />} title={words.unknown} />}
      </PageBody>
    </>
  );
}

function Gallery({ templates }: { templates: Template[] }) {
  const [query, setQuery] = useState('');
  const search = useRef<HTMLInputElement>(null);
  const shortcuts = useMemo(() => ({ search: () => search.current?.focus() }), []);
  useShortcuts(shortcuts);
  // Somebody who comes here looks for something.
  useEffect(() => search.current?.focus(), []);
  const settled = useDeferredValue(query);
  const shown = useMemo(() => templates.filter((one) => matches(one, settled)), [templates, settled]);
  return (
    <>
      <TitleBar
        title={words.title}
        onBack={() => openPage('flows')}
        actions={
          <SearchBox
            ref={search}
            label={words.search}
            value={query}
            onChange={setQuery}
            onEnter={() => query.trim() !== '' && openFirst(templates.filter((one) => matches(one, query)))}
          />
        }
      />
      <PageBody>
        <p className="mb-5 max-w-160 px-1 text-body text-ink-2">{words.lead}</p>
        {shown.length === 0 && (
          <EmptyState
            icon={<LayoutTemplate aria-hidden size={22} />}
            title={words.noMatch(query)}
            body={words.noMatchBody}
            action={
              <span className="flex gap-2">
                <Button onClick={() => setQuery('')}>{words.clearSearch}</Button>
                <Button variant="primary" onClick={() => askFor(query)}>
                  {words.ask}
                </Button>
              </span>
            }
          />
        )}
        {templateCategory.options.map((category) => {
          const own = shown.filter((one) => one.category === category);
          if (own.length === 0) return null;
          return (
            <section key={category} aria-label={words.categories[category]} className="mb-7">
              <SectionHeading>{words.categories[category]}</SectionHeading>
              <ul className="grid grid-cols-[repeat(auto-fill,minmax(min(260px,100%),1fr))] gap-2.5">
                {own.map((template) => (
                  <li key={template.id}>
                    <TemplateCard template={template} />
                  </li>
                ))}
              </ul>
            </section>
          );
        })}
      </PageBody>
    </>
  );
}

function TemplateCard({ template }: { template: Template }) {
  const { id, name, summary } = template;
  return (
    <button
      type="button"
      data-template={id}
      onClick={() => navigate({ page: 'templates', templateId: id })}
      className="flex h-full w-full gap-3 rounded-l border bg-card px-4 py-3.5 text-left shadow-card transition hover:-translate-y-px hover:border-line-2 active:translate-y-0"
    >
      <TemplateIcon id={id} />
      <span className="min-w-0">
        <span className="block font-[570] text-body">{name}</span>
        <span className="mt-0.5 block text-ink-2 text-ui">{summary}</span>
        {isOffline(template) && <span className="mt-1.5 block text-ink-3 text-xs">{words.offline}</span>}
      </span>
    </button>
  );
}

/** One that asks for no address reaches nothing but this computer. */
function isOffline({ parameters }: Template): boolean {
  return parameters.every(({ kind }) => kind !== 'address' && kind !== 'addresses');
}

function matches({ name, summary, category }: Template, query: string): boolean {
  return wordScore(`${name} ${summary} ${words.categories[category]}`, query) > 0;
}

function openFirst([first]: Template[]): void {
  if (first) navigate({ page: 'templates', templateId: first.id });
}

function askFor(query: string): void {
  setDraft(null, query);
  openNewConversation();
  focusComposer();
}
