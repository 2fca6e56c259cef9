/** Contents of files: what they are, and putting one in place without a moment in which it is half there. */
import { createHash, randomUUID } from 'node:crypto';
import { constants, createReadStream, createWriteStream } from 'node:fs';
import { copyFile, lstat, open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { ContentDigest } from '../../shared/file-change.ts';

/** Null when nothing is there. @param range only these bytes, the last one excluded */
export async function digestOf(path: string, range?: { from: number; to: number }): Promise<ContentDigest | null> {
  if ((await entryAt(path)) === null) return null;
  const hash = createHash('sha256');
  let size = 0;
  const options = range === undefined ? {} : { start: range.from, end: Math.max(range.from, range.to - 1) };
  if (range !== undefined && range.to <= range.from) return { hash: hash.digest('hex'), size };
  for await (const chunk of createReadStream(path, options) as AsyncIterable<Buffer>) {
    size += chunk.length;
    hash.update(chunk);
  }
  return { hash: hash.digest('hex'), size };
}

export function sameContent(a: ContentDigest | null, b: ContentDigest | null): boolean {
  return a === null || b === null ? a === b : a.hash === b.hash && a.size === b.size;
}

/** Null when nothing is there. */
export async function entryAt(path: string) {
  try {
    return await lstat(path);
  } catch (error) {
    if (isAbsent(error)) return null;
    throw error;
  }
}

export function isAbsent(error: unknown): boolean {
  const { code } = error as NodeJS.ErrnoException;
  return code === 'ENOENT' || code === 'ENOTDIR';
}

/** Replaces what is at `to` with a copy of `from`, in one step. */
export async function putCopy(from: string, to: string): Promise<void> {
  await putInPlace(to, (temporary) => copyFile(from, temporary, constants.COPYFILE_FICLONE));
}

/** Takes the bytes in between out of a file, in one step. */
export async function putWithout(path: string, from: number, to: number): Promise<void> {
  await putInPlace(path, async (temporary) => {
    const { size, mode } = await lstat(path);
    const out = createWriteStream(temporary, { flags: 'wx', mode: mode & 0o777 });
    const parts = [
      { start: 0, end: from },
      { start: to, end: size },
    ].filter(({ start, end }) => end > start);
    await pipeline(async function* () {
      for (const { start, end } of parts) yield* createReadStream(path, { start, end: end - 1 });
    }, out);
  });
}

async function putInPlace(to: string, write: (temporary: string) => Promise<void>): Promise<void> {
  const temporary = join(dirname(to), `.${randomUUID()}.tmp`);
  try {
    await write(temporary);
    // Windows syncs only what is open for writing; elsewhere the file may be one that cannot be written to.
    const file = await open(temporary, process.platform === 'win32' ? 'r+' : 'r');
    try {
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, to);
  } finally {
    await rm(temporary, { force: true });
  }
}
