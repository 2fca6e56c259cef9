/**
 * How a worker tells the main process what it changed in the workspace. The note is durable before the change happens and is
 * settled by main, so that after a kill at any point the change and its record both stand, or neither does.
 *
 * In the trash folder:
 * - `changes/<id>.begun.json`: a change that may or may not have happened; `changes/<id>.done.json`: one that has
 * - `moving/<id>`: the content the file had before; `moving/<id>.new`: the text an append adds
 * - `contents/<sha256>`: what settled changes have replaced, by content; main alone writes there
 */
import { z } from 'zod';
import { type JsonValue, jsonValue } from './json.ts';

/** A file's content: SHA-256 in hexadecimal, and bytes. */
export const contentDigest = z.object({ hash: z.string().regex(/^[0-9a-f]{64}$/), size: z.number() });
export type ContentDigest = z.infer<typeof contentDigest>;

/** Which step changes something. */
export const changeOrigin = z.object({ flowId: z.string(), runId: z.string(), state: z.string() });
export type ChangeOrigin = z.infer<typeof changeOrigin>;

/** What a worker names is not taken for granted: no way out of the workspace. */
const workspacePath = z
  .string()
  .min(1)
  .refine((path) => !/^[/\\]|^[A-Za-z]:|\0/.test(path) && !path.split(/[/\\]/).includes('..'), 'leaves the workspace');

const common = {
  /** Of the idempotency key: a step changes something once. */
  id: z.string().regex(/^[0-9a-f]{32}$/),
  key: z.string(),
  tool: z.string(),
  origin: changeOrigin,
  /** Relative to the workspace with `/`, links resolved. */
  path: workspacePath,
  atMs: z.number(),
  /** What the tool answers once it has happened. */
  result: jsonValue,
};

export const changeNote = z.discriminatedUnion('kind', [
  z.object({
    ...common,
    kind: z.literal('write'),
    before: contentDigest.nullable(),
    after: contentDigest,
    /** The new content beside the file: while it is there, it has not been put in place. */
    temporary: z.string().regex(/^\.[0-9a-f]{32}\.tmp$/),
  }),
  z.object({
    ...common,
    kind: z.literal('append'),
    /** False when the append makes the file. */
    existed: z.boolean(),
    offset: z.number(),
    appended: contentDigest,
  }),
  z.object({ ...common, kind: z.literal('move'), to: workspacePath, content: contentDigest }),
  z.object({
    ...common,
    kind: z.literal('delete'),
    /** Null until the file is in the trash. */
    before: contentDigest.nullable(),
    /** The trash is on another disk: the file is copied there first, and removed after. */
    copied: z.boolean(),
  }),
]);
export type ChangeNote = z.infer<typeof changeNote>;
export type ChangeKind = ChangeNote['kind'];

/** The tools, and the parts of tools, whose calls leave such a note. */
export const fileChangingTools: ReadonlySet<string> = new Set([
  'file_write',
  'file_append',
  'file_move',
  'file_delete',
  'script.write_output',
]);

export const trashFolders = ['changes', 'moving', 'contents'] as const;

/** Paths below the trash folder, with `/`. */
export const trashPath = {
  begun: (id: string) => `changes/${id}.begun.json`,
  done: (id: string) => `changes/${id}.done.json`,
  before: (id: string) => `moving/${id}`,
  text: (id: string) => `moving/${id}.new`,
  content: (hash: string) => `contents/${hash}`,
};

/** What undoing needs to know, by kind. */
export const changeDetails = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('write'), before: contentDigest.nullable(), after: contentDigest }),
  z.object({ kind: z.literal('append'), existed: z.boolean(), offset: z.number(), appended: contentDigest }),
  z.object({ kind: z.literal('move'), to: z.string(), content: contentDigest }),
  z.object({ kind: z.literal('delete'), before: contentDigest }),
]);
export type ChangeDetails = z.infer<typeof changeDetails>;

/** A settled change, as it is stored and shown. */
export interface FileChange {
  id: string;
  key: string;
  tool: string;
  origin: ChangeOrigin;
  path: string;
  details: ChangeDetails;
  /** The content in the trash that undoing needs; null when it needs none. */
  keptHash: string | null;
  result: JsonValue;
  status: 'done' | 'undone';
  atMs: number;
}
