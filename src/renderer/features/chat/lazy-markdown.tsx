import { lazy, Suspense } from 'react';
import type { MarkdownProps } from './markdown.tsx';

const load = async () => ({ default: (await import('./markdown.tsx')).Markdown });
const Markdown = lazy(load);

/** Reads the renderer ahead of the first answer. */
export const preloadMarkdown = (): void => void load();

/** What reads markdown is heavy, and the first paint has none: until it is here the words stand as they were written. */
export function LazyMarkdown(props: MarkdownProps) {
  return (
    <Suspense fallback={<div className="prose whitespace-pre-wrap">{props.source}</div>}>
      <Markdown {...props} />
    </Suspense>
  );
}
