import { FILE_MAX_TEXT_BYTES } from '../../shared/tools/file-limits.ts';
import { type FileWriteArguments, type FileWriteResult, fileWrite } from '../../shared/tools/file-write.ts';
import { replaceFile } from '../files/replace-file.ts';
import { resolveInWorkspace } from '../files/workspace.ts';
import { type ToolContext, toolFailure, workerTool } from '../tool.ts';

export const fileWriteTool = workerTool(fileWrite, writeFile);

async function writeFile({ path, text }: FileWriteArguments, context: ToolContext): Promise<FileWriteResult> {
  const bytes = Buffer.from(text, 'utf8');
  if (bytes.length > FILE_MAX_TEXT_BYTES)
    throw toolFailure(
      'Tool.TooLarge',
      `The text for ${path} is larger than ${FILE_MAX_TEXT_BYTES} bytes: write it in parts.`,
      { path, size: bytes.length },
    );
  return await replaceFile(await resolveInWorkspace(path, context), bytes, fileWrite.name, context);
}
