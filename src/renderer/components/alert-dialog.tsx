import { AlertDialog as BaseAlertDialog } from '@base-ui/react/alert-dialog';
import { useRef } from 'react';
import { cx } from '../lib/cx.ts';
import { Button } from './button.tsx';
import { backdropClass, dialogClass, dialogWidth } from './dialog.tsx';

interface AlertDialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  body: string;
  /** The safe way out; has the focus. */
  keep: string;
  confirm: string;
  onConfirm: () => void;
}

/** Asks before something that cannot be taken back. */
export function AlertDialog({ open, onOpenChange, title, body, keep, confirm, onConfirm }: AlertDialogProps) {
  const safe = useRef<HTMLButtonElement>(null);
  return (
    <BaseAlertDialog.Root open={open} onOpenChange={onOpenChange}>
      <BaseAlertDialog.Portal>
        <BaseAlertDialog.Backdrop className={backdropClass} />
        <BaseAlertDialog.Popup className={cx(dialogClass, dialogWidth)} initialFocus={safe}>
          <BaseAlertDialog.Title className="font-semibold text-l [overflow-wrap:anywhere]">
            {title}
          </BaseAlertDialog.Title>
          <BaseAlertDialog.Description className="mt-1.5 text-ink-2">{body}</BaseAlertDialog.Description>
          <div className="mt-5 flex justify-end gap-2">
            <BaseAlertDialog.Close render={<Button ref={safe}>{keep}</Button>} />
            <BaseAlertDialog.Close render={<Button variant="danger">{confirm}</Button>} onClick={onConfirm} />
          </div>
        </BaseAlertDialog.Popup>
      </BaseAlertDialog.Portal>
    </BaseAlertDialog.Root>
  );
}
