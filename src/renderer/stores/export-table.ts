import { client } from '../ipc-client.ts';
import { formatCount } from '../lib/format-number.ts';
import { text } from '../text.ts';
import { reportError, showToast } from './toasts.ts';

/** As CSV, into a file that the user chooses. @param search only the rows that have these words */
export async function exportTable(table: string, search: string): Promise<void> {
  try {
    const { file, rows } = await client.tables.export({ table, search });
    if (file !== null) showToast({ title: text.data.exported(formatCount(rows)) });
  } catch (error) {
    reportError(error);
  }
}
