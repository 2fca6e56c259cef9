import { type FormEvent, useState } from 'react';
import type { KeySending, ListedApiKey } from '../../../shared/domain/api-key.ts';
import { Button } from '../../components/button.tsx';
import { CheckField } from '../../components/check-field.tsx';
import { TextField } from '../../components/field.tsx';
import { Problem } from '../../components/problem.tsx';
import { SelectField } from '../../components/select.tsx';
import { asMajordomoError, client } from '../../ipc-client.ts';
import { text } from '../../text.ts';

const words = text.settings.keys;
const ways = (['bearer', 'header', 'basic', 'query'] as const).map((value) => ({ value, label: words.ways[value] }));

interface KeyFormProps {
  /** The key that is replaced; none for a new one. */
  before?: ListedApiKey;
  /** Names that a new one would replace. */
  taken: readonly string[];
  onDone: () => void;
  onCancel: () => void;
}

/** A key with its hosts and its way. Its value is asked for each time: a key is never bound anew by who does not have it. */
export function KeyForm({ before, taken, onDone, onCancel }: KeyFormProps) {
  const [name, setName] = useState(before?.name ?? '');
  const [hosts, setHosts] = useState(before?.hosts.join(', ') ?? '');
  const [by, setBy] = useState<KeySending['by']>(before?.sending.by ?? 'bearer');
  const [detail, setDetail] = useState(detailOf(before?.sending));
  const [value, setValue] = useState('');
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<{ words: string; canAgree: boolean } | null>(null);
  const [agreed, setAgreed] = useState(false);
  const isTaken = taken.includes(name.trim());
  const save = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setProblem(null);
    try {
      const list = hosts.split(/[\s,;]+/).filter((host) => host !== '');
      const sending = sendingOf(by, detail.trim());
      await client.keys.save({ name: name.trim(), hosts: list, sending, value, allowReadable: agreed });
      setValue('');
      onDone();
    } catch (error) {
      const { code, message } = asMajordomoError(error);
      const canAgree = code === 'Secret.NoKeyStore';
      setProblem({ words: canAgree ? text.secrets.noKeyStore : message, canAgree });
      setBusy(false);
    }
  };
  const isWhole =
    name.trim() !== '' && hosts.trim() !== '' && value !== '' && !isTaken && (by === 'bearer' || detail !== '');
  return (
    <form
      aria-label={before ? words.changeNamed(before.name) : words.add}
      onSubmit={(event) => void save(event)}
      className="flex animate-appear flex-col gap-3 px-5 py-4"
    >
      {!before && (
        <TextField
          label={words.name}
          value={name}
          autoFocus
          autoComplete="off"
          spellCheck={false}
          placeholder="weather"
          onChange={(event) => setName(event.target.value)}
          below={isTaken ? <Problem words={words.taken(name.trim())} /> : <Hint>{words.nameHint}</Hint>}
        />
      )}
      <TextField
        label={words.hosts}
        value={hosts}
        autoComplete="off"
        spellCheck={false}
        placeholder="api.weather.example"
        onChange={(event) => setHosts(event.target.value)}
        below={<Hint>{words.hostsHint}</Hint>}
      />
      <div className="grid gap-3 wide:grid-cols-2">
        <SelectField label={words.way} value={by} options={ways} onChange={setBy} />
        {by !== 'bearer' && (
          <TextField
            label={words.details[by]}
            value={detail}
            autoComplete="off"
            spellCheck={false}
            placeholder={words.detailExamples[by]}
            onChange={(event) => setDetail(event.target.value)}
          />
        )}
      </div>
      {by === 'query' && <Hint>{words.queryHint}</Hint>}
      <TextField
        label={before ? words.valueAnew : words.value}
        type="password"
        autoComplete="off"
        value={value}
        placeholder={text.secrets.placeholder}
        onChange={(event) => setValue(event.target.value)}
        below={before && <Hint>{words.valueAnewHint}</Hint>}
      />
      <Problem words={problem?.words} />
      {problem?.canAgree && <CheckField label={text.secrets.agree} checked={agreed} onChange={setAgreed} />}
      <div className="flex gap-2 pt-1">
        <Button type="submit" variant="primary" busy={busy} disabled={!isWhole}>
          {words.save}
        </Button>
        <Button variant="quiet" onClick={onCancel}>
          {text.common.cancel}
        </Button>
      </div>
    </form>
  );
}

function Hint({ children }: { children: string }) {
  return <p className="mt-1 text-ink-3 text-s">{children}</p>;
}

function detailOf(sending: KeySending | undefined): string {
  switch (sending?.by) {
    case 'header':
      return sending.name;
    case 'basic':
      return sending.user;
    case 'query':
      return sending.parameter;
    default:
      return '';
  }
}

function sendingOf(by: KeySending['by'], detail: string): KeySending {
  switch (by) {
    case 'bearer':
      return { by };
    case 'header':
      return { by, name: detail };
    case 'basic':
      return { by, user: detail };
    case 'query':
      return { by, parameter: detail };
  }
}
