import { useEffect, useState } from 'react';
import type { FlowListItem } from '../../../shared/domain/flow.ts';
import { AlertDialog } from '../../components/alert-dialog.tsx';
import { cancelFlow } from '../../stores/flows.ts';
import { text } from '../../text.ts';

interface CancelFlowDialogProps {
  /** The flow that is asked about; null while nothing is. */
  flow: Pick<FlowListItem, 'id' | 'name'> | null;
  onClose: () => void;
}

export function CancelFlowDialog({ flow, onClose }: CancelFlowDialogProps) {
  // The name stays while the dialog fades away.
  const [name, setName] = useState('');
  useEffect(() => {
    if (flow) setName(flow.name);
  }, [flow]);
  return (
    <AlertDialog
      open={flow !== null}
      onOpenChange={(open) => !open && onClose()}
      title={text.flows.cancelTitle(flow?.name ?? name)}
      body={text.flows.cancelBody}
      keep={text.flows.keep}
      confirm={text.flows.cancel}
      onConfirm={() => flow && void cancelFlow(flow.id)}
    />
  );
}
