/** read_page: a worker fetches and reads; a page that its scripts draw is rendered in a hidden window first. */
import {
  READ_PAGE_MAX_HTML_CHARACTERS,
  type ReadPageResult,
  readHtml,
  readPage,
} from '../../shared/tools/read-page.ts';
import { toolFailure } from '../../shared/tools/tool-failure.ts';
import { type MainTool, mainTool } from './main-tool.ts';

export interface RenderRequest {
  url: string;
  /** The grant's: every request of the page is held to them. */
  hosts: readonly string[];
  /** What it has drawn by then is read. */
  timeoutMs: number;
  signal: AbortSignal;
  maxCharacters: number;
}

export interface PageRenderer {
  /** The page's address and HTML after its scripts have run. @throws MajordomoError `Tool.*`, `Worker.NotGranted` */
  render(request: RenderRequest): Promise<{ url: string; html: string }>;
}

/** Of the whole time, what is left for reading. */
const READING_MS = 3_000;

/** @param renderer null where there is no Chromium to render with */
export function createReadPage(renderer: PageRenderer | null): MainTool {
  return mainTool(readPage, async ({ url, render, maxCharacters, timeoutMs }, { inWorker, limits, signal }) => {
    const startedAtMs = performance.now();
    // Fetched in any case: robots.txt, the status and what kind of page it is are judged there.
    const { needsScripts, ...plain } = await inWorker(readHtml, { url, html: null, maxCharacters, timeoutMs });
    const asIs: ReadPageResult = { ...plain, rendered: false };
    if (render === 'never' || (render === 'auto' && (!needsScripts || renderer === null))) return asIs;
    if (renderer === null)
      throw toolFailure('Tool.NotRendered', 'Pages cannot be rendered here: use render "never".', { url });
    const leftMs = Math.round(Math.max(1_000, timeoutMs - (performance.now() - startedAtMs) - READING_MS));
    const drawn = await renderer.render({
      url: plain.url,
      hosts: limits.hosts ?? [],
      timeoutMs: leftMs,
      signal,
      maxCharacters: READ_PAGE_MAX_HTML_CHARACTERS,
    });
    const { needsScripts: _, ...read } = await inWorker(readHtml, { ...drawn, maxCharacters, timeoutMs });
    return { ...read, rendered: true };
  });
}
