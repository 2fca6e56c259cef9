/**
 * Takes one change back. What is there now is kept first, then put aside or replaced in one step, then recorded: a kill at any point
 * loses nothing, and undoing again goes on from there.
 */
import { randomUUID } from 'node:crypto';
import { mkdir, realpath, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { MajordomoError } from '../../shared/errors.ts';
import type { ChangeDetails, ContentDigest, FileChange } from '../../shared/file-change.ts';
import type { Database } from '../store/database.ts';
import { markUndone, recordChange } from '../store/tables/file-changes.ts';
import { digestOf, putCopy, putWithout, sameContent } from './content.ts';
import type { Trash } from './trash.ts';

export interface UndoContext {
  db: Database;
  trash: Trash;
  /** Real path. */
  workspace: string;
  force: boolean;
  nowMs: number;
}

/** @returns the undoing, as a change of its own */
export async function undoChange(change: FileChange, context: UndoContext): Promise<FileChange> {
  if (change.status === 'undone') throw failure('File.AlreadyUndone', change, 'was undone already');
  const place = await realPlace(change, change.path, context);
  const details = await takeBack(change, place, context);
  const undoing: FileChange = {
    id: randomUUID().replaceAll('-', ''),
    key: `undo:${change.id}`,
    tool: 'undo',
    origin: change.origin,
    path: details.kind === 'move' && change.details.kind === 'move' ? change.details.to : change.path,
    details,
    keptHash: details.kind === 'write' || details.kind === 'delete' ? (details.before?.hash ?? null) : null,
    result: null,
    status: 'done',
    atMs: context.nowMs,
  };
  context.db
    .transaction(() => {
      recordChange(context.db, undoing);
      markUndone(context.db, change.id);
    })
    .immediate();
  return undoing;
}

async function takeBack(change: FileChange, place: string, context: UndoContext): Promise<ChangeDetails> {
  const { details } = change;
  switch (details.kind) {
    case 'write':
      return await putBack(change, place, { before: details.before, after: details.after }, context);
    case 'delete':
      return await putBack(change, place, { before: details.before, after: null }, context);
    case 'append':
      return await cutOff(change, place, details, context);
    case 'move':
      return await moveBack(change, place, details, context);
  }
}

/** Content `before` back in its place, where `after` is expected now. */
async function putBack(
  change: FileChange,
  place: string,
  { before, after }: { before: ContentDigest | null; after: ContentDigest | null },
  { trash, force }: UndoContext,
): Promise<ChangeDetails> {
  const now = await digestOf(place);
  if (!sameContent(now, before) && !sameContent(now, after) && !force) throw changedSince(change);
  const copy = before === null ? null : await trash.find(before);
  if (before !== null && copy === null)
    throw failure('File.CopyGone', change, 'cannot be undone: the copy of what was there before is no longer kept');
  // An earlier undoing was killed before it was recorded.
  if (sameContent(now, before)) return asChange(after, before);
  await trash.keep(place);
  if (copy !== null) {
    await mkdir(dirname(place), { recursive: true });
    await putCopy(copy, place);
  } else await rm(place, { force: true });
  return asChange(now, before);
}

/** From one content to another, as the change that it is. */
function asChange(before: ContentDigest | null, after: ContentDigest | null): ChangeDetails {
  if (after !== null) return { kind: 'write', before, after };
  if (before === null) throw new Error('Broken invariant: a change changes something');
  return { kind: 'delete', before };
}

async function cutOff(
  change: FileChange,
  place: string,
  { existed, offset, appended }: Extract<ChangeDetails, { kind: 'append' }>,
  { trash, force }: UndoContext,
): Promise<ChangeDetails> {
  const now = await digestOf(place);
  if (now === null) throw changedSince(change);
  const end = offset + appended.size;
  const isThere = now.size >= end && sameContent(await digestOf(place, { from: offset, to: end }), appended);
  if (!isThere) {
    // An earlier undoing was killed before it was recorded, or somebody took it out.
    if (now.size <= offset) return { kind: 'write', before: now, after: now };
    throw failure('File.ChangedSince', change, 'cannot be undone: the text that was added is no longer where it was');
  }
  if (now.size > end && !force) throw changedSince(change);
  await trash.keep(place);
  if (now.size === appended.size && !existed) {
    await rm(place);
    return { kind: 'delete', before: now };
  }
  await putWithout(place, offset, end);
  const after = await digestOf(place);
  return asChange(now, after);
}

async function moveBack(
  change: FileChange,
  place: string,
  { to, content }: Extract<ChangeDetails, { kind: 'move' }>,
  context: UndoContext,
): Promise<ChangeDetails> {
  const moved = await realPlace(change, to, context);
  const now = await digestOf(moved);
  const there = await digestOf(place);
  if (now === null) {
    if (sameContent(there, content)) return { kind: 'move', to: change.path, content };
    throw changedSince(change);
  }
  if ((there !== null || !sameContent(now, content)) && !context.force) throw changedSince(change);
  // Even when forced, what is in the way is kept.
  await context.trash.keep(place);
  await mkdir(dirname(place), { recursive: true });
  await rename(moved, place);
  return { kind: 'move', to: change.path, content: now };
}

/** Where it is now; a folder on the way that has become a link leads somewhere else. */
async function realPlace(change: FileChange, path: string, { workspace }: UndoContext): Promise<string> {
  const place = join(workspace, path);
  for (let folder = dirname(place); folder.length > workspace.length; folder = dirname(folder)) {
    const real = await realpath(folder).catch(() => null);
    if (real !== null && real !== folder)
      throw failure(
        'File.ChangedSince',
        change,
        `cannot be undone: the folder ${basename(folder)} leads elsewhere now`,
      );
  }
  return place;
}

function changedSince(change: FileChange): MajordomoError {
  return failure(
    'File.ChangedSince',
    change,
    'was not undone, since the file was changed after it. --force does it all the same and keeps a copy of what is there now',
  );
}

function failure(code: string, change: FileChange, words: string): MajordomoError {
  return new MajordomoError({
    code,
    message: `The change ${change.id.slice(0, 8)} of ${change.path} ${words}.`,
    data: { id: change.id, path: change.path },
  });
}
