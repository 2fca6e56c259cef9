import { SCRIPT_FILES_MAX_BYTES } from '../../shared/tools/script-files.ts';

/** What a script may take. Time and output are the script's own to exceed; memory is the realm's. */
const MB = 1_048_576;

export const scriptLimits = {
  timeoutMs: 10_000,
  longestTimeoutMs: 300_000,
  /** The value as JSON text: results travel through the journal. */
  valueBytes: 1_000_000,
  /** stdout and stderr together. */
  outputBytes: 256 * 1024,
  /** Python's own memory, and V8's heap. */
  memoryBytes: 512 * MB,
  /** The whole process, with the engine itself and what lies outside its heap. */
  processBytes: 1_024 * MB,
  /** One that calls more often is ended. */
  toolCalls: 1_000,
  /** Its further calls wait. */
  toolCallsAtOnce: 8,
  toolArgumentBytes: 5_000_000,
  /** All inputs together, and all outputs together. */
  fileBytes: SCRIPT_FILES_MAX_BYTES,
} as const;

/** How long an interrupted script may take to end by itself, and to say where it was; a busy machine needs some of it. */
export const graceMs = 1_000;
/** How often a running script's memory is looked at. */
export const memoryCheckMs = 100;
/** More messages than any script has reason for. */
export const mostMessages = 20_000;
