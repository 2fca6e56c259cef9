import { useState } from 'react';
import { TextField } from '../../components/field.tsx';
import { type SettingsState, saveSetting } from '../../stores/settings.ts';
import { text } from '../../text.ts';
import { SettingCard } from './setting-row.tsx';

const fields = Object.entries(text.settings.budgetFields);

export function BudgetsSection({ settings }: { settings: SettingsState }) {
  return (
    <SettingCard>
      <p className="px-5 py-4 text-body text-ink-2">{text.settings.budgetBody}</p>
      <div className="grid gap-4 px-5 py-4 wide:grid-cols-2">
        {fields.map(([name, label]) => (
          <LimitField key={name} name={name} label={label} saved={settings.values[name] ?? null} />
        ))}
      </div>
    </SettingCard>
  );
}

/** Saved when it is left, or with Enter; what is no number is put back. */
function LimitField({ name, label, saved }: { name: string; label: string; saved: unknown }) {
  const before = typeof saved === 'number' ? String(saved) : '';
  const [typed, setTyped] = useState(before);
  const save = () => {
    const value = typed.trim() === '' ? null : Number(typed);
    if (value !== null && !(Number.isFinite(value) && value > 0)) return setTyped(before);
    if (typed.trim() !== before) void saveSetting(name, value);
  };
  return (
    <TextField
      label={label}
      inputMode="decimal"
      placeholder={text.settings.noLimit}
      value={typed}
      onChange={(event) => setTyped(event.target.value)}
      onBlur={save}
      onKeyDown={(event) => event.key === 'Enter' && save()}
    />
  );
}
