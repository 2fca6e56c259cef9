import { z } from 'zod';
import {
  type ScriptArguments,
  type ScriptResult,
  scriptArgumentShape,
  scriptFailures,
  scriptSpec,
} from './script-arguments.ts';
import type { ToolSpec } from './tool-spec.ts';

const packageName = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]*$/, 'is not the name of a package');

/** @param isPureTool whether every call of a tool is pure: it tells the effect class of a script that may call it */
export const executePython = (isPureTool: (tool: string) => boolean): ToolSpec<ScriptArguments, ScriptResult> => ({
  name: 'execute_python',
  description:
    "Runs a Python script in a sandbox (standard library; no network, no processes) and gives {value, stdout, stderr, files}. The value is that of the script's last expression; top-level await is allowed; 'input' holds the value handed in. " +
    `Inputs are readable as /inputs/<path>, outputs are what it leaves as /outputs/<path>. Granted tools: await tools.web_fetch({'url': ...}). ${scriptFailures}`,
  arguments: z.strictObject({
    ...scriptArgumentShape,
    packages: z
      .array(packageName)
      .max(20)
      .optional()
      .describe('Packages to install from the wheels folder of the data directory, dependencies included.'),
  }),
  ...scriptSpec('Python', isPureTool),
});
