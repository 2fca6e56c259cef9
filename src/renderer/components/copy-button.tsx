import { Check, Copy } from 'lucide-react';
import { useCopied } from '../hooks/use-copied.ts';
import { text } from '../text.ts';
import { IconButton } from './icon-button.tsx';

interface CopyButtonProps {
  /** Called on press, so that large values are only written out then. */
  value: () => string;
  label?: string;
}

export function CopyButton({ value, label = text.common.copy }: CopyButtonProps) {
  const { copied, copy } = useCopied();
  return (
    <IconButton
      label={copied ? text.common.copied : label}
      onClick={() => copy(value())}
      icon={copied ? <Check aria-hidden size={14} className="text-ok" /> : <Copy aria-hidden size={14} />}
    />
  );
}
