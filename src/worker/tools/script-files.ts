/** The files of execute_python and execute_javascript; the scripts themselves run in the sandbox, which main talks to. */
import { prepareScriptFiles, SCRIPT_FILES_MAX_BYTES, writeScriptOutput } from '../../shared/tools/script-files.ts';
import { readWhole } from '../files/read-whole.ts';
import { replaceFile } from '../files/replace-file.ts';
import { resolveInWorkspace } from '../files/workspace.ts';
import { type ToolContext, toolFailure, workerPart } from '../tool.ts';

export const prepareScriptFilesPart = workerPart(prepareScriptFiles, async ({ inputs, outputs }, context) => {
  for (const path of outputs) await fileAt(path, context);
  const files: Array<{ path: string; bytes: string }> = [];
  let left = SCRIPT_FILES_MAX_BYTES;
  for (const input of inputs) {
    const file = await fileAt(input, context);
    const bytes = await readWhole(file, left, `The inputs are larger than ${SCRIPT_FILES_MAX_BYTES} bytes together.`);
    left -= bytes.length;
    files.push({ path: file.path, bytes: bytes.toString('base64') });
  }
  return { files };
});

export const writeScriptOutputPart = workerPart(writeScriptOutput, async ({ tool, path, bytes }, context) =>
  replaceFile(await fileAt(path, context), Buffer.from(bytes, 'base64'), tool, context),
);

async function fileAt(path: string, context: ToolContext) {
  const file = await resolveInWorkspace(path, context);
  if (file.path !== '.') return file;
  throw toolFailure('Tool.NotAFile', `${path} is the workspace folder itself: give a file in it.`, { path });
}
