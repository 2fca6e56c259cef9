import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { stringify } from 'csv-stringify';
import { MajordomoError } from '../../shared/errors.ts';
import type { JsonObject } from '../../shared/json.ts';

/** With a header line. Rows are read as they are written, so that a long table takes no memory. @returns how many rows */
export async function writeCsv(file: string, rows: Iterable<JsonObject>): Promise<number> {
  let count = 0;
  function* counted(): Generator<JsonObject> {
    for (const row of rows) {
      count += 1;
      yield row;
    }
  }
  try {
    await pipeline(Readable.from(counted()), stringify({ header: true }), createWriteStream(file));
    return count;
  } catch (cause) {
    throw new MajordomoError({
      code: 'Export.Failed',
      message: `${file} could not be written: ${cause instanceof Error ? cause.message : String(cause)}. Choose another place.`,
      data: { file },
      cause,
    });
  }
}
