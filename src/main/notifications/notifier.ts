/**
 * Telling the user. Owns: the stored notifications and their delivery, which is recorded apart from success.
 * Does not own: how the desktop shows one (the port).
 * The same key told twice is one notification, also across a crash.
 */
import type { Notification } from '../../shared/domain/notification.ts';
import { newId } from '../ids.ts';
import type { Database } from '../store/database.ts';
import {
  findNotification,
  insertNotification,
  pendingNotifications,
  recordDelivery,
} from '../store/tables/notifications.ts';
import type { Clock } from '../workflow/ports.ts';

export interface DesktopNotifications {
  /** Answers when the desktop has taken it, or why it did not. */
  show(
    notification: Pick<Notification, 'id' | 'title' | 'body' | 'flowId' | 'runId'>,
  ): Promise<{ shown: true } | { shown: false; reason: string }>;
}

/** `important`: what failed, what waits for the user, what a flow was asked to tell. Everything is kept, whatever is shown. */
export type ShownKinds = 'all' | 'important' | 'none';

/** What was still to be shown when the app ended is shown at the next start, unless it is older than this. */
const worthShowingMs = 60 * 60 * 1000;

export class Notifier {
  readonly #db: Database;
  readonly #clock: Clock;
  readonly #desktop: DesktopNotifications;
  readonly #shows: () => ShownKinds;
  readonly #onChanged: () => void;

  constructor(deps: {
    db: Database;
    clock: Clock;
    desktop: DesktopNotifications;
    /** What the user wants the desktop to show; all of it when left out. */
    shows?: () => ShownKinds;
    onChanged: () => void;
  }) {
    this.#db = deps.db;
    this.#clock = deps.clock;
    this.#desktop = deps.desktop;
    this.#shows = deps.shows ?? (() => 'all');
    this.#onChanged = deps.onChanged;
  }

  async tell(told: {
    key: string;
    kind: Notification['kind'];
    title: string;
    body: string;
    flowId: string | null;
    runId: string | null;
  }): Promise<Notification> {
    const nowMs = this.#clock.nowMs();
    const { stored } = insertNotification(this.#db, { ...told, id: newId('note', nowMs), createdAtMs: nowMs });
    this.#onChanged();
    if (stored.delivery !== 'pending') return stored;
    await this.#deliver(stored);
    return findNotification(this.#db, stored.id) ?? stored;
  }

  /** After a start: what an earlier process stored and did not come to show. */
  async deliverPending(): Promise<void> {
    const nowMs = this.#clock.nowMs();
    for (const notification of pendingNotifications(this.#db)) {
      if (nowMs - notification.createdAtMs <= worthShowingMs) await this.#deliver(notification);
      else
        recordDelivery(
          this.#db,
          notification.id,
          'suppressed',
          'Majordomo was not running when it was due to be shown',
        );
    }
  }

  async #deliver(notification: Notification): Promise<void> {
    const shows = this.#shows();
    if (shows === 'none' || (shows === 'important' && notification.kind === 'fired')) {
      recordDelivery(this.#db, notification.id, 'suppressed', 'your settings do not want it shown');
      return this.#onChanged();
    }
    const answer = await this.#desktop.show(notification);
    recordDelivery(this.#db, notification.id, answer.shown ? 'shown' : 'failed', answer.shown ? null : answer.reason);
    this.#onChanged();
  }
}
