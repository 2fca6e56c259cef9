/**
 * What steps change in the workspace: recorded, found again, undone.
 * Owns: the record (table `file_changes`), the trash, the order of changes to one path. Does not own: how a file is changed (the
 * worker's), who may change it (the broker's).
 *
 * F1 A change that happened has its record once its call is answered, or after the next start; one that did not leaves nothing.
 * F2 A step changes something once: its key is answered from the record, whatever crashed in between.
 * F3 A path has one change at a time, and what a crash left of it is settled before the next one.
 */
import { createHash } from 'node:crypto';
import { realpathSync } from 'node:fs';
import { readdir, readFile, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { MajordomoError, type Result, toWireError, type WireError } from '../../shared/errors.ts';
import type { ContentDigest, FileChange } from '../../shared/file-change.ts';
import {
  type ChangeDetails,
  type ChangeNote,
  changeNote,
  fileChangingTools,
  trashPath,
} from '../../shared/file-change.ts';
import type { JsonObject, JsonValue } from '../../shared/json.ts';
import { workspaceRelative } from '../../shared/tools/workspace-path.ts';
import type { Settings } from '../settings/settings.ts';
import type { Database } from '../store/database.ts';
import {
  changeByKey,
  changesByPrefix,
  deleteChangesBefore,
  keptHashes,
  listChanges,
  recordChange,
} from '../store/tables/file-changes.ts';
import type { CallOwner } from '../workers/fair-queue.ts';
import type { WorkerRequest } from '../workers/worker-request.ts';
import { isAbsent } from './content.ts';
import { PathLocks } from './path-locks.ts';
import { type Folders, settleChange } from './settle-change.ts';
import { Trash } from './trash.ts';
import { undoChange } from './undo-change.ts';

interface Pool {
  call(request: WorkerRequest, signal: AbortSignal, owner: CallOwner): Promise<Result<JsonValue>>;
}

export interface FileChangesDeps {
  db: Database;
  dataDir: { workspace: string; trash: string };
  settings: Settings;
  nowMs: () => number;
  log: (line: string) => void;
}

const dayMs = 86_400_000;
/** Longer than any run is expected to be taken up again. */
const keepRecordsMs = 90 * dayMs;

export class FileChanges {
  readonly #deps: FileChangesDeps;
  readonly #locks = new PathLocks();
  readonly #trash: Trash;
  #recovered: Promise<void> | undefined;

  constructor(deps: FileChangesDeps) {
    this.#deps = deps;
    this.#trash = new Trash(deps.dataDir.trash);
  }

  /** The pool, with every change that a tool of it makes recorded. */
  around(pool: Pool): Pool {
    return {
      call: async (request, signal, owner) => {
        const inPool = () => pool.call(request, signal, owner);
        if (!fileChangingTools.has(request.tool)) return await inPool();
        try {
          await this.recover();
          return await this.#locks.run(this.#pathsOf(request.arguments), () => this.#change(request, inPool));
        } catch (error) {
          // The database or the trash failed: what was changed is settled at the next try or start.
          this.#deps.log(`${request.tool} could not be recorded: ${String(error)}`);
          return { ok: false, error: notRecorded(request.tool, error) };
        }
      },
    };
  }

  /** Settles what a crash has left. Before any other change; once. */
  recover(): Promise<void> {
    this.#recovered ??= this.#recover().catch((error: unknown) => {
      // A full disk may have room at the next try.
      this.#recovered = undefined;
      throw error;
    });
    return this.#recovered;
  }

  /** Newest first. */
  async list(options: { runId?: string; limit: number }): Promise<FileChange[]> {
    await this.recover();
    return listChanges(this.#deps.db, options);
  }

  /** By its id or an unmistakable beginning of it. @throws MajordomoError `File.ChangeUnknown` */
  find(id: string): FileChange {
    const [found, other] = id.length < 4 ? [] : changesByPrefix(this.#deps.db, id);
    if (found && !other) return found;
    throw new MajordomoError({
      code: 'File.ChangeUnknown',
      message: found
        ? `Several changes begin with ${id}: give more of the id. 'file changes' lists them.`
        : `There is no change ${id}. 'file changes' lists them.`,
      data: { id },
    });
  }

  /**
   * Brings back what was there before, as a change of its own that can be undone too.
   * @param force also when the file was changed since; a copy of that is kept
   * @throws MajordomoError `File.ChangedSince`, `File.AlreadyUndone`, `File.CopyGone`
   */
  async undo(change: FileChange, { force = false } = {}): Promise<FileChange> {
    await this.recover();
    const { db, nowMs } = this.#deps;
    const { workspace } = this.#folders();
    const paths = change.details.kind === 'move' ? [change.path, change.details.to] : [change.path];
    return await this.#locks.run(
      paths.map((path) => join(workspace, path)),
      () => undoChange(this.find(change.id), { db, trash: this.#trash, workspace, force, nowMs: nowMs() }),
    );
  }

  /** Old copies go, then old records. @returns bytes given back */
  async prune(): Promise<number> {
    const { db, settings, nowMs } = this.#deps;
    const olderThanMs = nowMs() - settings.get('files.undo-days') * dayMs;
    deleteChangesBefore(db, Math.min(olderThanMs, nowMs() - keepRecordsMs));
    const maxBytes = settings.get('files.undo-max-mb') * 1_000_000;
    return await this.#trash.prune(keptHashes(db, olderThanMs), { olderThanMs, maxBytes });
  }

  async #change(request: WorkerRequest, inPool: () => Promise<Result<JsonValue>>): Promise<Result<JsonValue>> {
    const recorded = changeByKey(this.#deps.db, request.idempotencyKey);
    if (recorded) return { ok: true, value: recorded.result };
    const answer = await inPool();
    const note = await this.#noteOf(request.idempotencyKey);
    if (note === null) return answer;
    const settled = await this.#settle(note);
    // The worker that made the change may have died before it could say so.
    return settled ? { ok: true, value: settled.result } : answer;
  }

  async #recover(): Promise<void> {
    const folder = join(this.#deps.dataDir.trash, 'changes');
    const names = await readdir(folder);
    // Notes that were never whole announce nothing.
    for (const name of names.filter((entry) => entry.endsWith('.tmp'))) await rm(join(folder, name), { force: true });
    const ids = new Set(names.flatMap((name) => /^([0-9a-f]{32})\.(?:begun|done)\.json$/.exec(name)?.[1] ?? []));
    for (const id of ids) {
      const note = await this.#readNote(id);
      if (note !== null) await this.#settle(note);
    }
    await this.#trash.sweep();
  }

  async #noteOf(key: string): Promise<NoteOnDisk | null> {
    return await this.#readNote(changeId(key));
  }

  async #readNote(id: string): Promise<NoteOnDisk | null> {
    for (const isDone of [true, false]) {
      const path = join(this.#deps.dataDir.trash, isDone ? trashPath.done(id) : trashPath.begun(id));
      const text = await readFile(path, 'utf8').catch((error: unknown) => {
        if (isAbsent(error)) return null;
        throw error;
      });
      if (text === null) continue;
      const note = changeNote.safeParse(parseJson(text));
      if (note.success) return { note: note.data, isDone };
      // Only a damaged disk makes one. It must not stand in the way of all other changes; what was kept stays in the trash.
      this.#deps.log(`the note ${path} of a change to a file cannot be read: ${note.error.message}`);
      await rename(path, `${path}.damaged`);
    }
    return null;
  }

  /** Records it when it happened; either way nothing of the note is left then. */
  async #settle({ note, isDone }: NoteOnDisk): Promise<FileChange | null> {
    const { trash } = this.#deps.dataDir;
    const details = await settleChange(note, isDone, this.#folders());
    const change = details && changeOf(note, details);
    if (change) {
      recordChange(this.#deps.db, change);
      const before = keptContent(change.details);
      if (before !== null) await this.#trash.take(note.id, before);
    }
    // First what says that there is something to settle.
    for (const path of [trashPath.begun(note.id), trashPath.done(note.id)])
      await rm(join(trash, path), { force: true });
    await rm(join(trash, trashPath.text(note.id)), { force: true });
    await this.#dropUnused(note, change !== null);
    return change;
  }

  /** What was kept for a change that did not happen is another name of a file that is still in its place. */
  async #dropUnused(note: ChangeNote, happened: boolean): Promise<void> {
    if (happened || note.kind === 'delete') return;
    await rm(join(this.#deps.dataDir.trash, trashPath.before(note.id)), { force: true });
  }

  #folders(): Folders {
    const { workspace, trash } = this.#deps.dataDir;
    return { workspace: realpathSync(workspace), trash };
  }

  /** Where the change will be, links resolved as far as the path exists: two names of one file are one path. */
  #pathsOf(args: JsonObject): string[] {
    const { workspace } = this.#deps.dataDir;
    return [args.path, args.to].flatMap((path) => {
      const relative = typeof path === 'string' ? workspaceRelative(path, workspace) : null;
      return relative === null ? [] : [realNameOf(join(workspace, relative))];
    });
  }
}

interface NoteOnDisk {
  note: ChangeNote;
  isDone: boolean;
}

/** As the worker names it. */
function changeId(key: string): string {
  return createHash('sha256').update(key).digest('hex').slice(0, 32);
}

function changeOf({ id, key, tool, origin, path, result, atMs }: ChangeNote, details: ChangeDetails): FileChange {
  const keptHash = keptContent(details)?.hash ?? null;
  return { id, key, tool, origin, path, details, keptHash, result, status: 'done', atMs };
}

/** What the file had before and undoing needs; an append or a move takes nothing away. */
function keptContent(details: ChangeDetails): ContentDigest | null {
  return details.kind === 'write' || details.kind === 'delete' ? details.before : null;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Told by the caller as a note that cannot be read.
    return undefined;
  }
}

function realNameOf(path: string): string {
  try {
    return realpathSync(path);
  } catch (error) {
    const parent = dirname(path);
    if (!isAbsent(error) || parent === path) return path;
    return join(realNameOf(parent), basename(path));
  }
}

function notRecorded(tool: string, error: unknown): WireError {
  if (error instanceof MajordomoError) return toWireError(error);
  return {
    code: 'File.NotRecorded',
    message: `What ${tool} does could not be recorded, so that it could be undone: ${error instanceof Error ? error.message : String(error)}. Check the disk that holds the data directory.`,
    data: { tool },
  };
}
