import { FILE_MAX_READ_BYTES } from '../../shared/tools/file-limits.ts';
import { type FileReadArguments, type FileReadResult, fileRead } from '../../shared/tools/file-read.ts';
import { readWhole } from '../files/read-whole.ts';
import { resolveInWorkspace } from '../files/workspace.ts';
import { type ToolContext, toolFailure, workerTool } from '../tool.ts';

export const fileReadTool = workerTool(fileRead, readFile);

async function readFile({ path }: FileReadArguments, context: ToolContext): Promise<FileReadResult> {
  const file = await resolveInWorkspace(path, context);
  const bytes = await readWhole(
    file,
    FILE_MAX_READ_BYTES,
    `${file.path} is larger than ${FILE_MAX_READ_BYTES} bytes: read a smaller file.`,
  );
  if (bytes.includes(0)) throw toolFailure('Tool.NotText', `${file.path} is not a text file.`, { path: file.path });
  return { text: new TextDecoder('utf-8').decode(bytes) };
}
