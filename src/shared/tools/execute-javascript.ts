import { z } from 'zod';
import {
  type ScriptArguments,
  type ScriptResult,
  scriptArgumentShape,
  scriptFailures,
  scriptSpec,
} from './script-arguments.ts';
import type { ToolSpec } from './tool-spec.ts';

/** @param isPureTool whether every call of a tool is pure: it tells the effect class of a script that may call it */
export const executeJavascript = (isPureTool: (tool: string) => boolean): ToolSpec<ScriptArguments, ScriptResult> => ({
  name: 'execute_javascript',
  description:
    "Runs a JavaScript script in a sandbox (no network, no Node, no page) and gives {value, stdout, stderr, files}. The script is the body of an async function: 'return' gives its value; 'input' holds the value handed in. " +
    `Files: files.text(path), files.bytes(path), files.write(path, content). Granted tools: await tools.web_fetch({url}). ${scriptFailures}`,
  arguments: z.strictObject(scriptArgumentShape),
  ...scriptSpec('JavaScript', isPureTool),
});
