import { type BrowserWindow, type Rectangle, screen } from 'electron';
import { z } from 'zod';
import type { Database } from '../store/database.ts';
import { readSetting, writeSetting } from '../store/tables/settings.ts';

const place = z
  .object({
    x: z.number().int(),
    y: z.number().int(),
    width: z.number().int(),
    height: z.number().int(),
    maximized: z.boolean(),
  })
  .nullable();
export type WindowPlace = NonNullable<z.infer<typeof place>>;

/** Where the window was; null when never kept, or when that screen is gone. */
export function readWindowPlace(db: Database): WindowPlace | null {
  const kept = readSetting(db, 'window', place, null);
  if (!kept) return null;
  const onScreen = screen.getAllDisplays().some(({ workArea }) => overlaps(workArea, kept));
  return onScreen ? kept : null;
}

export function keepWindowPlace(db: Database, window: BrowserWindow, nowMs: number): void {
  const bounds = window.getNormalBounds();
  writeSetting(db, 'window', { ...bounds, maximized: window.isMaximized() }, nowMs);
}

/** Enough of the title bar must be within reach. */
function overlaps(area: Rectangle, bounds: Rectangle): boolean {
  const width = Math.min(area.x + area.width, bounds.x + bounds.width) - Math.max(area.x, bounds.x);
  const height = Math.min(area.y + area.height, bounds.y + bounds.height) - Math.max(area.y, bounds.y);
  return width >= 100 && height >= 40;
}
