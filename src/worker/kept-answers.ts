/**
 * What servers said about the pages that are kept: with it a page that has not changed need not be sent again, and one that may be
 * kept for a moment is not asked for twice in it. A file beside the pages for each address (RFC 9111, RFC 9110 section 13).
 */
import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import type { IncomingHttpHeaders } from 'node:http';
import { join } from 'node:path';
import { z } from 'zod';
import { isPageReference, loadPage } from './pages.ts';

/** However long a server allows: a flow that asks wants to know. */
const MAX_FRESH_MS = 60_000;

const keptAnswer = z.object({
  contentType: z.string(),
  page: z.string().refine(isPageReference),
  etag: z.string().nullable(),
  lastModified: z.string().nullable(),
  freshUntilMs: z.number(),
});
type StoredAnswer = z.infer<typeof keptAnswer>;
export interface KeptAnswer extends StoredAnswer {
  text: string;
}

/** `variant`: the request's own headers that an answer may depend on. Null when nothing of use is kept. */
export async function findKeptAnswer(
  url: URL,
  variant: string,
  pagesDir: string,
  maxBytes: number,
): Promise<KeptAnswer | null> {
  const stored = await readFile(pathOf(url, variant, pagesDir), 'utf8').catch(() => null);
  if (stored === null) return null;
  const parsed = keptAnswer.safeParse(parseJson(stored));
  if (!parsed.success) return null;
  // The page may have been cleaned away since.
  const text = await loadPage(parsed.data.page, pagesDir).catch(() => null);
  return text === null || Buffer.byteLength(text) > maxBytes ? null : { ...parsed.data, text };
}

/** The headers that make it a question whether the page has changed. */
export function conditionalHeaders({ etag, lastModified }: KeptAnswer): Record<string, string> {
  return {
    ...(etag === null ? {} : { 'if-none-match': etag }),
    ...(lastModified === null ? {} : { 'if-modified-since': lastModified }),
  };
}

/** Keeps what may be kept; an answer that may not be takes away what was. */
export async function keepAnswer(
  url: URL,
  variant: string,
  answer: { headers: IncomingHttpHeaders; contentType: string; page: string },
  pagesDir: string,
): Promise<void> {
  const { headers, contentType, page } = answer;
  const control = (headers['cache-control'] ?? '').toLowerCase();
  const etag = headers.etag ?? null;
  const lastModified = headers['last-modified'] ?? null;
  const freshMs = /\bno-cache\b/.test(control) ? 0 : Number(/\bmax-age\s*=\s*(\d+)/.exec(control)?.[1] ?? 0) * 1_000;
  const path = pathOf(url, variant, pagesDir);
  if (/\bno-store\b/.test(control) || headers.vary === '*' || (etag === null && lastModified === null && freshMs === 0))
    return await rm(path, { force: true });
  const stored: StoredAnswer = {
    contentType,
    page,
    etag,
    lastModified,
    freshUntilMs: Date.now() + Math.min(freshMs, MAX_FRESH_MS),
  };
  await mkdir(pagesDir, { recursive: true });
  const beside = `${path}.${randomUUID()}.tmp`;
  await writeFile(beside, JSON.stringify(stored));
  await rename(beside, path);
}

function pathOf(url: URL, variant: string, pagesDir: string): string {
  return join(pagesDir, `${createHash('sha256').update(`${url.href}\n${variant}`).digest('hex')}.answer`);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
