import { writeFile } from 'node:fs/promises';
import { MajordomoError } from '../../shared/errors.ts';

/** To a place the user chose. @throws MajordomoError `Export.Failed` */
export async function writeText(file: string, text: string): Promise<void> {
  try {
    await writeFile(file, text);
  } catch (cause) {
    throw new MajordomoError({
      code: 'Export.Failed',
      message: `${file} could not be written: ${cause instanceof Error ? cause.message : String(cause)}. Choose another place.`,
      data: { file },
      cause,
    });
  }
}
