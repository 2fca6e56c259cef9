/** A tool that runs in the worker: its spec and what executes it. */
import type { ToolLimits } from '../shared/domain/grant.ts';
import type { ChangeOrigin } from '../shared/file-change.ts';
import type { JsonObject, JsonValue } from '../shared/json.ts';
import { type AnyToolSpec, forgetTypes, type ToolSpec } from '../shared/tools/tool-spec.ts';
import type { WorkerPart } from '../shared/tools/worker-part.ts';

export { toolFailure } from '../shared/tools/tool-failure.ts';

export interface ToolContext {
  /** What the grant allows; the broker has checked the arguments, the tool checks what only it can see (redirects, links). */
  limits: ToolLimits;
  /** The same for every try of this step's attempt. */
  idempotencyKey: string;
  /** True when an earlier try may have happened already and its outcome is not known. */
  recovering: boolean;
  /** Absolute folders: the workspace, and where fetched pages are kept. */
  workspaceDir: string;
  pagesDir: string;
  /** Where what a step replaces is kept, so that it can be undone (src/shared/file-change.ts). */
  trashDir: string;
  /** Which step this is. */
  origin: ChangeOrigin;
  /** Sent as the agent's version to servers. */
  appVersion: string;
  /** Aborted when the call is cancelled. */
  signal: AbortSignal;
  log(level: 'info' | 'warn' | 'error', text: string): void;
}

/** Fails by throwing a MajordomoError, which the dispatcher turns into data. */
export type Execute<A, R> = (args: A, context: ToolContext) => Promise<R>;

export interface WorkerTool {
  spec: Pick<AnyToolSpec, 'name' | 'arguments'>;
  execute: Execute<JsonObject, JsonValue>;
}

export function workerTool<A, R>(spec: ToolSpec<A, R>, execute: Execute<A, R>): WorkerTool {
  // Sound for the same reason as `forgetTypes`: the dispatcher validates the arguments with this spec first.
  return { spec: forgetTypes(spec), execute: execute as unknown as Execute<JsonObject, JsonValue> };
}

/** What a tool of the main process has done in a worker; not a tool that a flow could call. */
export function workerPart<A, R>(part: WorkerPart<A, R>, execute: Execute<A, R>): WorkerTool {
  return workerTool(part as unknown as ToolSpec<A, R>, execute);
}
