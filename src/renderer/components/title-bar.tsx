import { ArrowLeft } from 'lucide-react';
import type { ReactNode } from 'react';
import { text } from '../text.ts';
import { IconButton } from './icon-button.tsx';

interface TitleBarProps {
  title: string;
  /** Where the page came from; absent on top-level pages. */
  onBack?: () => void;
  /** Right after the title: tags, spark. */
  aside?: ReactNode;
  actions?: ReactNode;
}

export function TitleBar({ title, onBack, aside, actions }: TitleBarProps) {
  return (
    <header className="flex h-12 shrink-0 items-center gap-3 border-b px-6">
      <title>{`${title} · ${text.appName}`}</title>
      {onBack && (
        <IconButton
          label={text.nav.back}
          onClick={onBack}
          icon={<ArrowLeft aria-hidden size={16} />}
          className="-ml-2 -mr-1"
        />
      )}
      <h1 title={title} className="min-w-0 truncate font-[620] text-title">
        {title}
      </h1>
      {aside && <div className="flex shrink-0 items-center gap-3">{aside}</div>}
      <span className="grow" />
      {actions && <div className="flex shrink-0 items-center gap-1.5">{actions}</div>}
    </header>
  );
}
