import { KeyRound, Plus } from 'lucide-react';
import { useState } from 'react';
import { type ListedApiKey, sendingWords } from '../../../shared/domain/api-key.ts';
import { AlertDialog } from '../../components/alert-dialog.tsx';
import { Button } from '../../components/button.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { useLoaded } from '../../hooks/use-loaded.ts';
import { client } from '../../ipc-client.ts';
import { cx } from '../../lib/cx.ts';
import { loadedValue } from '../../stores/loadable.ts';
import { reportError } from '../../stores/toasts.ts';
import { text } from '../../text.ts';
import { KeyForm } from './key-form.tsx';
import { SettingCard, SettingRow } from './setting-row.tsx';

const words = text.settings.keys;

/** The user's keys for HTTP calls: what each is for, never its value. */
export function KeysCard() {
  const { state, reload } = useLoaded(client.keys.list);
  /** Its name; '' for a new one. */
  const [open, setOpen] = useState<string | null>(null);
  const keys = loadedValue(state);
  const done = () => {
    setOpen(null);
    reload();
  };
  return (
    <SettingCard>
      <SettingRow title={words.title} body={words.body}>
        {open !== '' && keys && (
          <Button icon={<Plus aria-hidden size={14} />} onClick={() => setOpen('')}>
            {words.add}
          </Button>
        )}
      </SettingRow>
      {state.status === 'error' && (
        <div className="px-5 py-4">
          <ErrorNotice what={words.loadError} error={state.error} onRetry={reload} />
        </div>
      )}
      {open === '' && (
        <KeyForm taken={keys?.map(({ name }) => name) ?? []} onDone={done} onCancel={() => setOpen(null)} />
      )}
      {keys && keys.length > 0 && (
        <ul aria-label={words.title} className="divide-y">
          {keys.map((key) => (
            <li key={key.name}>
              {open === key.name ? (
                <KeyForm before={key} taken={[]} onDone={done} onCancel={() => setOpen(null)} />
              ) : (
                <KeyRow apiKey={key} onChange={() => setOpen(key.name)} onRemoved={reload} />
              )}
            </li>
          ))}
        </ul>
      )}
    </SettingCard>
  );
}

interface KeyRowProps {
  apiKey: ListedApiKey;
  onChange: () => void;
  onRemoved: () => void;
}

function KeyRow({ apiKey: { name, hosts, sending, place }, onChange, onRemoved }: KeyRowProps) {
  const [removing, setRemoving] = useState(false);
  const remove = async () => {
    try {
      await client.keys.remove({ name });
    } catch (error) {
      reportError(error);
    }
    onRemoved();
  };
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-1 px-5 py-3.5">
      <KeyRound aria-hidden size={15} className={place === null ? 'text-bad' : 'text-ok'} />
      <div className="min-w-52 flex-1">
        <p className="font-mono text-ui">{name}</p>
        <p className="text-body text-ink-2 [overflow-wrap:anywhere]">{words.goesTo(hosts, sendingWords(sending))}</p>
        <p className={cx('text-s first-letter:uppercase', place === null ? 'text-bad' : 'text-ink-3')}>
          {place === null ? words.gone : text.secrets.places[place]}
        </p>
      </div>
      <span className="-mr-2 flex">
        <Button variant="link" className="h-7 px-2" aria-label={words.changeNamed(name)} onClick={onChange}>
          {text.secrets.change}
        </Button>
        <Button
          variant="link"
          className="h-7 px-2"
          aria-label={words.removeNamed(name)}
          onClick={() => setRemoving(true)}
        >
          {text.secrets.remove}
        </Button>
      </span>
      <AlertDialog
        open={removing}
        onOpenChange={setRemoving}
        title={text.secrets.removeTitle(name)}
        body={words.removeBody}
        keep={text.secrets.keep}
        confirm={text.secrets.remove}
        onConfirm={() => void remove()}
      />
    </div>
  );
}
