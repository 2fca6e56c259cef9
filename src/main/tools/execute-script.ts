/** execute_python and execute_javascript: files in, the script in the sandbox, files out. The tools it calls go back to the broker. */
import { MajordomoError, type Result } from '../../shared/errors.ts';
import type { JsonValue } from '../../shared/json.ts';
import type { ScriptFile, ScriptLanguage } from '../../shared/sandbox-protocol.ts';
import { isPureTool } from '../../shared/tools/catalogue.ts';
import { executeJavascript } from '../../shared/tools/execute-javascript.ts';
import { executePython } from '../../shared/tools/execute-python.ts';
import type { ScriptArguments, ScriptResult } from '../../shared/tools/script-arguments.ts';
import { prepareScriptFiles, writeScriptOutput } from '../../shared/tools/script-files.ts';
import type { Sandbox } from '../sandbox/sandbox.ts';
import { assertStillWanted, type MainTool, type MainToolContext, mainTool } from './main-tool.ts';

/** What was printed goes into a failure's data, its end only: the journal keeps it. */
const KEPT_PRINTED_CHARACTERS = 4_000;

export function createScriptTools(sandbox: Sandbox): MainTool[] {
  return [
    mainTool(executePython(isPureTool), (args, context) => execute(sandbox, 'python', args, context)),
    mainTool(executeJavascript(isPureTool), (args, context) => execute(sandbox, 'javascript', args, context)),
  ];
}

async function execute(
  sandbox: Sandbox,
  language: ScriptLanguage,
  args: ScriptArguments,
  context: MainToolContext,
): Promise<ScriptResult> {
  const outputs = args.outputs ?? [];
  const outcome = await sandbox.run(
    {
      language,
      code: args.code,
      input: args.input ?? null,
      files: await inputsOf(args.inputs ?? [], outputs, context),
      outputs,
      ...(args.packages ? { packages: args.packages } : {}),
      ...(args.timeoutMs === undefined ? {} : { timeoutMs: args.timeoutMs }),
    },
    { signal: context.signal, callTool: (tool, toolArgs) => callDeclared(args.tools ?? [], tool, toolArgs, context) },
  );
  const { stdout, stderr, error } = outcome;
  if (error)
    throw new MajordomoError({
      code: error.code,
      message: error.line === null ? error.message : `${error.message} (line ${error.line})`,
      data: {
        line: error.line,
        stdout: stdout.slice(-KEPT_PRINTED_CHARACTERS),
        stderr: stderr.slice(-KEPT_PRINTED_CHARACTERS),
      },
    });
  const tool = language === 'python' ? 'execute_python' : 'execute_javascript';
  const files: ScriptResult['files'] = [];
  for (const { path, bytes } of outcome.files) {
    assertStillWanted(tool, context);
    const text = Buffer.from(bytes).toString('base64');
    files.push(await context.inWorker(writeScriptOutput, { tool, path, bytes: text }, path));
  }
  return { value: outcome.value, stdout, stderr, files };
}

/** Read in a worker, as any tool's files are; that the outputs can be written is asked before the script does anything. */
async function inputsOf(inputs: string[], outputs: string[], { inWorker }: MainToolContext): Promise<ScriptFile[]> {
  if (inputs.length === 0 && outputs.length === 0) return [];
  const { files } = await inWorker(prepareScriptFiles, { inputs, outputs });
  return files.map(({ path, bytes }) => ({ path, bytes: new Uint8Array(Buffer.from(bytes, 'base64')) }));
}

/** What is not declared in the arguments is refused before the grant is asked: recovery relies on the declaration. */
async function callDeclared(
  declared: readonly string[],
  tool: string,
  args: JsonValue,
  context: MainToolContext,
): Promise<Result<JsonValue>> {
  if (declared.includes(tool)) return await context.callTool(tool, args);
  const message = `The script may not call ${tool}: its 'tools' are ${declared.join(', ') || 'none'}. Name it there.`;
  return { ok: false, error: { code: 'Worker.NotGranted', message, data: { tool } } };
}
