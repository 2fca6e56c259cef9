import { useState } from 'react';
import { client } from '../ipc-client.ts';
import { reportError } from '../stores/toasts.ts';

export type Trial = { status: 'none' | 'busy' } | { status: 'shown' } | { status: 'failed'; reason: string };

/** Shows one notification and says what became of it. Desktops that ask for permission ask then. */
export function useTrialNotification(): { trial: Trial; show: () => Promise<void> } {
  const [trial, setTrial] = useState<Trial>({ status: 'none' });
  const show = async () => {
    setTrial({ status: 'busy' });
    try {
      const { shown, reason } = await client.settings.tryNotification();
      setTrial(shown ? { status: 'shown' } : { status: 'failed', reason: reason ?? '' });
    } catch (error) {
      setTrial({ status: 'none' });
      reportError(error);
    }
  };
  return { trial, show };
}
