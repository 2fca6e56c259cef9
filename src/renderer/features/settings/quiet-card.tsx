import { useState } from 'react';
import { Button } from '../../components/button.tsx';
import { TextField } from '../../components/field.tsx';
import { Segmented } from '../../components/segmented.tsx';
import { Switch } from '../../components/switch.tsx';
import { useNow } from '../../hooks/use-now.ts';
import { formatMoment } from '../../lib/format-time.ts';
import { pauseEnd } from '../../lib/pause-ends.ts';
import { type SettingsState, saveSetting } from '../../stores/settings.ts';
import { text } from '../../text.ts';
import { SwitchRow } from './setting-fields.tsx';
import { SettingCard, SettingRow } from './setting-row.tsx';

const words = text.settings.quiet;
const kinds = ['all', 'important', 'none'] as const;
const telegramKinds = kinds.map((value) => ({ value, label: text.settings.shows[value] }));
const usual = { from: '22:00', to: '07:00' };

interface Hours {
  from: string;
  to: string;
}

/** When nothing is shown, and who else is told. */
export function QuietCard({ settings: { values } }: { settings: SettingsState }) {
  const nowMs = useNow();
  const hours = hoursOf(values['notifications.quiet-hours']);
  const until = values['notifications.quiet-until'];
  const untilMs = typeof until === 'string' ? Date.parse(until) : 0;
  const isQuiet = untilMs > nowMs;
  const telegram = kinds.find((kind) => kind === values['telegram.tell']) ?? 'none';
  const chat = values['telegram.chat'];
  const quietUntil = (length: 'hour' | 'evening') => {
    const endMs = pauseEnd(length, Date.now());
    void saveSetting('notifications.quiet-until', endMs === null ? null : new Date(endMs).toISOString());
  };
  return (
    <SettingCard>
      <SettingRow title={words.now} body={isQuiet ? words.until(formatMoment(untilMs, nowMs)) : words.nowBody}>
        {isQuiet ? (
          <Button onClick={() => void saveSetting('notifications.quiet-until', null)}>{words.end}</Button>
        ) : (
          <>
            <Button onClick={() => quietUntil('hour')}>{text.settings.pauseFor.hour}</Button>
            <Button onClick={() => quietUntil('evening')}>{text.settings.pauseFor.evening}</Button>
          </>
        )}
      </SettingRow>
      <SettingRow title={words.hours} body={words.hoursBody}>
        {hours && <HoursFields key={`${hours.from} ${hours.to}`} hours={hours} />}
        <Switch
          label={words.hours}
          checked={hours !== null}
          onChange={(on) => void saveSetting('notifications.quiet-hours', on ? usual : null)}
        />
      </SettingRow>
      <SwitchRow
        name="notifications.urgent-when-quiet"
        title={words.urgent}
        body={words.urgentBody}
        checked={values['notifications.urgent-when-quiet'] === true}
      />
      <SettingRow title={words.telegram} body={typeof chat === 'string' ? words.telegramBody : words.telegramUnset}>
        <Segmented
          label={words.telegram}
          value={telegram}
          options={telegramKinds}
          onChange={(chosen) => void saveSetting('telegram.tell', chosen)}
        />
      </SettingRow>
    </SettingCard>
  );
}

function HoursFields({ hours }: { hours: Hours }) {
  const [typed, setTyped] = useState(hours);
  const save = () => {
    if (typed.from === '' || typed.to === '') setTyped(hours);
    else if (typed.from !== hours.from || typed.to !== hours.to)
      void saveSetting('notifications.quiet-hours', { ...typed });
  };
  return (['from', 'to'] as const).map((end) => (
    <TextField
      key={end}
      label={end === 'from' ? words.from : words.to}
      type="time"
      value={typed[end]}
      onChange={(event) => setTyped({ ...typed, [end]: event.target.value })}
      onBlur={save}
    />
  ));
}

function hoursOf(value: unknown): Hours | null {
  if (typeof value !== 'object' || value === null || !('from' in value) || !('to' in value)) return null;
  return { from: String(value.from), to: String(value.to) };
}
