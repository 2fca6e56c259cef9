import { type ComponentProps, type ReactNode, useState } from 'react';
import type { JsonValue } from '../../../shared/json.ts';
import { TextField } from '../../components/field.tsx';
import { Switch } from '../../components/switch.tsx';
import { saveSetting } from '../../stores/settings.ts';
import { SettingRow } from './setting-row.tsx';

interface SwitchRowProps {
  name: string;
  title: string;
  body: ReactNode;
  checked: boolean;
  disabled?: boolean;
}

/** A setting that is on or off. */
export function SwitchRow({ name, title, body, checked, disabled }: SwitchRowProps) {
  return (
    <SettingRow title={title} body={body}>
      <Switch label={title} checked={checked} disabled={disabled} onChange={(on) => void saveSetting(name, on)} />
    </SettingRow>
  );
}

interface SavedFieldProps extends Omit<ComponentProps<typeof TextField>, 'value' | 'onChange'> {
  name: string;
  saved: string;
  /** What is saved for what was typed; undefined when that is nothing to save. */
  toSave: (typed: string) => JsonValue | undefined;
}

/** Saved when it is left, or with Enter; what cannot be saved is put back. */
export function SavedField({ name, saved, toSave, ...rest }: SavedFieldProps) {
  const [typed, setTyped] = useState(saved);
  const save = () => {
    if (typed.trim() === saved) return;
    const value = toSave(typed.trim());
    if (value === undefined) setTyped(saved);
    else void saveSetting(name, value);
  };
  return (
    <TextField
      {...rest}
      value={typed}
      onChange={(event) => setTyped(event.target.value)}
      onBlur={save}
      onKeyDown={(event) => event.key === 'Enter' && save()}
    />
  );
}
