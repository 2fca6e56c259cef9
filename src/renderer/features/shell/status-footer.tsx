import { Keyboard, Pause, Play } from 'lucide-react';
import type { AppStatus } from '../../../shared/ipc/contract/app.ts';
import { Kbd } from '../../components/kbd.tsx';
import { Menu, MenuChoice, MenuItem, MenuNote, MenuSeparator } from '../../components/menu.tsx';
import { useNow } from '../../hooks/use-now.ts';
import { cx } from '../../lib/cx.ts';
import { dayWord, formatClock, formatMoment } from '../../lib/format-time.ts';
import { keyName } from '../../lib/shortcuts.ts';
import {
  loadStatus,
  pauseAll,
  selectStatus,
  selectStatusError,
  setTheme,
  useAppStatusStore,
} from '../../stores/app-status.ts';
import { text } from '../../text.ts';

const themes = (['system', 'light', 'dark'] as const).map((value) => ({ value, label: text.status.themes[value] }));

export function StatusFooter({ onShowShortcuts }: { onShowShortcuts: () => void }) {
  const status = useAppStatusStore(selectStatus);
  const error = useAppStatusStore(selectStatusError);
  const nowMs = useNow();
  const words = error ? text.status.unreachable : statusWords(status, nowMs);
  return (
    <div className="mt-auto border-t pt-2">
      <Menu
        side="top"
        align="start"
        trigger={
          <button
            type="button"
            data-testid="status"
            aria-label={`${text.status.label}: ${words}`}
            title={status?.paused ? text.status.pausedLong : words}
            className="flex h-8 w-full items-center gap-2.5 rounded-s px-2 text-left text-ink-2 text-s transition hover:bg-hover hover:text-ink data-popup-open:bg-hover max-wide:justify-center"
          >
            <span aria-hidden className={cx('size-[7px] shrink-0 rounded-full', dotClass(status, error !== null))} />
            <span className="truncate tabular-nums max-wide:hidden">{words}</span>
          </button>
        }
      >
        {status ? (
          <>
            <MenuItem
              icon={status.paused ? <Play aria-hidden size={14} /> : <Pause aria-hidden size={14} />}
              onSelect={() => void pauseAll(!status.paused)}
            >
              {status.paused ? text.status.resumeAll : text.status.pauseAll}
            </MenuItem>
            <MenuSeparator />
            <MenuChoice
              label={text.status.theme}
              value={status.theme}
              options={themes}
              onChange={(theme) => void setTheme(theme)}
            />
            <MenuSeparator />
          </>
        ) : (
          <MenuItem onSelect={() => void loadStatus()}>{text.common.retry}</MenuItem>
        )}
        <MenuItem
          icon={<Keyboard aria-hidden size={14} />}
          keys={<Kbd>{`${keyName('Mod')} /`}</Kbd>}
          onSelect={onShowShortcuts}
        >
          {text.status.shortcuts}
        </MenuItem>
        {status && (
          <MenuNote>
            {text.status.version(status.version)} · {status.timezone}
          </MenuNote>
        )}
      </Menu>
    </div>
  );
}

function statusWords(status: AppStatus | null, nowMs: number): string {
  if (!status) return text.status.connecting;
  if (status.paused) return text.status.paused;
  if (status.runningCount > 0) return text.status.running(status.runningCount);
  if (!status.nextFiring) return text.status.quiet;
  const atMs = Date.parse(status.nextFiring.at);
  const today = dayWord(atMs, nowMs) === text.time.today;
  return text.status.next(status.nextFiring.flowName, today ? formatClock(atMs) : formatMoment(atMs, nowMs));
}

function dotClass(status: AppStatus | null, failed: boolean): string {
  if (failed) return 'bg-bad';
  if (!status) return 'bg-ink-3';
  if (status.paused) return 'bg-warn';
  return status.runningCount > 0 ? 'animate-breathe bg-accent' : 'bg-ok';
}
