import { type FormEvent, useState } from 'react';
import type { ModelPreset } from '../../../shared/domain/model.ts';
import { Button } from '../../components/button.tsx';
import { Card } from '../../components/card.tsx';
import { TextField } from '../../components/field.tsx';
import { Segmented } from '../../components/segmented.tsx';
import { useLoaded } from '../../hooks/use-loaded.ts';
import { client } from '../../ipc-client.ts';
import { loadedValue } from '../../stores/loadable.ts';
import { reportError } from '../../stores/toasts.ts';
import { text } from '../../text.ts';

const words = text.settings;
const longestAnswerTokens = 4_096;

/** A preset fills in the address; the test that follows says whether it is right. */
export function ModelForm({ onDone }: { onDone: () => void }) {
  const { state } = useLoaded(client.models.presets);
  const presets = loadedValue(state) ?? [];
  const [chosen, setChosen] = useState<string | null>(null);
  const preset = presets.find(({ id }) => id === chosen) ?? presets[0];
  if (!preset) return null;
  return (
    <Card className="animate-appear px-5 py-4">
      <div className="mb-4 overflow-x-auto">
        <div className="w-fit">
          <Segmented
            label={words.endpoint}
            value={preset.id}
            options={presets.map(({ id, label }) => ({ value: id, label }))}
            onChange={setChosen}
          />
        </div>
      </div>
      <p className="mb-3 text-body text-ink-2">{preset.hint}</p>
      <Fields key={preset.id} preset={preset} onDone={onDone} />
    </Card>
  );
}

function Fields({ preset, onDone }: { preset: ModelPreset; onDone: () => void }) {
  const [model, setModel] = useState('');
  const [baseUrl, setBaseUrl] = useState(preset.baseUrl);
  const [key, setKey] = useState('');
  const [busy, setBusy] = useState(false);
  const save = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    const id = `${preset.id}-${model}`
      .toLowerCase()
      .replaceAll(/[^a-z0-9._-]+/g, '-')
      .slice(0, 60);
    try {
      await client.models.save({
        id,
        label: `${preset.label}: ${model}`,
        baseUrl,
        model,
        contextTokens: preset.contextTokens,
        maxOutputTokens: longestAnswerTokens,
        ...(key === '' ? {} : { key }),
      });
      await client.models.test({ id });
      onDone();
    } catch (error) {
      reportError(error);
    }
    setBusy(false);
  };
  return (
    <form onSubmit={(event) => void save(event)} className="flex flex-col gap-3">
      <TextField
        label={words.modelName}
        required
        value={model}
        placeholder={words.modelNameHint}
        onChange={(event) => setModel(event.target.value)}
      />
      <TextField
        label={words.address}
        required
        type="url"
        value={baseUrl}
        onChange={(event) => setBaseUrl(event.target.value)}
      />
      {preset.needsKey && (
        <TextField
          label={words.key}
          type="password"
          autoComplete="off"
          value={key}
          onChange={(event) => setKey(event.target.value)}
          below={<p className="mt-1 text-ink-3 text-s">{words.keyHint}</p>}
        />
      )}
      <div className="flex gap-2 pt-1">
        <Button type="submit" variant="primary" busy={busy} disabled={model.trim() === ''}>
          {words.saveModel}
        </Button>
        <Button variant="quiet" onClick={onDone}>
          {words.cancelAdd}
        </Button>
      </div>
    </form>
  );
}
