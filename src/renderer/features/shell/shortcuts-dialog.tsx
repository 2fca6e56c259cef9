import { Dialog } from '../../components/dialog.tsx';
import { KeyList } from '../../components/key-list.tsx';
import { text } from '../../text.ts';

interface ShortcutsDialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

export function ShortcutsDialog({ open, onOpenChange }: ShortcutsDialogProps) {
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title={text.status.shortcuts}>
      <KeyList />
    </Dialog>
  );
}
