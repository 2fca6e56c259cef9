/** What changes have replaced, kept by content below `trash/contents`. Owns: what is kept, and for how long. */
import { readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type ContentDigest, trashPath } from '../../shared/file-change.ts';
import { digestOf, entryAt, putCopy, sameContent } from './content.ts';

export class Trash {
  readonly #root: string;

  constructor(root: string) {
    this.#root = root;
  }

  path(hash: string): string {
    return join(this.#root, trashPath.content(hash));
  }

  /** Takes what the worker kept for a change; nothing when it was taken before. */
  async take(id: string, { hash }: ContentDigest): Promise<void> {
    const kept = join(this.#root, trashPath.before(id));
    if ((await entryAt(kept)) !== null) await rename(kept, this.path(hash));
  }

  /** Keeps a copy of a file that is about to be changed by hand or by an undo. @returns null when nothing is there */
  async keep(path: string): Promise<ContentDigest | null> {
    const before = await digestOf(path);
    if (before === null) return null;
    const kept = this.path(before.hash);
    if (!sameContent(await digestOf(kept), before)) await putCopy(path, kept);
    return before;
  }

  /** The path of what was kept, or null when it is no longer there or no longer what it was. */
  async find(content: ContentDigest): Promise<string | null> {
    const path = this.path(content.hash);
    return sameContent(await digestOf(path), content) ? path : null;
  }

  /**
   * What a kill left of changes that never began: another name of a file that is still in its place goes, and what has no other
   * name is kept by its content. Only while no change is under way.
   */
  async sweep(): Promise<void> {
    const moving = join(this.#root, 'moving');
    for (const name of await readdir(moving)) {
      const path = join(moving, name);
      const isText = name.endsWith('.new') || name.endsWith('.part');
      if (!isText && (await stat(path)).nlink === 1) {
        const content = await digestOf(path);
        if (content !== null) await rename(path, this.path(content.hash));
      } else await rm(path, { force: true });
    }
  }

  /**
   * Removes what no change needs, once it is older than `olderThanMs`; of what is needed, newest first, what goes beyond `maxBytes`.
   * @param needed newest change first
   * @returns bytes given back
   */
  async prune(
    needed: readonly string[],
    { olderThanMs, maxBytes }: { olderThanMs: number; maxBytes: number },
  ): Promise<number> {
    const keep = new Set<string>();
    let kept = 0;
    for (const hash of needed) {
      const entry = await entryAt(this.path(hash));
      if (entry === null || kept + entry.size > maxBytes) continue;
      kept += entry.size;
      keep.add(hash);
    }
    let freed = 0;
    for (const hash of await readdir(join(this.#root, 'contents'))) {
      const entry = await entryAt(this.path(hash));
      if (entry === null || keep.has(hash)) continue;
      // The time it came into the trash: its own date is that of the file it was. What is not needed by any change and new
      // belongs to one that is being recorded.
      if (!needed.includes(hash) && entry.ctimeMs >= olderThanMs) continue;
      await rm(this.path(hash), { force: true });
      freed += entry.size;
    }
    return freed;
  }
}
