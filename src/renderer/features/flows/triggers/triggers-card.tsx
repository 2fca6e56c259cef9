import { Plus } from 'lucide-react';
import { useCallback, useEffect, useState } from 'react';
import type { FlowDetail } from '../../../../shared/domain/flow.ts';
import { Button } from '../../../components/button.tsx';
import { Card } from '../../../components/card.tsx';
import { ErrorNotice } from '../../../components/error-notice.tsx';
import { SkeletonRows } from '../../../components/skeleton.tsx';
import { useLoaded } from '../../../hooks/use-loaded.ts';
import { client } from '../../../ipc-client.ts';
import { text } from '../../../text.ts';
import { TriggerAddForm } from './trigger-add-form.tsx';
import { TriggerEvents } from './trigger-events.tsx';
import { TriggerRow } from './trigger-row.tsx';

/** What fires the flow besides the clock, and what came of it lately. */
export function TriggersCard({ flow }: { flow: FlowDetail }) {
  const { id } = flow;
  const load = useCallback(() => client.triggers.ofFlow({ flowId: id }), [id]);
  const { state, reload } = useLoaded(load, id);
  const [adding, setAdding] = useState(false);
  // A webhook's address, as long as this page shows it: nobody else has it.
  const [address, setAddress] = useState<string | null>(null);
  const there = JSON.stringify(flow.triggers);
  // biome-ignore lint/correctness/useExhaustiveDependencies: read again when they change, here or in a terminal
  useEffect(reload, [there]);

  return (
    <Card aria-label={text.triggers.title} className="px-5 py-4">
      <h2 className="font-semibold text-ui">{text.triggers.title}</h2>
      <p className="mt-0.5 mb-3 text-body text-ink-2">{text.triggers.body}</p>
      {state.status === 'loading' && <SkeletonRows rows={2} />}
      {state.status === 'error' && <ErrorNotice what={text.triggers.loadError} error={state.error} onRetry={reload} />}
      {state.status === 'ready' && (
        <>
          {state.value.triggers.length === 0 && <p className="text-ink-3 text-s">{text.triggers.none}</p>}
          <ul className="divide-y">
            {state.value.triggers.map((trigger) => (
              <TriggerRow
                key={trigger.id}
                flowId={id}
                trigger={trigger}
                webhooks={state.value.webhooks}
                address={address}
                onAddress={setAddress}
                onChanged={reload}
              />
            ))}
          </ul>
        </>
      )}
      {adding ? (
        <TriggerAddForm
          flowId={id}
          onCancel={() => setAdding(false)}
          onAdded={(made) => {
            setAdding(false);
            if (made !== null) setAddress(made);
            reload();
          }}
        />
      ) : (
        <Button
          variant="link"
          className="mt-2 -ml-2"
          icon={<Plus aria-hidden size={14} />}
          onClick={() => setAdding(true)}
        >
          {text.triggers.add}
        </Button>
      )}
      {flow.triggers.length > 0 && <TriggerEvents flow={flow} />}
    </Card>
  );
}
