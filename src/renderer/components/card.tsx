import type { ComponentProps } from 'react';
import { cx } from '../lib/cx.ts';

export function Card({ className, ...rest }: ComponentProps<'section'>) {
  return <section {...rest} className={cx('rounded-l border bg-card shadow-card', className)} />;
}

interface SideCardProps {
  title: string;
  children: React.ReactNode;
}

/** A titled card of the side column. */
export function SideCard({ title, children }: SideCardProps) {
  return (
    <Card aria-label={title} className="px-4 py-3.5">
      <h2 className="mb-2.5 font-semibold text-ui">{title}</h2>
      {children}
    </Card>
  );
}
