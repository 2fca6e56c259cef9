/** Scripts in the sandbox of one served app, as `sandbox run` gives them to it. */
import type { JsonValue } from '../../src/shared/json.ts';
import type { ScriptError, ScriptLanguage } from '../../src/shared/sandbox-protocol.ts';
import { runJson, type Serving } from './cli.ts';
import type { Home } from './home.ts';
import { processesOn, type TestProcess } from './processes.ts';

export interface RanScript {
  ok: boolean;
  value: JsonValue;
  stdout: string;
  stderr: string;
  error: ScriptError | null;
  durationMs: number;
}

export interface ServedSandbox {
  serving: Serving;
  run(language: ScriptLanguage, code: string, ...words: string[]): Promise<RanScript>;
}

/** Stopped with its home. */
export async function serveSandbox(home: Home): Promise<ServedSandbox> {
  const serving = await home.serve();
  return {
    serving,
    async run(language, code, ...words) {
      const { json } = await runJson<RanScript & { error: unknown }>(
        home.dataDir,
        ['sandbox', 'run', '-', '--language', language, ...words],
        { input: code },
      );
      if (json.ok === undefined) throw new Error(`no script was run: ${JSON.stringify(json)}`);
      return json;
    },
  };
}

/** The renderer processes: without a window, realms of the sandbox are all there is. */
export function realmsOn(dataDir: string): TestProcess[] {
  return processesOn(dataDir).filter(({ command }) => command.includes('--type=renderer'));
}
