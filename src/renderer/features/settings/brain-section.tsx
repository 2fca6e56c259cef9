import { Plus } from 'lucide-react';
import { useState } from 'react';
import type { ModelList } from '../../../shared/domain/model.ts';
import { Button } from '../../components/button.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { Tag } from '../../components/tag.tsx';
import { useLoaded } from '../../hooks/use-loaded.ts';
import { client } from '../../ipc-client.ts';
import { loadedValue } from '../../stores/loadable.ts';
import { removeModel } from '../../stores/remove-model.ts';
import { reportError } from '../../stores/toasts.ts';
import { text } from '../../text.ts';
import { ModelForm } from './model-form.tsx';
import { SettingCard, SettingRow } from './setting-row.tsx';

const words = text.settings;

export function BrainSection() {
  const { state, reload } = useLoaded(client.models.list);
  const [adding, setAdding] = useState(false);
  const [busyId, setBusyId] = useState<string | null>(null);
  const models = loadedValue(state);
  const act = async (id: string, call: () => Promise<unknown>) => {
    setBusyId(id);
    try {
      await call();
    } catch (error) {
      reportError(error);
    }
    setBusyId(null);
    reload();
  };
  if (state.status === 'error') return <ErrorNotice error={state.error} onRetry={reload} />;
  if (!models) return null;
  return (
    <div className="flex flex-col gap-4">
      <SettingCard>
        <SettingRow title={words.planner} body={words.plannerBody}>
          <UseButton
            inUse={models.brain === 'planner'}
            label={words.planner}
            onUse={() => void act('planner', () => client.models.use({ id: 'planner' }))}
          />
        </SettingRow>
        {models.endpoints.map((model) => (
          <ModelRow
            key={model.id}
            model={model}
            inUse={models.brain === model.id}
            busy={busyId === model.id}
            onAct={(call) => void act(model.id, call)}
            onRemove={() => void act(model.id, () => removeModel(model, reload))}
          />
        ))}
      </SettingCard>
      <p className="px-1 text-ink-3 text-s">{words.usableOnce}</p>
      {adding ? (
        <ModelForm
          onDone={() => {
            setAdding(false);
            reload();
          }}
        />
      ) : (
        <div>
          <Button icon={<Plus aria-hidden size={14} />} onClick={() => setAdding(true)}>
            {words.addModel}
          </Button>
        </div>
      )}
    </div>
  );
}

interface ModelRowProps {
  model: ModelList['endpoints'][number];
  inUse: boolean;
  busy: boolean;
  onAct: (call: () => Promise<unknown>) => void;
  onRemove: () => void;
}

function ModelRow({ model, inUse, busy, onAct, onRemove }: ModelRowProps) {
  const { id, test } = model;
  const names = words.modelActions(model.label);
  const failed = test?.checks.filter(({ ok, needed }) => needed && !ok) ?? [];
  return (
    <SettingRow
      title={model.label}
      body={
        <>
          {model.model}, {model.baseUrl}
          {failed.map(({ name, detail }) => (
            <span key={name} className="block text-warn">
              {detail}
            </span>
          ))}
        </>
      }
    >
      <Tag tone={test === null ? 'neutral' : test.usable ? 'ok' : 'warn'}>
        {test === null ? words.neverTested : test.usable ? words.usable : words.unusable}
      </Tag>
      <Button
        variant="quiet"
        busy={busy}
        aria-label={names.test}
        onClick={() => onAct(() => client.models.test({ id }))}
      >
        {busy ? words.testing : words.test}
      </Button>
      <Button variant="quiet" aria-label={names.remove} onClick={onRemove}>
        {words.remove}
      </Button>
      {test?.usable && (
        <UseButton inUse={inUse} label={model.label} onUse={() => onAct(() => client.models.use({ id }))} />
      )}
    </SettingRow>
  );
}

function UseButton({ inUse, label, onUse }: { inUse: boolean; label: string; onUse: () => void }) {
  if (inUse) return <Tag tone="accent">{words.inUse}</Tag>;
  return (
    <Button aria-label={words.modelActions(label).use} onClick={onUse}>
      {words.use}
    </Button>
  );
}
