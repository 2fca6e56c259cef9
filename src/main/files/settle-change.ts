/**
 * Decides, from a worker's note and what the disk holds, whether a change happened, and takes back what was begun and did not.
 * Only while nobody else changes the same file: at the start, or right after the call that left the note.
 */
import { open, readFile, rm, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { ChangeDetails, ChangeNote } from '../../shared/file-change.ts';
import { trashPath } from '../../shared/file-change.ts';
import { digestOf, entryAt, sameContent } from './content.ts';

export interface Folders {
  /** Real paths. */
  workspace: string;
  trash: string;
}

/** What undoing will need, or null when the change did not happen and nothing is left of it. */
export async function settleChange(note: ChangeNote, isDone: boolean, folders: Folders): Promise<ChangeDetails | null> {
  const place = join(folders.workspace, note.path);
  const kept = join(folders.trash, trashPath.before(note.id));
  switch (note.kind) {
    case 'write': {
      const { kind, before, after } = note;
      const temporary = join(place, '..', note.temporary);
      // The rename takes it away: while it is there, the file is as it was.
      if (isDone || (await entryAt(temporary)) === null) return { kind, before, after };
      await rm(temporary, { force: true });
      return null;
    }
    case 'append': {
      const { kind, existed, offset, appended } = note;
      if (!isDone && !(await isAppended(note, place, join(folders.trash, trashPath.text(note.id))))) return null;
      return { kind, existed, offset, appended };
    }
    case 'move': {
      const { kind, to, content } = note;
      if (!isDone && !(await isMoved(note, place, join(folders.workspace, to)))) return null;
      return { kind, to, content };
    }
    case 'delete': {
      if (note.before !== null) return { kind: 'delete', before: note.before };
      // Still in its place: a copy in the trash says nothing then.
      if (note.copied && (await entryAt(place)) !== null) return null;
      const before = await digestOf(kept);
      return before === null ? null : { kind: 'delete', before };
    }
  }
}

/** True when the whole text is at its place; a part of it, which only a kill in the middle leaves, is taken out again. */
async function isAppended(
  { offset, appended, existed }: Extract<ChangeNote, { kind: 'append' }>,
  place: string,
  textPath: string,
): Promise<boolean> {
  const size = (await entryAt(place))?.size ?? 0;
  if (size < offset) return false;
  if (size >= offset + appended.size)
    return sameContent(await digestOf(place, { from: offset, to: offset + appended.size }), appended);
  const text = await readFile(textPath).catch(() => null);
  const file = await open(place, 'r+').catch(() => null);
  if (file === null) return false;
  try {
    const tail = Buffer.alloc(size - offset);
    await file.read(tail, 0, tail.length, offset);
    if (text !== null && tail.equals(text.subarray(0, tail.length))) await file.truncate(offset);
  } finally {
    await file.close();
  }
  if (!existed && offset === 0 && (await entryAt(place))?.size === 0) await rm(place);
  return false;
}

async function isMoved({ content }: Extract<ChangeNote, { kind: 'move' }>, from: string, to: string): Promise<boolean> {
  const source = await entryAt(from);
  const target = await entryAt(to);
  if (target === null) return false;
  if (source === null) return true;
  // Both names: killed in between. The move is finished when it is the same file, or a whole copy of it.
  const isSame = source.ino === target.ino && source.dev === target.dev;
  if (!isSame && !(sameContent(await digestOf(from), content) && sameContent(await digestOf(to), content)))
    return false;
  await unlink(from);
  return true;
}
