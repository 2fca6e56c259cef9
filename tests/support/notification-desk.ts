/** A notifier on a real database and a clock that only the test moves, with a desktop that notes what it was asked to show. */
import type { DesktopNote } from '../../src/main/notifications/desktop.ts';
import { Notifier, type NotifierDeps, type Told } from '../../src/main/notifications/notifier.ts';
import { type Database, openDatabase } from '../../src/main/store/database.ts';
import { listNotifications } from '../../src/main/store/tables/notifications.ts';
import { settle, VirtualClock } from './virtual-clock.ts';

export class NotificationDesk {
  readonly db: Database;
  readonly clock: VirtualClock;
  readonly shown: DesktopNote[] = [];
  readonly notifier: Notifier;

  constructor(options: Partial<NotifierDeps> = {}) {
    this.db = options.db ?? openDatabase(':memory:');
    this.clock = (options.clock as VirtualClock | undefined) ?? new VirtualClock();
    this.notifier = new Notifier({
      desktop: {
        show: async (note) => {
          this.shown.push(note);
          return { shown: true };
        },
      },
      onChanged: () => undefined,
      ...options,
      db: this.db,
      clock: this.clock,
    });
  }

  tell(key: string, told: Partial<Told> = {}): Promise<unknown> {
    const title = told.title ?? key;
    return this.notifier.tell({ kind: 'fired', body: '', flowId: key, runId: null, title, ...told, key });
  }

  /** Lets this much time pass, timer by timer. */
  async pass(ms: number): Promise<void> {
    const endMs = this.clock.nowMs() + ms;
    for (;;) {
      const next = this.clock.nextTimerMs();
      if (next === null || next > endMs) break;
      this.clock.advanceTo(Math.max(next, this.clock.nowMs()));
      await settle();
    }
    this.clock.advanceTo(endMs);
    await settle();
  }

  titles(): string[] {
    return this.shown.map(({ title }) => title);
  }

  /** What the notification centre has, oldest first. */
  kept() {
    return listNotifications(this.db, { limit: 200 })
      .reverse()
      .map(({ title, delivery, deliveryReason }) => ({ title, delivery, deliveryReason }));
  }
}
