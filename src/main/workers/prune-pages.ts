import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Removes fetched pages, and what their servers said about them, that no call has given out since `olderThanMs` (fetching the same content again renews its date), and
 * what a crash left half-written. Returns how many. A run that still holds a reference to a removed page is told to fetch again.
 */
export async function prunePages(pagesDir: string, olderThanMs: number): Promise<number> {
  const names = await readdir(pagesDir).catch(() => []);
  let removed = 0;
  for (const name of names.filter((entry) => /^[0-9a-f]{64}(\.answer)?(\.[0-9a-f-]+\.tmp)?$/.test(entry))) {
    const entry = await stat(join(pagesDir, name)).catch(() => null);
    if (entry === null || entry.mtimeMs >= olderThanMs) continue;
    await rm(join(pagesDir, name), { force: true });
    removed++;
  }
  return removed;
}
