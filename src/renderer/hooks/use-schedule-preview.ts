import { useEffect, useState } from 'react';
import type { ScheduleView } from '../../shared/domain/schedule.ts';
import type { MajordomoError } from '../../shared/errors.ts';
import { asMajordomoError, client } from '../ipc-client.ts';
import { useDebounced } from './use-debounced.ts';

export type SchedulePreview =
  | { status: 'none' }
  | { status: 'ready'; schedule: ScheduleView }
  | { status: 'error'; error: MajordomoError };

/** The meaning of a schedule text; what was last understood stays until the new text is read. */
export function useSchedulePreview(scheduleText: string, timeZone: string | undefined): SchedulePreview {
  const settled = useDebounced(scheduleText.trim(), 180);
  const [preview, setPreview] = useState<SchedulePreview>({ status: 'none' });
  useEffect(() => {
    if (settled === '') {
      setPreview({ status: 'none' });
      return;
    }
    let stale = false;
    client.schedule.preview({ text: settled, timezone: timeZone }).then(
      (schedule) => !stale && setPreview({ status: 'ready', schedule }),
      (error: unknown) => !stale && setPreview({ status: 'error', error: asMajordomoError(error) }),
    );
    return () => {
      stale = true;
    };
  }, [settled, timeZone]);
  return preview;
}
