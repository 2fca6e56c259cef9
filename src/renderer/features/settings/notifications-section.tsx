import { Button } from '../../components/button.tsx';
import { Segmented } from '../../components/segmented.tsx';
import { useTrialNotification } from '../../hooks/use-trial-notification.ts';
import { type SettingsState, saveSetting } from '../../stores/settings.ts';
import { text } from '../../text.ts';
import { QuietCard } from './quiet-card.tsx';
import { SettingCard, SettingRow } from './setting-row.tsx';

const kinds = ['all', 'important', 'none'] as const;
const options = kinds.map((value) => ({ value, label: text.settings.shows[value] }));

export function NotificationsSection({ settings }: { settings: SettingsState }) {
  const { trial, show } = useTrialNotification();
  const shows = kinds.find((kind) => kind === settings.values['notifications.show']) ?? 'all';
  return (
    <div className="flex flex-col gap-4">
      <SettingCard>
        <SettingRow title={text.settings.show} body={text.settings.showsBody[shows]}>
          <Segmented
            label={text.settings.show}
            value={shows}
            options={options}
            onChange={(chosen) => void saveSetting('notifications.show', chosen)}
          />
        </SettingRow>
        <SettingRow
          title={text.settings.tryNotification}
          body={
            <span role="status">
              {trial.status === 'shown' && text.settings.trialShown}
              {trial.status === 'failed' && text.settings.trialFailed(trial.reason)}
            </span>
          }
        >
          <Button busy={trial.status === 'busy'} onClick={() => void show()}>
            {text.welcome.tryNotification}
          </Button>
        </SettingRow>
      </SettingCard>
      <QuietCard settings={settings} />
    </div>
  );
}
