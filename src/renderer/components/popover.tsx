import { Popover as BasePopover } from '@base-ui/react/popover';
import type { ReactNode } from 'react';

interface PopoverProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** What opens it: no native button, so that its text wraps within a sentence. */
  trigger: string;
  /** What a screen reader says of it; begins with its text. */
  label: string;
  className: string;
  title: string;
  children: ReactNode;
}

/** A small form at the place that it changes. Esc and a click elsewhere close it; the focus goes back to where it came from. */
export function Popover({ open, onOpenChange, trigger, label, className, title, children }: PopoverProps) {
  return (
    <BasePopover.Root open={open} onOpenChange={onOpenChange}>
      <BasePopover.Trigger nativeButton={false} render={<span />} aria-label={label} className={className}>
        {trigger}
      </BasePopover.Trigger>
      <BasePopover.Portal>
        <BasePopover.Positioner side="bottom" align="start" sideOffset={6} collisionPadding={12} className="z-40">
          <BasePopover.Popup className="w-[min(400px,calc(100vw-32px))] origin-(--transform-origin) rounded-m border bg-raised p-3.5 shadow-float outline-none transition data-ending-style:scale-[0.98] data-starting-style:scale-[0.98] data-ending-style:opacity-0 data-starting-style:opacity-0">
            <BasePopover.Title className="sr-only">{title}</BasePopover.Title>
            {children}
          </BasePopover.Popup>
        </BasePopover.Positioner>
      </BasePopover.Portal>
    </BasePopover.Root>
  );
}
