import { KeyRound } from 'lucide-react';
import { useEffect, useState } from 'react';
import { asMajordomoError } from '../ipc-client.ts';
import { loadSecrets, removeSecret, saveSecret, selectSecret, useSecretsStore } from '../stores/secrets.ts';
import { text } from '../text.ts';
import { AlertDialog } from './alert-dialog.tsx';
import { Button } from './button.tsx';
import { CheckField } from './check-field.tsx';
import { TextField } from './field.tsx';
import { Problem } from './problem.tsx';

const words = text.secrets;

/** A key that goes in and is never shown again: only that there is one, and how it is kept. */
export function SecretField({ name, label }: { name: string; label: string }) {
  const kept = useSecretsStore(selectSecret(name));
  const [changing, setChanging] = useState(false);
  const [removing, setRemoving] = useState(false);
  useEffect(() => void loadSecrets(), []);
  if (!kept || changing)
    return <SecretForm name={name} label={label} onDone={() => setChanging(false)} canCancel={kept !== null} />;
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <span className="flex items-center gap-2 text-body">
        <KeyRound aria-hidden size={14} className="text-ok" />
        {label}: <span className="text-ink-2">{words.places[kept.place]}</span>
      </span>
      {kept.place !== 'environment' && (
        <span className="flex">
          <Button variant="link" className="h-7 px-2" onClick={() => setChanging(true)}>
            {words.change}
          </Button>
          <Button variant="link" className="h-7 px-2" onClick={() => setRemoving(true)}>
            {words.remove}
          </Button>
        </span>
      )}
      <AlertDialog
        open={removing}
        onOpenChange={setRemoving}
        title={words.removeTitle(label)}
        body={words.removeBody}
        keep={words.keep}
        confirm={words.remove}
        onConfirm={() => void removeSecret(name)}
      />
    </div>
  );
}

interface SecretFormProps {
  name: string;
  label: string;
  canCancel: boolean;
  onDone: () => void;
}

function SecretForm({ name, label, canCancel, onDone }: SecretFormProps) {
  const [value, setValue] = useState('');
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<{ words: string; canAgree: boolean } | null>(null);
  const [agreed, setAgreed] = useState(false);
  const save = async () => {
    if (value === '' || busy) return;
    setBusy(true);
    setProblem(null);
    try {
      await saveSecret({ name, value, allowReadable: agreed });
      setValue('');
      onDone();
    } catch (error) {
      const { code, message } = asMajordomoError(error);
      const canAgree = code === 'Secret.NoKeyStore';
      setProblem({ words: canAgree ? words.noKeyStore : message, canAgree });
    }
    setBusy(false);
  };
  return (
    <div className="flex flex-col gap-2">
      <div className="flex flex-wrap items-end gap-2">
        <div className="min-w-52 flex-1">
          <TextField
            label={label}
            type="password"
            autoComplete="off"
            value={value}
            placeholder={words.placeholder}
            onChange={(event) => setValue(event.target.value)}
            onKeyDown={(event) => {
              if (event.key !== 'Enter') return;
              event.preventDefault();
              void save();
            }}
          />
        </div>
        <Button busy={busy} disabled={value === ''} onClick={() => void save()} className="h-[35px]">
          {words.save}
        </Button>
        {canCancel && (
          <Button variant="quiet" className="h-[35px]" onClick={onDone}>
            {text.common.cancel}
          </Button>
        )}
      </div>
      <Problem words={problem?.words} />
      {problem?.canAgree && <CheckField label={words.agree} checked={agreed} onChange={setAgreed} />}
    </div>
  );
}
