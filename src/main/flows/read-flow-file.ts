import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { MajordomoError } from '../../shared/errors.ts';
import type { FlowFileText } from './flow-copies.ts';

/** No flow is longer; what is, was chosen by mistake. */
const mostBytes = 4_000_000;

/** @throws MajordomoError `File.Unreadable`, `Flow.BadFile` */
export async function readFlowFile(path: string): Promise<FlowFileText> {
  const fileName = basename(path);
  try {
    const { size } = await stat(path);
    if (size > mostBytes)
      throw new MajordomoError({
        code: 'Flow.BadFile',
        message: `${fileName} is too long for a flow: it has ${size.toLocaleString('en-US')} bytes, at most ${mostBytes.toLocaleString('en-US')} are read.`,
        data: { path },
      });
    return { fileName, text: await readFile(path, 'utf8') };
  } catch (error) {
    if (error instanceof MajordomoError) throw error;
    throw new MajordomoError({
      code: 'File.Unreadable',
      message: `${fileName} cannot be read: ${error instanceof Error ? error.message : String(error)}.`,
      data: { path },
      cause: error,
    });
  }
}
