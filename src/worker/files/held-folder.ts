/**
 * A folder that is held open while something in it is changed. On Linux what is in it is reached through its descriptor
 * (`/proc/self/fd/N/name`, Node's way to openat(2)), and each folder on the way is opened without following a link: whoever
 * swaps one for a link meanwhile gets nothing. Elsewhere the real path is compared again after the folders were made, which
 * leaves the moment between that and the change.
 */
import { constants, existsSync } from 'node:fs';
import { type FileHandle, lstat, mkdir, open, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { toolFailure } from '../tool.ts';

const hasDescriptorPaths = process.platform === 'linux' && existsSync('/proc/self/fd');
const FOLDER_FLAGS = constants.O_RDONLY | (constants.O_DIRECTORY ?? 0) | (constants.O_NOFOLLOW ?? 0);

export class HeldFolder {
  readonly #handle: FileHandle | null;
  readonly #path: string;

  constructor(handle: FileHandle | null, path: string) {
    this.#handle = handle;
    this.#path = path;
  }

  /** What to give to node:fs for an entry of the folder; the folder itself without a name. */
  at(name = '.'): string {
    return this.#handle === null ? join(this.#path, name) : `/proc/self/fd/${this.#handle.fd}/${name}`;
  }

  /** Entries made or renamed so far stay after a power cut. */
  async sync(): Promise<void> {
    await this.#handle?.sync();
  }

  async close(): Promise<void> {
    await this.#handle?.close();
  }
}

/**
 * @param root a real path; `parts` lead down from it and are no links
 * @param create makes what is missing on the way
 * @throws the disk's errors, and `Tool.OutsideWorkspace` where a part has become a link
 */
export async function holdFolder(root: string, parts: readonly string[], create: boolean): Promise<HeldFolder> {
  if (create) await mkdir(root, { recursive: true });
  if (!hasDescriptorPaths) return await compareAfterwards(root, parts, create);
  let folder = new HeldFolder(await open(root, FOLDER_FLAGS), root);
  for (const part of parts) {
    const above = folder;
    try {
      folder = await below(above, part, create);
    } finally {
      await above.close();
    }
  }
  return folder;
}

async function below(above: HeldFolder, part: string, create: boolean): Promise<HeldFolder> {
  const path = above.at(part);
  try {
    return new HeldFolder(await open(path, FOLDER_FLAGS), path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' && create) {
      await mkdir(path).catch((failure: NodeJS.ErrnoException) => {
        // Another step made it in the same moment.
        if (failure.code !== 'EEXIST') throw failure;
      });
      return await below(above, part, false);
    }
    // O_DIRECTORY with O_NOFOLLOW says ENOTDIR of a link too.
    if ((code === 'ENOTDIR' || code === 'ELOOP') && (await lstat(path)).isSymbolicLink()) throw becameLink(part);
    throw error;
  }
}

async function compareAfterwards(root: string, parts: readonly string[], create: boolean): Promise<HeldFolder> {
  const path = join(root, ...parts);
  if (create) await mkdir(path, { recursive: true });
  const real = await realpath(path);
  if (real.toLowerCase() !== path.toLowerCase()) throw becameLink(parts.join('/'));
  return new HeldFolder(null, path);
}

function becameLink(part: string) {
  return toolFailure(
    'Tool.OutsideWorkspace',
    `The folder ${part} was replaced by a link while the step was at work; nothing was changed. Try again.`,
    { folder: part },
  );
}
