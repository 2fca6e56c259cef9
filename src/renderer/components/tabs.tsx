import { Tabs as BaseTabs } from '@base-ui/react/tabs';
import type { ReactNode } from 'react';

interface TabsProps<T extends string> {
  value: T;
  onChange: (value: T) => void;
  tabs: readonly { value: T; label: string; count?: number }[];
  children: ReactNode;
}

export function Tabs<T extends string>({ value, onChange, tabs, children }: TabsProps<T>) {
  return (
    <BaseTabs.Root value={value} onValueChange={(next: T) => onChange(next)} className="flex min-h-0 grow flex-col">
      <BaseTabs.List className="relative flex shrink-0 gap-5 border-b px-6">
        {tabs.map((tab) => (
          <BaseTabs.Tab
            key={tab.value}
            value={tab.value}
            className="h-10 select-none text-body text-ink-2 transition hover:text-ink focus-visible:outline-offset-[-4px] data-active:font-[570] data-active:text-ink"
          >
            {tab.label}
          </BaseTabs.Tab>
        ))}
        <BaseTabs.Indicator className="absolute bottom-[-1px] left-(--active-tab-left) h-0.5 w-(--active-tab-width) rounded-full bg-accent transition-all duration-200" />
      </BaseTabs.List>
      {children}
    </BaseTabs.Root>
  );
}

export function TabPanel({ value, children }: { value: string; children: ReactNode }) {
  return (
    // What is in it takes the focus, not the panel around it.
    <BaseTabs.Panel value={value} tabIndex={-1} className="outline-none">
      {children}
    </BaseTabs.Panel>
  );
}
