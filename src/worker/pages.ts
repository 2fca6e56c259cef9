/**
 * Fetched pages, kept as files by content: `page:<sha256>` stands for the file of that name in the pages folder.
 * A file is written beside and renamed, so a reference that was handed out is always whole.
 */
import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, readFile, rename, rm, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { toolFailure } from './tool.ts';

const REFERENCE = /^page:([0-9a-f]{64})$/;

export function isPageReference(text: string): boolean {
  return REFERENCE.test(text);
}

export async function keepPage(text: string, pagesDir: string): Promise<string> {
  const hash = hashOf(text);
  const path = join(pagesDir, hash);
  const now = new Date();
  // Already kept: its date tells the clean-up that it is still in use.
  if (
    await utimes(path, now, now).then(
      () => true,
      () => false,
    )
  )
    return `page:${hash}`;
  await mkdir(pagesDir, { recursive: true });
  const beside = join(pagesDir, `${hash}.${randomUUID()}.tmp`);
  try {
    const file = await open(beside, 'wx');
    try {
      await file.writeFile(text, 'utf8');
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(beside, path);
  } catch (error) {
    await rm(beside, { force: true });
    throw error;
  }
  return `page:${hash}`;
}

export async function loadPage(reference: string, pagesDir: string): Promise<string> {
  const hash = REFERENCE.exec(reference)?.[1] ?? '';
  const text = await readFile(join(pagesDir, hash), 'utf8').catch(() => null);
  // A damaged file would answer for this content for ever: it counts as missing, and the next fetch replaces it.
  if (text !== null && hashOf(text) === hash) return text;
  if (text !== null) await rm(join(pagesDir, hash), { force: true });
  throw toolFailure('Tool.NotFound', 'The page is no longer kept: fetch it again with web_fetch.', { page: reference });
}

function hashOf(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}
