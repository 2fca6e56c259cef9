import { type ReactNode, useMemo, useState } from 'react';
import { useShortcuts } from '../../hooks/use-shortcuts.ts';
import { navigate, openChat, openNewConversation } from '../../stores/route.ts';
import { ShortcutsDialog } from './shortcuts-dialog.tsx';
import { Sidebar } from './sidebar.tsx';

export function Shell({ children }: { children: ReactNode }) {
  const [keysOpen, setKeysOpen] = useState(false);
  const actions = useMemo(
    () => ({
      'new-conversation': openNewConversation,
      'go-chat': openChat,
      'go-flows': () => navigate({ page: 'flows' }),
      'go-runs': () => navigate({ page: 'runs' }),
      back: () => window.history.back(),
      forward: () => window.history.forward(),
      shortcuts: () => setKeysOpen(true),
    }),
    [],
  );
  useShortcuts(actions);
  return (
    <div className="grid h-full grid-cols-[56px_minmax(0,1fr)] wide:grid-cols-[224px_minmax(0,1fr)]">
      <Sidebar onShowShortcuts={() => setKeysOpen(true)} />
      <main className="flex min-h-0 min-w-0 flex-col">{children}</main>
      <ShortcutsDialog open={keysOpen} onOpenChange={setKeysOpen} />
    </div>
  );
}
