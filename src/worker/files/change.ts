/**
 * One change to the workspace, noted before it happens (src/shared/file-change.ts).
 *
 * C1 A note is durable before the change it announces; `done` follows the change.
 * C2 What a change replaces or removes is in the trash before it is gone from its place.
 * C3 A change that fails leaves no note, and what was kept for it goes with it only while the file is still in its place.
 */
import { createHash, randomUUID } from 'node:crypto';
import { constants, createReadStream } from 'node:fs';
import { copyFile, link, mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { type ChangeNote, type ContentDigest, trashPath } from '../../shared/file-change.ts';
import type { ToolContext } from '../tool.ts';

type Details<N> = N extends ChangeNote ? Omit<N, 'id' | 'key' | 'tool' | 'origin' | 'atMs'> : never;
/** What a tool says of its change; the rest is the context's. */
export type ChangeDetails = Details<ChangeNote>;

/** Codes of a disk that cannot link, or of two disks. */
const CANNOT_LINK = new Set(['EXDEV', 'EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK', 'EINVAL']);

export function cannotLink(error: unknown): boolean {
  return CANNOT_LINK.has((error as NodeJS.ErrnoException | null)?.code ?? '');
}

export class Change {
  readonly id: string;
  readonly #context: ToolContext;
  readonly #tool: string;

  constructor(tool: string, context: ToolContext) {
    this.#tool = tool;
    this.#context = context;
    this.id = createHash('sha256').update(context.idempotencyKey).digest('hex').slice(0, 32);
  }

  /** Keeps the content of a file that is about to be replaced. @returns what it was */
  async keep(path: string): Promise<ContentDigest> {
    const kept = await this.#place(trashPath.before(this.id));
    try {
      await link(path, kept);
    } catch (error) {
      if (!cannotLink(error)) throw error;
      await copyDurably(path, kept);
    }
    return await digestOf(kept, this.#context.signal);
  }

  /** Where a deleted file goes. */
  async deletedPlace(): Promise<string> {
    return await this.#place(trashPath.before(this.id));
  }

  /** The text of an append, so that one that was cut short can be told from one that never began. */
  async keepText(bytes: Uint8Array): Promise<void> {
    await writeDurably(await this.#place(trashPath.text(this.id)), bytes);
  }

  async begin(details: ChangeDetails): Promise<void> {
    const path = this.#in(trashPath.begun(this.id));
    await mkdir(dirname(path), { recursive: true });
    await writeDurably(`${path}.tmp`, Buffer.from(JSON.stringify(this.#note(details))));
    await rename(`${path}.tmp`, path);
    await syncFolder(dirname(path));
  }

  /** @param details when they are known better than at the beginning */
  async done(details?: ChangeDetails): Promise<void> {
    const begun = this.#in(trashPath.begun(this.id));
    const done = this.#in(trashPath.done(this.id));
    if (details === undefined) return await rename(begun, done);
    await writeDurably(`${done}.tmp`, Buffer.from(JSON.stringify(this.#note(details))));
    await rename(`${done}.tmp`, done);
    await rm(begun, { force: true });
  }

  /** It did not happen: the file is as it was. */
  async abandon(): Promise<void> {
    await rm(this.#in(trashPath.begun(this.id)), { force: true });
    await rm(this.#in(trashPath.before(this.id)), { force: true });
    await rm(this.#in(trashPath.text(this.id)), { force: true });
  }

  #note(details: ChangeDetails): ChangeNote {
    const { idempotencyKey: key, origin } = this.#context;
    return { ...details, id: this.id, key, tool: this.#tool, origin, atMs: Date.now() };
  }

  #in(below: string): string {
    return join(this.#context.trashDir, below);
  }

  /** Free: what an earlier try of this step left there is put aside, never removed by guess; main looks through it. */
  async #place(below: string): Promise<string> {
    const path = this.#in(below);
    await mkdir(dirname(path), { recursive: true });
    await rename(path, `${path}.${randomUUID()}`).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT') throw error;
    });
    return path;
  }
}

export async function digestOf(path: string, signal?: AbortSignal): Promise<ContentDigest> {
  const hash = createHash('sha256');
  let size = 0;
  await pipeline(
    createReadStream(path),
    async (chunks: AsyncIterable<Buffer>) => {
      for await (const chunk of chunks) {
        size += chunk.length;
        hash.update(chunk);
      }
    },
    signal === undefined ? {} : { signal },
  );
  return { hash: hash.digest('hex'), size };
}

/** Whole under its name, or not there. */
export async function copyDurably(from: string, to: string): Promise<void> {
  const part = `${to}.part`;
  await copyFile(from, part, constants.COPYFILE_FICLONE);
  // A copy of a file that may not be written to cannot be opened for it; Windows syncs no other.
  const file = await open(part, process.platform === 'win32' ? 'r+' : 'r');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(part, to);
}

async function writeDurably(path: string, bytes: Uint8Array): Promise<void> {
  const file = await open(path, 'w', 0o600);
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Windows opens no folder; there a rename is durable with the file. */
async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
