/** A tool that runs in the main process: its spec and what executes it. The broker knows only this. */
import type { ToolLimits } from '../../shared/domain/grant.ts';
import { MajordomoError, type Result } from '../../shared/errors.ts';
import type { JsonObject, JsonValue } from '../../shared/json.ts';
import { type AnyToolSpec, forgetTypes, type ToolSpec } from '../../shared/tools/tool-spec.ts';
import type { WorkerPart } from '../../shared/tools/worker-part.ts';

export interface MainToolContext {
  flowId: string;
  runId: string;
  /** The same for every try of this step's attempt: receipts and notifications are keyed by it. */
  idempotencyKey: string;
  /** True when an earlier try may have happened already and its outcome is not known. */
  recovering: boolean;
  signal: AbortSignal;
  /** What the grant allows; the broker has checked the arguments, the tool checks what only it can see. */
  limits: ToolLimits;
  /**
   * Has a part of the call done in a worker process, within the call's grant. `step` tells apart the parts of a call that change
   * something: each has the key `<key>/<step>`. @throws MajordomoError what the part failed with
   */
  inWorker<A, R>(part: WorkerPart<A, R>, args: A, step?: string): Promise<R>;
  /** Absolute. */
  workspaceDir: string;
  /** Another tool under the same worker's grant, as a call of its own: checked, counted, with the key `<key>/<n>`. */
  callTool(tool: string, args: JsonValue): Promise<Result<JsonValue>>;
}

/** Fails by throwing a MajordomoError, which the broker turns into data. */
export type MainExecute<A, R> = (args: A, context: MainToolContext) => R | Promise<R>;

export interface MainTool {
  spec: AnyToolSpec;
  execute: MainExecute<JsonObject, JsonValue>;
  /** In a dry run: the same reads without the effect, in place of the spec's preview. */
  rehearse?: MainExecute<JsonObject, JsonValue>;
}

export function mainTool<A, R>(
  spec: ToolSpec<A, R>,
  execute: MainExecute<A, R>,
  rehearse?: MainExecute<A, R>,
): MainTool {
  // Sound for the same reason as `forgetTypes`: the broker validates the arguments with this spec first.
  const forget = (typed: MainExecute<A, R>) => typed as unknown as MainExecute<JsonObject, JsonValue>;
  return {
    spec: forgetTypes(spec),
    execute: forget(execute),
    ...(rehearse === undefined ? {} : { rehearse: forget(rehearse) }),
  };
}

/** Before an effect that follows a wait: the call may have ended meanwhile, by its deadline or with its run. */
export function assertStillWanted(tool: string, { signal }: MainToolContext): void {
  if (signal.aborted)
    throw new MajordomoError({
      code: 'Worker.Cancelled',
      message: `The call of ${tool} was cancelled.`,
      data: { tool },
    });
}
