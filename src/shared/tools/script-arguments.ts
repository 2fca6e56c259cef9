/** What execute_python and execute_javascript have in common: arguments, result, words and what a call needs. */
import { z } from 'zod';
import type { EffectClass } from '../domain/effect-class.ts';
import { jsonValue } from '../json.ts';
import { filePath, foldersWords } from './file-limits.ts';
import type { ToolSpec } from './tool-spec.ts';
import { listWords, shorten } from './words.ts';

const MOST_CODE_CHARACTERS = 200_000;
const MOST_FILES = 20;

const files = z.array(filePath).max(MOST_FILES);
const toolName = z
  .string()
  .regex(/^[a-z][a-z0-9_]*$/, 'is not the name of a tool')
  .refine((name) => !name.startsWith('execute_'), 'runs a script itself: write what it should do into this one');

export const scriptArgumentShape = {
  code: z.string().min(1).max(MOST_CODE_CHARACTERS).describe('The script.'),
  input: jsonValue.optional().describe("The value the script finds as 'input'; null when left out."),
  inputs: files.optional().describe('Files of the workspace that the script may read, at most 20 MB together.'),
  outputs: files.optional().describe('Files of the workspace that are written from what the script leaves.'),
  tools: z
    .array(toolName)
    .max(MOST_FILES)
    .optional()
    .describe('Tools that the script may call; each must be granted to the worker as well. None when left out.'),
  timeoutMs: z
    .int()
    .min(1)
    .max(300_000)
    .optional()
    .describe('Stop the script after this long, in milliseconds. 10000 when left out.'),
};

export interface ScriptArguments {
  code: string;
  input?: z.infer<typeof jsonValue> | undefined;
  inputs?: string[] | undefined;
  outputs?: string[] | undefined;
  tools?: string[] | undefined;
  packages?: string[] | undefined;
  timeoutMs?: number | undefined;
}

export const scriptResult = z.object({
  value: jsonValue,
  stdout: z.string(),
  stderr: z.string(),
  /** What was written, relative to the workspace folder; sizes in bytes. */
  files: z.array(z.object({ path: z.string(), size: z.number() })),
});
export type ScriptResult = z.infer<typeof scriptResult>;

export const scriptFailures =
  'Fails with Sandbox.ScriptError or Sandbox.SyntaxError (with the line), Sandbox.Timeout, Sandbox.OutOfMemory, Sandbox.OutputTooLarge, Sandbox.NotJson, Sandbox.OutputMissing or Sandbox.Crashed.';

/**
 * A script alone only computes: `pure`, run again freely. One that writes files would write the same paths again: `idempotent`. One
 * that may call tools with effects is `unsafe` even where each tool is idempotent: run again, it may take another path and call others.
 */
function effectOfScript(
  { tools = [], outputs = [] }: ScriptArguments,
  isPureTool: (tool: string) => boolean,
): EffectClass {
  if (!tools.every(isPureTool)) return 'unsafe';
  return outputs.length > 0 ? 'idempotent' : 'pure';
}

/** The parts of the spec that do not depend on the language. */
export function scriptSpec(
  language: string,
  isPureTool: (tool: string) => boolean,
): Omit<ToolSpec<ScriptArguments, ScriptResult>, 'name' | 'description' | 'arguments'> {
  return {
    result: scriptResult,
    effect: (args) => effectOfScript(args, isPureTool),
    runsIn: 'main',
    needs: ({ inputs = [], outputs = [] }) => ({ paths: [...inputs, ...outputs] }),
    describe: () => [{ kind: 'text', text: `Run a ${language} script` }],
    may: (limits) =>
      `run ${language} in the sandbox${limits.folders?.length ? ` and ${foldersWords('use', limits)}` : ''}`,
    effectSummary: (args) => {
      const { code, outputs, tools } = args;
      if (effectOfScript(args, isPureTool) === 'pure') return null;
      return [
        `run a ${language} script: ${shorten(code)}`,
        ...(tools?.length ? [`it may use ${listWords(tools)}`] : []),
        ...(outputs?.length ? [`it writes ${listWords(outputs)}`] : []),
      ].join('; ');
    },
    preview: (args) =>
      effectOfScript(args, isPureTool) === 'pure' ? null : { value: null, stdout: '', stderr: '', files: [] },
  };
}
