import { type FormEvent, useEffect, useState } from 'react';
import type { FileEvent } from '../../../../shared/domain/trigger.ts';
import { Button } from '../../../components/button.tsx';
import { CheckField } from '../../../components/check-field.tsx';
import { Choices } from '../../../components/choices.tsx';
import { TextField } from '../../../components/field.tsx';
import { Problem } from '../../../components/problem.tsx';
import { SelectField } from '../../../components/select.tsx';
import { asMajordomoError, client } from '../../../ipc-client.ts';
import { newTrigger, triggerKinds, triggerOf } from '../../../lib/trigger-form.ts';
import { loadFlows, refreshFlow, selectFlows, useFlowsStore } from '../../../stores/flows.ts';
import { loadedValue } from '../../../stores/loadable.ts';
import { showToast } from '../../../stores/toasts.ts';
import { text } from '../../../text.ts';

interface TriggerAddFormProps {
  flowId: string;
  onCancel: () => void;
  /** With the address of a webhook, which is shown this once. */
  onAdded: (address: string | null) => void;
}

const words = text.triggers;
const kinds = triggerKinds.map((value) => ({ value, label: words.kinds[value] }));
const fileEvents = (['created', 'changed', 'deleted'] as const).map((value) => ({
  value,
  label: words.fileEvents[value],
}));
const ends = (['any', 'succeeded', 'failed'] as const).map((value) => ({ value, label: words.ends[value] }));

export function TriggerAddForm({ flowId, onCancel, onAdded }: TriggerAddFormProps) {
  const [form, setForm] = useState(newTrigger);
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<string>();
  const read = triggerOf(form);
  const problems = tried && !read.ok ? read.problems : {};

  const add = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    setRefused(undefined);
    if (!read.ok) return;
    setBusy(true);
    try {
      await client.triggers.add({ flowId, spec: read.spec });
      const address =
        read.spec.kind === 'webhook' ? await client.triggers.webhookAddress({ flowId, renew: false }) : null;
      showToast({ title: words.added });
      refreshFlow(flowId);
      onAdded(address?.isNew ? address.url : null);
    } catch (error) {
      setRefused(asMajordomoError(error).message);
      setBusy(false);
    }
  };

  return (
    <form
      aria-label={words.add}
      onSubmit={(event) => void add(event)}
      onKeyDown={(event) => event.key === 'Escape' && onCancel()}
      className="mt-3 grid animate-appear gap-3 rounded-m border bg-well/50 px-3.5 py-3"
    >
      <div className="max-w-72">
        <SelectField
          label={words.kind}
          value={form.kind}
          options={kinds}
          onChange={(kind) => {
            setForm({ ...form, kind });
            setTried(false);
            setRefused(undefined);
          }}
        />
      </div>
      <p className="text-ink-3 text-s">{words.kindBody[form.kind]}</p>
      {form.kind === 'file' && (
        <>
          <TextField
            label={words.path}
            placeholder={words.pathHint}
            value={form.path}
            spellCheck={false}
            onChange={(event) => setForm({ ...form, path: event.target.value })}
            below={<Problem words={problems.path} />}
          />
          <div className="flex flex-wrap gap-x-6 gap-y-3">
            <div>
              <Choices
                label={words.on}
                options={fileEvents}
                chosen={form.events}
                onChange={(events: FileEvent[]) => setForm({ ...form, events })}
              />
              <Problem words={problems.on} />
            </div>
            <TextField
              label={words.settle}
              inputMode="decimal"
              value={form.settleSeconds}
              onChange={(event) => setForm({ ...form, settleSeconds: event.target.value })}
              below={<Problem words={problems.settle} />}
            />
          </div>
        </>
      )}
      {form.kind === 'flow' && (
        <div className="grid gap-3 wide:grid-cols-2">
          <FollowedFlow
            flowId={flowId}
            value={form.flow}
            problem={problems.flow}
            onChange={(flow) => setForm({ ...form, flow })}
          />
          <SelectField
            label={words.ended}
            value={form.ended}
            options={ends}
            onChange={(ended) => setForm({ ...form, ended })}
          />
        </div>
      )}
      {form.kind === 'webhook' && (
        <CheckField
          label={words.hmac}
          hint={words.hmacBody}
          checked={form.hmac}
          onChange={(hmac) => setForm({ ...form, hmac })}
        />
      )}
      <Problem words={refused} />
      <div className="flex gap-2">
        <Button type="submit" variant="primary" busy={busy}>
          {words.save}
        </Button>
        <Button variant="quiet" disabled={busy} onClick={onCancel}>
          {words.cancel}
        </Button>
      </div>
    </form>
  );
}

interface FollowedFlowProps {
  flowId: string;
  value: string;
  problem: string | undefined;
  onChange: (flowId: string) => void;
}

function FollowedFlow({ flowId, value, problem, onChange }: FollowedFlowProps) {
  const flows = loadedValue(useFlowsStore(selectFlows)) ?? [];
  useEffect(() => void loadFlows(), []);
  const others = flows.filter(({ id, status }) => id !== flowId && status !== 'cancelled');
  return (
    <SelectField
      label={words.flow}
      value={value}
      options={[{ value: '', label: words.chooseFlow }, ...others.map(({ id, name }) => ({ value: id, label: name }))]}
      onChange={onChange}
      below={<Problem words={problem} />}
    />
  );
}
