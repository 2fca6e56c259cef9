import { client } from '../ipc-client.ts';
import { text } from '../text.ts';
import { reportError, showToast } from './toasts.ts';

/** Into a file that the user chooses; nothing happens when none is chosen. */
export async function backUp(): Promise<void> {
  try {
    const report = await client.settings.backup();
    if (report) showToast({ title: text.settings.backedUp(report.file) });
  } catch (error) {
    reportError(error);
  }
}
