import { Button } from '../../components/button.tsx';
import { Tag } from '../../components/tag.tsx';
import { useNow } from '../../hooks/use-now.ts';
import { formatMoment } from '../../lib/format-time.ts';
import { pauseEnd, pauseLengths } from '../../lib/pause-ends.ts';
import { pauseAll, selectPaused, selectPausedUntil, useAppStatusStore } from '../../stores/app-status.ts';
import { text } from '../../text.ts';
import { SettingCard, SettingRow } from './setting-row.tsx';

export function PauseSection() {
  const paused = useAppStatusStore(selectPaused);
  const until = useAppStatusStore(selectPausedUntil);
  const nowMs = useNow();
  const { settings } = text;
  const pausedWords = until ? settings.pausedUntil(formatMoment(Date.parse(until), nowMs)) : settings.pausedOpen;
  return (
    <SettingCard>
      <SettingRow title={settings.pauseAll} body={settings.pauseBody}>
        <Tag tone={paused ? 'warn' : 'ok'}>{paused ? pausedWords : settings.notPaused}</Tag>
      </SettingRow>
      <div className="flex flex-wrap gap-2 px-5 py-4">
        {paused ? (
          <Button variant="primary" onClick={() => void pauseAll(false)}>
            {settings.resume}
          </Button>
        ) : (
          pauseLengths.map((length) => (
            <Button key={length} onClick={() => void pauseAll(true, pauseEnd(length, Date.now()))}>
              {settings.pauseFor[length]}
            </Button>
          ))
        )}
      </div>
    </SettingCard>
  );
}
