import { type Clock3, FileText, Power, Sunrise, Trash2, Webhook, Workflow, Zap } from 'lucide-react';
import type { FlowTrigger, TriggerKind, WebhookState } from '../../../../shared/domain/trigger.ts';
import { Button } from '../../../components/button.tsx';
import { IconButton } from '../../../components/icon-button.tsx';
import { client } from '../../../ipc-client.ts';
import { refreshFlow } from '../../../stores/flows.ts';
import { reportError, showToast } from '../../../stores/toasts.ts';
import { text } from '../../../text.ts';
import { WebhookDetail } from './webhook-detail.tsx';

interface TriggerRowProps {
  flowId: string;
  trigger: FlowTrigger;
  webhooks: WebhookState;
  address: string | null;
  onAddress: (url: string | null) => void;
  onChanged: () => void;
}

const icons: Record<TriggerKind, typeof Clock3> = {
  file: FileText,
  flow: Workflow,
  webhook: Webhook,
  'app-start': Power,
  wake: Sunrise,
  manual: Zap,
};

export function TriggerRow({ flowId, trigger, webhooks, address, onAddress, onChanged }: TriggerRowProps) {
  const Icon = icons[trigger.spec.kind];
  const change = async (call: () => Promise<unknown>, toast: Parameters<typeof showToast>[0]) => {
    try {
      await call();
      showToast(toast);
    } catch (error) {
      reportError(error);
    }
    refreshFlow(flowId);
    onChanged();
  };
  const restore = () =>
    change(() => client.triggers.restore({ flowId, triggerId: trigger.id }), { title: text.triggers.added });
  const remove = () =>
    change(() => client.triggers.remove({ flowId, triggerId: trigger.id }), {
      title: text.triggers.removed,
      action: { label: text.common.undo, run: () => void restore() },
    });
  const fire = () => change(() => client.triggers.fire({ flowId }), { title: text.triggers.fired });
  return (
    <li className="py-2.5">
      <div className="flex items-center gap-3">
        <Icon aria-hidden size={15} className="shrink-0 text-ink-3" />
        <span className="min-w-0 grow text-body [overflow-wrap:anywhere] first-letter:uppercase">{trigger.words}</span>
        {trigger.spec.kind === 'manual' && (
          <Button icon={<Zap aria-hidden size={13} />} onClick={() => void fire()}>
            {text.triggers.fire}
          </Button>
        )}
        <IconButton
          label={text.triggers.remove(trigger.words)}
          icon={<Trash2 aria-hidden size={15} />}
          onClick={() => void remove()}
        />
      </div>
      {trigger.spec.kind === 'webhook' && (
        <WebhookDetail
          flowId={flowId}
          hmac={trigger.spec.hmac}
          webhooks={webhooks}
          address={address}
          onAddress={onAddress}
          onChanged={onChanged}
        />
      )}
      {trigger.refusals.map(({ reason, count }) => (
        <p key={reason} className="mt-1 pl-7 text-s text-warn">
          {text.triggers.refused(count, reason)}
        </p>
      ))}
    </li>
  );
}
