import { useEffect } from 'react';
import { Button } from '../../components/button.tsx';
import { Tag } from '../../components/tag.tsx';
import { useLoaded } from '../../hooks/use-loaded.ts';
import { client } from '../../ipc-client.ts';
import { selectPaused, useAppStatusStore } from '../../stores/app-status.ts';
import { loadedValue } from '../../stores/loadable.ts';
import { replaceRoute } from '../../stores/route.ts';
import type { SettingsState } from '../../stores/settings.ts';
import { text } from '../../text.ts';
import { SavedField, SwitchRow } from './setting-fields.tsx';
import { SettingCard, SettingRow } from './setting-row.tsx';

const words = text.settings.triggers;

/** What may fire flows from outside, and the pause of everything. */
export function TriggersSection({ settings: { values } }: { settings: SettingsState }) {
  const on = values['webhook.enabled'] === true;
  const port = String(values['webhook.port'] ?? '');
  const { state, reload } = useLoaded(client.triggers.webhooks);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the server comes and goes with the settings
  useEffect(reload, [on, port]);
  const webhooks = loadedValue(state);
  const paused = useAppStatusStore(selectPaused);
  return (
    <SettingCard>
      <SwitchRow name="webhook.enabled" title={words.webhooks} body={words.webhooksBody} checked={on} />
      <SettingRow
        title={words.port}
        body={
          <span role="status">
            {webhooks?.error ? (
              <span className="text-bad">{webhooks.error}</span>
            ) : webhooks?.listening ? (
              words.listening(webhooks.port)
            ) : (
              words.portBody
            )}
          </span>
        }
      >
        <div className="w-28">
          <SavedField
            key={port}
            name="webhook.port"
            label={words.port}
            inputMode="numeric"
            saved={port}
            toSave={(typed) => (/^\d{1,5}$/.test(typed) && Number(typed) <= 65_535 ? Number(typed) : undefined)}
          />
        </div>
      </SettingRow>
      <SettingRow title={words.pause} body={words.pauseBody}>
        {paused && <Tag tone="warn">{words.paused}</Tag>}
        <Button onClick={() => replaceRoute({ page: 'settings', section: 'pause' })}>{words.openPause}</Button>
      </SettingRow>
      <SwitchRow
        name="power.keep-awake"
        title={words.awake}
        body={words.awakeBody}
        checked={values['power.keep-awake'] === true}
      />
    </SettingCard>
  );
}
