import { useState } from 'react';
import { Button } from '../../components/button.tsx';
import { Kbd } from '../../components/kbd.tsx';
import { Switch } from '../../components/switch.tsx';
import { acceleratorOf, keysOfAccelerator } from '../../lib/accelerator.ts';
import { keyName } from '../../lib/shortcuts.ts';
import { type SettingsState, saveSetting, setStartAtLogin } from '../../stores/settings.ts';
import { text } from '../../text.ts';
import { SettingCard, SettingRow } from './setting-row.tsx';

const usualKeys = 'CommandOrControl+Shift+Space';

export function StartSection({ settings }: { settings: SettingsState }) {
  const { startAtLogin, quickAsk } = settings.desktop;
  return (
    <SettingCard>
      <SettingRow title={text.settings.login} body={startAtLogin.unavailable ?? text.settings.loginBody}>
        <Switch
          label={text.settings.login}
          checked={startAtLogin.on}
          disabled={startAtLogin.unavailable !== null}
          onChange={(on) => void setStartAtLogin(on)}
        />
      </SettingRow>
      <SettingRow
        title={text.settings.quickAsk}
        body={
          quickAsk.problem ? (
            <span role="status" className="text-warn">
              {quickAsk.problem}
            </span>
          ) : (
            text.settings.quickAskBody
          )
        }
      >
        {quickAsk.keys && <KeysField keys={quickAsk.keys} />}
        <Switch
          label={text.settings.quickAsk}
          checked={quickAsk.keys !== null}
          onChange={(on) => void saveSetting('quick-ask.keys', on ? usualKeys : null)}
        />
      </SettingRow>
    </SettingCard>
  );
}

function KeysField({ keys }: { keys: string }) {
  const [listening, setListening] = useState(false);
  return (
    <Button
      onClick={() => setListening(true)}
      onBlur={() => setListening(false)}
      onKeyDown={(event) => {
        if (!listening || event.key === 'Tab') return;
        event.preventDefault();
        event.stopPropagation();
        if (event.key === 'Escape') return setListening(false);
        const pressed = acceleratorOf(event);
        if (pressed === null) return;
        setListening(false);
        void saveSetting('quick-ask.keys', pressed);
      }}
    >
      <span className="sr-only">{text.settings.quickAskChange} </span>
      {listening
        ? text.settings.quickAskPress
        : keysOfAccelerator(keys).map((key) => <Kbd key={key}>{keyName(key)}</Kbd>)}
    </Button>
  );
}
