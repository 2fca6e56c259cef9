import { Dialog as BaseDialog } from '@base-ui/react/dialog';
import { X } from 'lucide-react';
import { type ReactNode, useRef } from 'react';
import { cx } from '../lib/cx.ts';
import { text } from '../text.ts';
import { IconButton } from './icon-button.tsx';

export const backdropClass =
  'fixed inset-0 z-40 bg-scrim transition duration-150 data-ending-style:opacity-0 data-starting-style:opacity-0';
export const dialogClass =
  'fixed inset-0 z-50 m-auto h-fit max-h-[86vh] overflow-y-auto rounded-l border bg-raised p-5 shadow-float outline-none transition duration-150 data-ending-style:scale-[0.98] data-ending-style:opacity-0 data-starting-style:scale-[0.98] data-starting-style:opacity-0';

export const dialogWidth = 'w-[min(440px,calc(100vw-48px))]';

interface DialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  /** For more than a question: as wide as a column of text. */
  wide?: boolean;
  children: ReactNode;
}

export function Dialog({ open, onOpenChange, title, wide = false, children }: DialogProps) {
  const popup = useRef<HTMLDivElement>(null);
  return (
    <BaseDialog.Root open={open} onOpenChange={onOpenChange}>
      <BaseDialog.Portal>
        <BaseDialog.Backdrop className={backdropClass} />
        <BaseDialog.Popup
          ref={popup}
          initialFocus={popup}
          className={cx(dialogClass, wide ? 'w-[min(620px,calc(100vw-48px))]' : dialogWidth)}
        >
          <div className="mb-3 flex items-center justify-between">
            <BaseDialog.Title className="font-semibold text-l">{title}</BaseDialog.Title>
            <BaseDialog.Close render={<IconButton label={text.common.close} icon={<X aria-hidden size={16} />} />} />
          </div>
          {children}
        </BaseDialog.Popup>
      </BaseDialog.Portal>
    </BaseDialog.Root>
  );
}
