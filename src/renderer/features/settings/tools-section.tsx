import { useState } from 'react';
import type { Trial } from '../../../shared/ipc/contract/secrets.ts';
import { Button } from '../../components/button.tsx';
import { SecretField } from '../../components/secret-field.tsx';
import { SelectField } from '../../components/select.tsx';
import { client } from '../../ipc-client.ts';
import { type SettingsState, saveSetting } from '../../stores/settings.ts';
import { reportError } from '../../stores/toasts.ts';
import { text } from '../../text.ts';
import { KeysCard } from './keys-card.tsx';
import { SavedField } from './setting-fields.tsx';
import { SettingCard, SettingRow } from './setting-row.tsx';

const words = text.settings.tools;
const services = ['none', 'searxng', 'brave', 'tavily', 'duckduckgo'] as const;
const options = services.map((value) => ({ value, label: words.services[value] }));
const withKey = ['brave', 'tavily'];

/** What tools need besides themselves: keys for services, who searches the web, and the bot that writes to Telegram. */
export function ToolsSection({ settings }: { settings: SettingsState }) {
  return (
    <div className="flex flex-col gap-4">
      <KeysCard />
      <SearchCard settings={settings} />
      <TelegramCard settings={settings} />
    </div>
  );
}

function SearchCard({ settings: { values } }: { settings: SettingsState }) {
  const service = services.find((one) => one === values['search.service']) ?? 'none';
  return (
    <SettingCard>
      <SettingRow title={words.search} body={words.searchBody[service]}>
        <div className="w-52">
          <SelectField
            label={words.service}
            value={service}
            options={options}
            onChange={(chosen) => void saveSetting('search.service', chosen === 'none' ? null : chosen)}
          />
        </div>
      </SettingRow>
      {service !== 'none' && (
        <div className="flex flex-col gap-3 px-5 py-4">
          {service === 'searxng' && (
            <SavedField
              key={String(values['search.address'])}
              name="search.address"
              label={words.searchAddress}
              type="url"
              placeholder="http://127.0.0.1:8888"
              saved={typeof values['search.address'] === 'string' ? values['search.address'] : ''}
              toSave={(typed) => (typed === '' ? null : typed)}
            />
          )}
          {withKey.includes(service) && (
            <SecretField key={service} name={`search:${service}`} label={words.key(words.services[service])} />
          )}
          <TrialButton label={words.trySearch} run={client.secrets.trySearch} />
        </div>
      )}
    </SettingCard>
  );
}

function TelegramCard({ settings: { values } }: { settings: SettingsState }) {
  return (
    <SettingCard>
      <SettingRow title={words.telegram} body={words.telegramBody} />
      <div className="flex flex-col gap-3 px-5 py-4">
        <SecretField name="telegram" label={words.telegramToken} />
        <SavedField
          key={String(values['telegram.chat'])}
          name="telegram.chat"
          label={words.telegramChat}
          placeholder="123456789"
          saved={typeof values['telegram.chat'] === 'string' ? values['telegram.chat'] : ''}
          toSave={(typed) => (typed === '' ? null : typed)}
        />
        <TrialButton label={words.tryTelegram} run={client.secrets.tryTelegram} />
      </div>
    </SettingCard>
  );
}

function TrialButton({ label, run }: { label: string; run: () => Promise<Trial> }) {
  const [trial, setTrial] = useState<Trial | 'busy' | null>(null);
  const start = async () => {
    setTrial('busy');
    try {
      setTrial(await run());
    } catch (error) {
      reportError(error);
      setTrial(null);
    }
  };
  return (
    <div className="flex flex-wrap items-center gap-3">
      <Button busy={trial === 'busy'} onClick={() => void start()}>
        {label}
      </Button>
      <span role="status" className="min-w-0 text-body [overflow-wrap:anywhere]">
        {trial !== null && trial !== 'busy' && (
          <span className={trial.worked ? 'text-ok' : 'text-bad'}>{trial.said}</span>
        )}
      </span>
    </div>
  );
}
