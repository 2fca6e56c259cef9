/** The files of a script, in a worker: what it is given is read there, and what it leaves is written there, as any tool's files are. */
import { z } from 'zod';
import type { WorkerPart } from './worker-part.ts';

/** All inputs of a script together, and all outputs together. */
export const SCRIPT_FILES_MAX_BYTES = 20 * 1_048_576;

const path = z.string();
/** Base64. */
const bytes = z.base64();

const prepared = z.object({ files: z.array(z.object({ path, bytes })) });

/**
 * Reads the inputs, and asks of each output whether it could be written, before the script has done anything.
 * Fails with `Tool.OutsideWorkspace`, `Worker.NotGranted`, `Tool.NotFound`, `Tool.TooLarge`, `Tool.NotAFile`.
 */
export const prepareScriptFiles: WorkerPart<{ inputs: string[]; outputs: string[] }, z.infer<typeof prepared>> = {
  name: 'script.prepare_files',
  arguments: z.strictObject({ inputs: z.array(path), outputs: z.array(path) }),
  result: prepared,
};

const written = z.object({ path, size: z.number() });

/** Writes one, whole or not at all; recorded as a change of the `tool`, and undoable. One a key. */
export const writeScriptOutput: WorkerPart<{ tool: string; path: string; bytes: string }, z.infer<typeof written>> = {
  name: 'script.write_output',
  arguments: z.strictObject({ tool: z.string(), path, bytes }),
  result: written,
};
