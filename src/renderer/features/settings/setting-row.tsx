import type { ReactNode } from 'react';
import { Card } from '../../components/card.tsx';

/** One thing to set: what it is, in a sentence what it does, and its control. */
export function SettingRow({ title, body, children }: { title: string; body?: ReactNode; children?: ReactNode }) {
  return (
    <div className="flex flex-wrap items-center gap-x-6 gap-y-2.5 px-5 py-4">
      <div className="min-w-52 flex-1">
        <p className="font-[550]">{title}</p>
        {body && <p className="mt-0.5 text-body text-ink-2 [overflow-wrap:anywhere]">{body}</p>}
      </div>
      {children && <div className="flex flex-wrap items-center gap-2">{children}</div>}
    </div>
  );
}

export function SettingCard({ children }: { children: ReactNode }) {
  return <Card className="divide-y overflow-hidden">{children}</Card>;
}
