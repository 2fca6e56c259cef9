/** A tool that runs in the main process: its spec and what executes it. The broker knows only this. */
import type { JsonObject, JsonValue } from '../../shared/json.ts';
import { type AnyToolSpec, forgetTypes, type ToolSpec } from '../../shared/tools/tool-spec.ts';

export interface MainToolContext {
  flowId: string;
  runId: string;
  /** The same for every try of this step's attempt: receipts and notifications are keyed by it. */
  idempotencyKey: string;
  /** True when an earlier try may have happened already and its outcome is not known. */
  recovering: boolean;
  signal: AbortSignal;
}

/** Fails by throwing a MajordomoError, which the broker turns into data. */
export type MainExecute<A, R> = (args: A, context: MainToolContext) => R | Promise<R>;

export interface MainTool {
  spec: AnyToolSpec;
  execute: MainExecute<JsonObject, JsonValue>;
}

export function mainTool<A, R>(spec: ToolSpec<A, R>, execute: MainExecute<A, R>): MainTool {
  // Sound for the same reason as `forgetTypes`: the broker validates the arguments with this spec first.
  return { spec: forgetTypes(spec), execute: execute as unknown as MainExecute<JsonObject, JsonValue> };
}
