import {
  Archive,
  FileUp,
  FolderOpen,
  Keyboard,
  LayoutTemplate,
  Monitor,
  Moon,
  Pause,
  Play,
  Plus,
  Sparkles,
  Sun,
} from 'lucide-react';
import { client } from '../../ipc-client.ts';
import { pauseEnd, pauseLengths } from '../../lib/pause-ends.ts';
import { type ShortcutId, shortcuts } from '../../lib/shortcuts.ts';
import { pauseAll, selectPaused, setTheme, useAppStatusStore } from '../../stores/app-status.ts';
import { backUp } from '../../stores/back-up.ts';
import { chooseFlowFile } from '../../stores/flow-files.ts';
import { openNewConversation, openPage } from '../../stores/route.ts';
import { reportError } from '../../stores/toasts.ts';
import { text } from '../../text.ts';
import { type PaletteAction, iconSize as size } from './action.ts';

export const keysOf = (id: ShortcutId) => shortcuts.find((shortcut) => shortcut.id === id)?.keys;

const themes = { system: Monitor, light: Sun, dark: Moon };

/** What is done for the whole app, wherever one is. */
export function commands(onShowShortcuts: () => void): PaletteAction[] {
  const newKeys = keysOf('new-conversation');
  const listKeys = keysOf('shortcuts');
  return [
    {
      id: 'new-conversation',
      icon: <Plus aria-hidden size={size} />,
      words: text.palette.newConversation,
      ...(newKeys ? { keys: newKeys } : {}),
      run: openNewConversation,
    },
    {
      id: 'templates',
      icon: <LayoutTemplate aria-hidden size={size} />,
      words: text.templates.newFlow,
      also: text.palette.also.templates,
      run: () => openPage('templates'),
    },
    {
      id: 'import-flow',
      icon: <FileUp aria-hidden size={size} />,
      words: text.change.files.importFlow,
      also: text.palette.also.importFlow,
      run: () => void chooseFlowFile(),
    },
    ...pauses(),
    ...(['system', 'light', 'dark'] as const).map((theme) => {
      const Icon = themes[theme];
      return {
        id: `theme ${theme}`,
        icon: <Icon aria-hidden size={size} />,
        words: text.palette.theme[theme],
        run: () => void setTheme(theme),
      };
    }),
    {
      id: 'back-up',
      icon: <Archive aria-hidden size={size} />,
      words: text.settings.backupAction,
      run: () => void backUp(),
    },
    {
      id: 'data-folder',
      icon: <FolderOpen aria-hidden size={size} />,
      words: text.palette.dataFolder,
      run: () => void client.settings.showDataFolder().catch(reportError),
    },
    {
      id: 'shortcuts',
      icon: <Keyboard aria-hidden size={size} />,
      words: text.status.shortcuts,
      ...(listKeys ? { keys: listKeys } : {}),
      run: onShowShortcuts,
    },
    {
      id: 'welcome',
      icon: <Sparkles aria-hidden size={size} />,
      words: text.welcome.title,
      run: () => openPage('welcome'),
    },
  ];
}

/** For as long as the settings offer; while paused, its end. */
function pauses(): PaletteAction[] {
  const { also } = text.palette;
  if (selectPaused(useAppStatusStore.getState()))
    return [
      {
        id: 'pause-all',
        icon: <Play aria-hidden size={size} />,
        words: text.status.resumeAll,
        also: also.pauseAll,
        run: () => void pauseAll(false),
      },
    ];
  return pauseLengths.toReversed().map((length) => ({
    id: length === 'open' ? 'pause-all' : `pause-all ${length}`,
    icon: <Pause aria-hidden size={size} />,
    words: length === 'open' ? text.status.pauseAll : text.palette.pauseFor(text.settings.pauseFor[length]),
    also: also.pauseAll,
    run: () => void pauseAll(true, pauseEnd(length, Date.now())),
  }));
}
