import { useState } from 'react';
import type { WebhookState } from '../../../../shared/domain/trigger.ts';
import { AlertDialog } from '../../../components/alert-dialog.tsx';
import { Button } from '../../../components/button.tsx';
import { CopyButton } from '../../../components/copy-button.tsx';
import { SecretField } from '../../../components/secret-field.tsx';
import { client } from '../../../ipc-client.ts';
import { saveSetting } from '../../../stores/settings.ts';
import { reportError } from '../../../stores/toasts.ts';
import { text } from '../../../text.ts';

interface WebhookDetailProps {
  flowId: string;
  hmac: boolean;
  webhooks: WebhookState;
  /** With its secret, just after it was made; null when it cannot be shown any more. */
  address: string | null;
  onAddress: (url: string | null) => void;
  onChanged: () => void;
}

const words = text.triggers;

/** Where a webhook is called, and whether anybody listens there. */
export function WebhookDetail({ flowId, hmac, webhooks, address, onAddress, onChanged }: WebhookDetailProps) {
  const [asking, setAsking] = useState(false);
  const renew = async () => {
    try {
      const made = await client.triggers.webhookAddress({ flowId, renew: true });
      onAddress(made.url);
    } catch (error) {
      reportError(error);
    }
  };
  const turnOn = async () => {
    await saveSetting('webhook.enabled', true);
    onChanged();
  };
  return (
    <div className="mt-2 flex flex-col gap-2 pl-7">
      {address === null ? (
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <span className="text-ink-3 text-s">{words.addressHidden}</span>
          <Button variant="link" className="-ml-2 h-7" onClick={() => setAsking(true)}>
            {words.newAddress}
          </Button>
        </div>
      ) : (
        <div className="animate-appear rounded-m border bg-well px-3 py-2">
          <div className="flex items-center gap-2">
            <code className="min-w-0 grow select-all font-mono text-s [overflow-wrap:anywhere]">{address}</code>
            <CopyButton label={words.copyAddress} value={() => address} />
          </div>
          <p className="mt-1 text-s text-warn">{words.addressOnce}</p>
        </div>
      )}
      {hmac && <SecretField name={`webhook:${flowId}`} label={words.hmacSecret} />}
      {!webhooks.on && (
        <p className="flex flex-wrap items-center gap-x-3 text-s text-warn">
          {words.off}
          <Button variant="link" className="-ml-2 h-7" onClick={() => void turnOn()}>
            {words.turnOn}
          </Button>
        </p>
      )}
      {webhooks.error !== null && <p className="text-bad text-s">{words.notListening(webhooks.error)}</p>}
      <AlertDialog
        open={asking}
        onOpenChange={setAsking}
        title={words.newAddressTitle}
        body={words.newAddressBody}
        keep={words.newAddressKeep}
        confirm={words.newAddress}
        onConfirm={() => void renew()}
      />
    </div>
  );
}
