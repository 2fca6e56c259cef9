import { useCallback, useEffect, useState } from 'react';
import type { FlowDetail } from '../../../../shared/domain/flow.ts';
import type { FlowSchedule } from '../../../../shared/domain/schedule.ts';
import { Button } from '../../../components/button.tsx';
import { Card } from '../../../components/card.tsx';
import { ErrorNotice } from '../../../components/error-notice.tsx';
import { SkeletonRows } from '../../../components/skeleton.tsx';
import { useLoaded } from '../../../hooks/use-loaded.ts';
import { client } from '../../../ipc-client.ts';
import { policiesFormOf, policiesOf } from '../../../lib/schedule/policies-form.ts';
import { refreshFlow } from '../../../stores/flows.ts';
import { reportError, showToast } from '../../../stores/toasts.ts';
import { text } from '../../../text.ts';
import { PoliciesFields } from './policies-fields.tsx';
import { ScheduleFields } from './schedule-fields.tsx';
import { ScheduleText } from './schedule-text.tsx';
import { useScheduleDraft } from './use-schedule-draft.ts';

export function ScheduleCards({ flow }: { flow: FlowDetail }) {
  const { id } = flow;
  const load = useCallback(() => client.schedule.ofFlow({ flowId: id }), [id]);
  const { state, reload } = useLoaded(load, id);
  // What says when it fires changed elsewhere: by a new version, in a terminal, by Undo.
  const words = flow.schedule?.text;
  // biome-ignore lint/correctness/useExhaustiveDependencies: read again when the words change
  useEffect(reload, [words, flow.version]);
  if (state.status === 'loading') return <SkeletonRows rows={6} />;
  if (state.status === 'error')
    return <ErrorNotice what={text.schedule.loadError} error={state.error} onRetry={reload} />;
  const { scheduleId, spec, policies } = state.value;
  // Begins anew with what it begins from, and with nothing else: what is typed stays while other things change.
  const key = JSON.stringify([id, scheduleId, spec, policies]);
  return <ScheduleEditor key={key} flowId={id} kept={state.value} onSaved={reload} />;
}

interface ScheduleEditorProps {
  flowId: string;
  kept: FlowSchedule;
  onSaved: () => void;
}

function ScheduleEditor({ flowId, kept, onSaved }: ScheduleEditorProps) {
  const draft = useScheduleDraft(kept);
  const [policies, setPolicies] = useState(() => policiesFormOf(kept.policies));
  const [busy, setBusy] = useState(false);

  const policiesRead = policiesOf(policies);
  const policiesChanged = JSON.stringify(policies) !== JSON.stringify(policiesFormOf(kept.policies));
  const unsaved = draft.changed || policiesChanged;
  const savable = unsaved && draft.spec !== undefined && policiesRead.ok && !draft.reading;
  const fires = draft.spec !== null;

  const undo = async () => {
    try {
      await client.schedule.restore({ flowId, scheduleId: kept.scheduleId, policies: kept.policies });
      showToast({ title: text.schedule.undone });
    } catch (error) {
      reportError(error);
    }
    refreshFlow(flowId);
    onSaved();
  };
  const save = async () => {
    if (!savable || draft.spec === undefined) return;
    setBusy(true);
    const { spec } = draft;
    try {
      await client.schedule.set({
        flowId,
        ...(draft.changed ? { spec: spec === null ? null : { ...spec, text: draft.text.trim() } } : {}),
        ...(policiesRead.ok && policiesChanged && fires ? { policies: policiesRead.policies } : {}),
      });
      showToast({ title: text.schedule.saved, action: { label: text.common.undo, run: () => void undo() } });
      refreshFlow(flowId);
      onSaved();
    } catch (error) {
      reportError(error);
    }
    setBusy(false);
  };
  const discard = () => {
    draft.reset();
    setPolicies(policiesFormOf(kept.policies));
  };

  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <Card aria-label={text.schedule.title} className="px-5 py-4">
        <h2 className="font-semibold text-ui">{text.schedule.title}</h2>
        <p className="mt-0.5 mb-3 text-body text-ink-2">{text.schedule.body}</p>
        <ScheduleText draft={draft} />
        <ScheduleFields form={draft.form} problems={draft.problems} onChange={draft.setForm} />
      </Card>
      {fires && (
        <Card aria-label={text.schedule.policies} className="px-5 py-4">
          <h2 className="mb-3 font-semibold text-ui">{text.schedule.policies}</h2>
          <PoliciesFields
            form={policies}
            problems={policiesRead.ok ? {} : policiesRead.problems}
            onChange={setPolicies}
          />
        </Card>
      )}
      {unsaved && (
        <div className="sticky bottom-0 z-10 flex animate-appear flex-wrap items-center gap-2 rounded-l border bg-raised px-5 py-3 shadow-float">
          <span role="status" className="grow text-body text-ink-2">
            {text.schedule.unsaved}
          </span>
          <Button variant="quiet" disabled={busy} onClick={discard}>
            {text.schedule.discard}
          </Button>
          <Button type="submit" variant="primary" busy={busy} disabled={!savable}>
            {text.schedule.save}
          </Button>
        </div>
      )}
    </form>
  );
}
