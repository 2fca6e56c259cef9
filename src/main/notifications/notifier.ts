/**
 * Telling the user. Owns: the stored notifications and when each is shown: at once, several as one, or after quiet times; its
 * delivery is recorded apart from success. Does not own: how the desktop shows one, what other channels do (the ports).
 * The table is the outbox: what is pending is shown, also by the next process. The same key told twice is one notification.
 */
import type { Notification } from '../../shared/domain/notification.ts';
import { newId } from '../ids.ts';
import type { Database } from '../store/database.ts';
import {
  findNotification,
  insertNotification,
  type KeyedNotification,
  pendingNotifications,
  putOffNotification,
  recordDeliveries,
} from '../store/tables/notifications.ts';
import type { Clock } from '../workflow/ports.ts';
import type { DesktopNote, DesktopNotifications } from './desktop.ts';
import { actionsOf } from './note-actions.ts';
import { isWanted, type ShownKinds } from './shown-kinds.ts';
import { summaryOf } from './summary.ts';

/** What comes within this time of the first is looked at together. */
const gatherMs = 500;
/** At most so many notes stand alone within the window; the others become one, which later ones join. */
const mostAlone = 3;
const windowMs = 30_000;
/** The one of several is written anew at most this often. */
const regroupMs = 3_000;
/** What was still to be shown when the app ended is shown at the next start, unless it is older than this. */
const worthShowingMs = 60 * 60 * 1000;
const snoozeMs = 60 * 60 * 1000;
const held = 'held back until you can be disturbed';
const snoozed = 'you put it off';

export interface NotifierDeps {
  db: Database;
  clock: Clock;
  desktop: DesktopNotifications;
  /** What the user wants the desktop to show; all of it when left out. */
  shows?: () => ShownKinds;
  /** Until when it is quiet; null when it is not. Never, when left out. */
  quietUntil?: () => number | null;
  /** Are failures and questions shown in quiet times? */
  urgentWhenQuiet?: () => boolean;
  /** Hands what is shown to other channels; `group`: several as one. */
  mirror?: (notifications: readonly KeyedNotification[]) => void;
  /** False for a question that was decided meanwhile. */
  stillStands?: (notification: KeyedNotification) => boolean;
  onChanged: () => void;
  log?: (line: string) => void;
}

export interface Told {
  key: string;
  kind: Notification['kind'];
  title: string;
  body: string;
  flowId: string | null;
  runId: string | null;
}

export class Notifier {
  readonly #deps: NotifierDeps;
  #alone: number[] = [];
  #group: { id: string; members: KeyedNotification[]; atMs: number } | null = null;
  #working: Promise<void> = Promise.resolve();
  #wake: { atMs: number; cancel: () => void } | null = null;
  #stopped = false;
  /** A command that only asks shows nothing of what others left. */
  #used = false;

  constructor(deps: NotifierDeps) {
    this.#deps = deps;
  }

  /** Stored when this returns, shown soon after; one of the app itself is shown before it answers. */
  async tell(told: Told): Promise<Notification> {
    const { db, clock, onChanged } = this.#deps;
    const nowMs = clock.nowMs();
    this.#used = true;
    const { stored } = insertNotification(db, { ...told, id: newId('note', nowMs), createdAtMs: nowMs });
    onChanged();
    if (stored.delivery !== 'pending') return stored;
    if (stored.kind !== 'app') {
      this.#wakeAt(nowMs + gatherMs);
      return stored;
    }
    await this.#deliver();
    return findNotification(db, stored.id) ?? stored;
  }

  /** Kept in the notification centre, and delivered on another channel than the desktop. */
  keep(told: Told, channel: string): Notification {
    const { db, clock, onChanged } = this.#deps;
    const nowMs = clock.nowMs();
    const { stored } = insertNotification(db, {
      ...told,
      id: newId('note', nowMs),
      createdAtMs: nowMs,
      delivery: 'suppressed',
      deliveryReason: `it goes to ${channel}`,
    });
    onChanged();
    return stored;
  }

  /** Shows it once more in an hour. */
  snooze(id: string): void {
    const { db, clock, onChanged } = this.#deps;
    putOffNotification(db, id, clock.nowMs() + snoozeMs, snoozed);
    onChanged();
    this.#wakeAt(clock.nowMs() + gatherMs);
  }

  /** After a start: what an earlier process stored and did not come to show. What was held back or put off has no age. */
  async deliverPending(): Promise<void> {
    const { db, clock } = this.#deps;
    this.#used = true;
    const old = pendingNotifications(db).filter(
      ({ createdAtMs, deliveryReason }) => deliveryReason === null && clock.nowMs() - createdAtMs > worthShowingMs,
    );
    recordDeliveries(
      db,
      old.map(({ id }) => id),
      'suppressed',
      'Majordomo was not running when it was due to be shown',
    );
    await this.#deliver();
  }

  /** The settings of quiet times changed. */
  reconsider(): void {
    this.#wakeAt(this.#deps.clock.nowMs());
  }

  /** Shows what waits to be gathered, and shows nothing more. */
  async stop(): Promise<void> {
    if (this.#used) await this.#deliver({ last: true });
    this.#stopped = true;
    this.#wake?.cancel();
  }

  #wakeAt(atMs: number): void {
    if (this.#stopped || (this.#wake !== null && this.#wake.atMs <= atMs)) return;
    this.#wake?.cancel();
    const cancel = this.#deps.clock.setTimer(atMs, () => {
      this.#wake = null;
      void this.#deliver();
    });
    this.#wake = { atMs, cancel };
  }

  /** One after the other, so that nothing is shown twice. */
  #deliver(how: { last?: boolean } = {}): Promise<void> {
    this.#working = this.#working.then(async () => {
      if (this.#stopped) return;
      try {
        await this.#deliverNow(how.last === true);
      } catch (error) {
        this.#deps.log?.(`notifications: ${String(error)}`);
      }
    });
    return this.#working;
  }

  async #deliverNow(last: boolean): Promise<void> {
    const { clock, db } = this.#deps;
    const nowMs = clock.nowMs();
    const pending = pendingNotifications(db);
    const putOff = pending.flatMap(({ notBeforeMs }) =>
      notBeforeMs !== null && notBeforeMs > nowMs ? notBeforeMs : [],
    );
    if (putOff.length > 0) this.#wakeAt(Math.min(...putOff));
    const due = pending.filter(({ notBeforeMs }) => (notBeforeMs ?? 0) <= nowMs);
    const free = this.#withoutQuiet(this.#withoutPast(due));
    if (free.length === 0) return;

    const wasHeld = free.filter(({ deliveryReason }) => deliveryReason === held);
    if (wasHeld.length > 1) await this.#show(wasHeld, this.#groupNote(wasHeld, 'While it was quiet'));
    const others = wasHeld.length > 1 ? free.filter((one) => !wasHeld.includes(one)) : free;
    this.#alone = this.#alone.filter((atMs) => atMs > nowMs - windowMs);
    if (this.#group !== null && this.#group.atMs <= nowMs - windowMs) this.#group = null;
    if (this.#group === null && others.length + this.#alone.length <= mostAlone)
      for (const one of others) await this.#show([one], this.#noteOf(one));
    else if (others.length > 0) await this.#showTogether(others, last);
  }

  #withoutPast<N extends KeyedNotification>(notifications: readonly N[]): N[] {
    const { db, stillStands = () => true } = this.#deps;
    const past = notifications.filter((one) => !stillStands(one));
    recordDeliveries(
      db,
      past.map(({ id }) => id),
      'suppressed',
      'it was decided before it could be shown',
    );
    return notifications.filter((one) => !past.includes(one));
  }

  /** Leaves out, and marks, what is not to be shown while it is quiet. */
  #withoutQuiet<N extends KeyedNotification>(notifications: readonly N[]): N[] {
    const { db, onChanged, quietUntil, urgentWhenQuiet } = this.#deps;
    const untilMs = quietUntil?.() ?? null;
    if (untilMs === null) return [...notifications];
    const through = (kind: Notification['kind']) =>
      kind === 'app' || ((kind === 'failed' || kind === 'approval') && urgentWhenQuiet?.() === true);
    const back = notifications.filter(({ kind }) => !through(kind));
    if (back.length > 0) this.#wakeAt(untilMs);
    const fresh = back.filter(({ deliveryReason }) => deliveryReason !== held);
    recordDeliveries(
      db,
      fresh.map(({ id }) => id),
      'pending',
      held,
    );
    if (fresh.length > 0) onChanged();
    return notifications.filter(({ kind }) => through(kind));
  }

  async #showTogether(more: readonly KeyedNotification[], last: boolean): Promise<void> {
    const nowMs = this.#deps.clock.nowMs();
    const group = this.#group;
    if (group !== null && !last && nowMs < group.atMs + regroupMs) return this.#wakeAt(group.atMs + regroupMs);
    const members = [...(group?.members ?? []), ...more];
    const note = { ...this.#groupNote(members, null), replaces: group?.id ?? null };
    this.#group = { id: note.id, members, atMs: nowMs };
    await this.#show(more, note);
  }

  async #show(notifications: readonly KeyedNotification[], note: DesktopNote): Promise<void> {
    const { clock, db, desktop, mirror, onChanged, shows } = this.#deps;
    mirror?.(notifications);
    const kinds = shows?.() ?? 'all';
    const wanted = notifications.filter(({ kind }) => isWanted(kind, kinds));
    const unwanted = notifications.filter(({ kind }) => !isWanted(kind, kinds));
    recordDeliveries(
      db,
      unwanted.map(({ id }) => id),
      'suppressed',
      'your settings do not want it shown',
    );
    if (wanted.length > 0) {
      if (!note.isGroup) this.#alone.push(clock.nowMs());
      const shown = note.isGroup && unwanted.length > 0 ? { ...note, ...summaryOf(wanted) } : note;
      const answer = await desktop.show(shown);
      recordDeliveries(
        db,
        wanted.map(({ id }) => id),
        answer.shown ? 'shown' : 'failed',
        answer.shown ? (note.isGroup ? 'shown as one with others' : null) : answer.reason,
      );
    }
    onChanged();
  }

  #noteOf(notification: KeyedNotification): DesktopNote {
    const { id, title, body, flowId, runId, kind } = notification;
    const needsUser = kind === 'approval';
    const actions = actionsOf(notification);
    return { id, title, body, flowId, runId, isGroup: false, needsUser, actions, replaces: null };
  }

  #groupNote(members: readonly KeyedNotification[], lead: string | null): DesktopNote {
    return {
      id: newId('group', this.#deps.clock.nowMs()),
      ...summaryOf(members, lead),
      flowId: null,
      runId: null,
      isGroup: true,
      needsUser: members.some(({ kind }) => kind === 'approval'),
      actions: [],
      replaces: null,
    };
  }
}
