/** What the rest of the app knows of the sandbox: scripts go in, outcomes come out. */
import type { Result } from '../../shared/errors.ts';
import type { JsonValue } from '../../shared/json.ts';
import type { ScriptError, ScriptFile, ScriptLanguage } from '../../shared/sandbox-protocol.ts';

export interface ScriptRequest {
  language: ScriptLanguage;
  code: string;
  /** The script's `input`. */
  input: JsonValue;
  /** Readable inside, and paths that the script is to leave something at. */
  files?: ScriptFile[];
  outputs?: string[];
  /** Python only: names of packages that lie in the wheels folder. */
  packages?: string[];
  timeoutMs?: number;
}

export interface ScriptPorts {
  /** Tools the script asks for; none when left out. */
  callTool?(tool: string, args: JsonValue): Promise<Result<JsonValue>>;
  signal?: AbortSignal;
}

/** `value` is null and `files` empty when `ok` is false; what was printed is kept either way. */
export interface ScriptOutcome {
  ok: boolean;
  value: JsonValue;
  stdout: string;
  stderr: string;
  error: ScriptError | null;
  files: ScriptFile[];
  /** From the realm's taking the script up; waiting for a realm is not counted. */
  durationMs: number;
}

export interface Sandbox {
  /**
   * Runs one script in a realm of its own. A script that fails is an outcome.
   * @throws MajordomoError `Sandbox.NotReady` (no realm could be opened), `Sandbox.PackageMissing`, `Sandbox.Stopped`, `Worker.Cancelled`
   */
  run(request: ScriptRequest, ports?: ScriptPorts): Promise<ScriptOutcome>;
  stop(): Promise<void>;
}
