import { Toast } from '@base-ui/react/toast';
import { asMajordomoError } from '../ipc-client.ts';
import { errorWords } from '../lib/error-words.ts';
import { text } from '../text.ts';

export interface ToastData {
  tone: 'plain' | 'bad';
}

export const toastManager = Toast.createToastManager<ToastData>();

export interface ToastOptions {
  title: string;
  action?: { label: string; run: () => void };
  /** The action takes back what was done: there is time to read and reach it. */
  undo?: boolean;
}

const undoWithinMs = 15_000;

export function showToast({ title, action, undo = false }: ToastOptions): void {
  const id = toastManager.add({
    title,
    data: { tone: 'plain' },
    ...(undo ? { timeout: undoWithinMs } : {}),
    actionProps: action && {
      children: action.label,
      onClick: () => {
        action.run();
        toastManager.close(id);
      },
    },
  });
}

/** For failures that have no place of their own on the page. */
export function reportError(error: unknown): void {
  const known = asMajordomoError(error);
  if (known.code === 'internal') console.error(error);
  const { what, next } = errorWords(known);
  toastManager.add({
    title: what,
    description: next ?? undefined,
    data: { tone: 'bad' },
    priority: 'high',
    timeout: 9000,
  });
}

export const notifyCopied = () => showToast({ title: text.chat.linkCopied });
