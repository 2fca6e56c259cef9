/** A conversation for elsewhere: on the clipboard, or in a file. */
import { client } from '../ipc-client.ts';
import { copyText } from '../lib/copy-text.ts';
import { text } from '../text.ts';
import { reportError, showToast } from './toasts.ts';

export async function copyConversation(conversationId: string): Promise<void> {
  try {
    const { markdown } = await client.conversations.text({ conversationId });
    await copyText(markdown);
    showToast({ title: text.nav.copiedAsText });
  } catch (error) {
    reportError(error);
  }
}

export async function exportConversation(conversationId: string): Promise<void> {
  try {
    const { file } = await client.conversations.export({ conversationId });
    if (file !== null) showToast({ title: text.nav.exported(file) });
  } catch (error) {
    reportError(error);
  }
}
