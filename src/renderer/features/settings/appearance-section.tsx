import { Segmented } from '../../components/segmented.tsx';
import { selectTheme, setTheme, useAppStatusStore } from '../../stores/app-status.ts';
import { text } from '../../text.ts';
import { SettingCard, SettingRow } from './setting-row.tsx';

const themes = (['system', 'light', 'dark'] as const).map((value) => ({ value, label: text.status.themes[value] }));

export function AppearanceSection() {
  const theme = useAppStatusStore(selectTheme);
  return (
    <SettingCard>
      <SettingRow title={text.settings.theme} body={text.settings.themeBody}>
        <Segmented
          label={text.settings.theme}
          value={theme}
          options={themes}
          onChange={(chosen) => void setTheme(chosen)}
        />
      </SettingRow>
    </SettingCard>
  );
}
