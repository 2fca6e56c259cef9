import { ContextMenu as BaseContextMenu } from '@base-ui/react/context-menu';
import { Menu as BaseMenu } from '@base-ui/react/menu';
import { Check } from 'lucide-react';
import type { ReactElement, ReactNode } from 'react';
import { cx } from '../lib/cx.ts';

const popup =
  'min-w-44 max-h-[min(440px,var(--available-height))] overflow-y-auto rounded-m border bg-raised p-1 shadow-float outline-none transition origin-(--transform-origin) data-starting-style:scale-[0.97] data-starting-style:opacity-0 data-ending-style:opacity-0';
const row =
  'flex h-8 select-none items-center gap-2.5 rounded-s px-2.5 text-ui outline-none data-disabled:opacity-45 data-highlighted:bg-hover';

interface MenuProps {
  trigger: ReactElement;
  side?: 'top' | 'bottom' | 'right';
  align?: 'start' | 'center' | 'end';
  children: ReactNode;
}

export function Menu({ trigger, side = 'bottom', align = 'end', children }: MenuProps) {
  return (
    <BaseMenu.Root>
      <BaseMenu.Trigger render={trigger} />
      <BaseMenu.Portal>
        <BaseMenu.Positioner side={side} align={align} sideOffset={6} className="z-40 outline-none">
          <BaseMenu.Popup className={popup}>{children}</BaseMenu.Popup>
        </BaseMenu.Positioner>
      </BaseMenu.Portal>
    </BaseMenu.Root>
  );
}

/** The same menu by right click, or by the menu key, on what it wraps. */
export function ContextMenu({ trigger, children }: { trigger: ReactElement; children: ReactNode }) {
  return (
    <BaseContextMenu.Root>
      <BaseContextMenu.Trigger render={trigger} />
      <BaseContextMenu.Portal>
        <BaseContextMenu.Positioner className="z-40 outline-none">
          <BaseContextMenu.Popup className={popup}>{children}</BaseContextMenu.Popup>
        </BaseContextMenu.Positioner>
      </BaseContextMenu.Portal>
    </BaseContextMenu.Root>
  );
}

interface MenuItemProps {
  icon?: ReactNode;
  keys?: ReactNode;
  danger?: boolean;
  disabled?: boolean;
  /** A second line: why it cannot be done. */
  note?: string | null;
  onSelect: () => void;
  children: ReactNode;
}

export function MenuItem({
  icon,
  keys,
  danger = false,
  disabled = false,
  note = null,
  onSelect,
  children,
}: MenuItemProps) {
  return (
    <BaseMenu.Item
      disabled={disabled}
      onClick={onSelect}
      className={cx(row, danger ? 'text-bad' : 'text-ink', note !== null && 'h-auto py-1')}
    >
      <span className={cx('flex w-4 justify-center', !danger && 'text-ink-3')}>{icon}</span>
      <span className="grow">
        {children}
        {note !== null && <span className="block text-xs">{note}</span>}
      </span>
      {keys}
    </BaseMenu.Item>
  );
}

interface MenuChoiceProps<T extends string> {
  label: string;
  value: T;
  options: readonly { value: T; label: string }[];
  onChange: (value: T) => void;
}

export function MenuChoice<T extends string>({ label, value, options, onChange }: MenuChoiceProps<T>) {
  return (
    <BaseMenu.Group>
      <BaseMenu.GroupLabel className="px-2.5 pt-1.5 pb-1 text-ink-3 text-xs">{label}</BaseMenu.GroupLabel>
      <BaseMenu.RadioGroup value={value} onValueChange={(next: T) => onChange(next)}>
        {options.map((option) => (
          <BaseMenu.RadioItem key={option.value} value={option.value} closeOnClick className={row}>
            <span className="flex w-4 justify-center text-accent">
              <BaseMenu.RadioItemIndicator>
                <Check aria-hidden size={15} />
              </BaseMenu.RadioItemIndicator>
            </span>
            {option.label}
          </BaseMenu.RadioItem>
        ))}
      </BaseMenu.RadioGroup>
    </BaseMenu.Group>
  );
}

export function MenuSeparator() {
  return <BaseMenu.Separator className="mx-1 my-1 border-t" />;
}

export function MenuNote({ children }: { children: ReactNode }) {
  return <div className="max-w-64 truncate px-2.5 py-1.5 text-ink-3 text-xs">{children}</div>;
}
