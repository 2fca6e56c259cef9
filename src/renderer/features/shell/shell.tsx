import { lazy, type ReactNode, Suspense, useMemo, useState } from 'react';
import { useShortcuts } from '../../hooks/use-shortcuts.ts';
import { openPalette, selectPaletteOpen, usePaletteStore } from '../../stores/palette.ts';
import { openChat, openNewConversation, openPage } from '../../stores/route.ts';
import { FlowFileDialog } from '../flows/flow-file-dialog.tsx';
import { ShortcutsDialog } from './shortcuts-dialog.tsx';
import { Sidebar } from './sidebar.tsx';

const Palette = lazy(async () => ({ default: (await import('../palette/palette.tsx')).Palette }));

export function Shell({ children }: { children: ReactNode }) {
  const [keysOpen, setKeysOpen] = useState(false);
  const paletteOpen = usePaletteStore(selectPaletteOpen);
  const actions = useMemo(
    () => ({
      palette: openPalette,
      'new-conversation': openNewConversation,
      'go-chat': openChat,
      'go-flows': () => openPage('flows'),
      'go-agenda': () => openPage('agenda'),
      'go-approvals': () => openPage('approvals'),
      'go-runs': () => openPage('runs'),
      'go-notifications': () => openPage('notifications'),
      'go-data': () => openPage('data'),
      'go-workers': () => openPage('workers'),
      'go-settings': () => openPage('settings'),
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
      <FlowFileDialog />
      <ShortcutsDialog open={keysOpen} onOpenChange={setKeysOpen} />
      {paletteOpen && (
        <Suspense>
          <Palette onShowShortcuts={() => setKeysOpen(true)} />
        </Suspense>
      )}
    </div>
  );
}
