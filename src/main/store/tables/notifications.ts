import type { Notification } from '../../../shared/domain/notification.ts';
import type { Database } from '../database.ts';
import { all, changeOne, one, sql } from '../sql.ts';

const columns = `id, kind, title, body, flow_id AS flowId, run_id AS runId, created_at_ms AS createdAtMs, delivery, delivery_reason AS deliveryReason`;

/** With what only main knows of it: its key says what it is about. */
export type KeyedNotification = Notification & { key: string };

/** The same key twice is one notification: answers whether this one is new, and the stored one. */
export function insertNotification(
  db: Database,
  notification: Pick<Notification, 'id' | 'kind' | 'title' | 'body' | 'flowId' | 'runId' | 'createdAtMs'> & {
    key: string;
    delivery?: Notification['delivery'];
    deliveryReason?: string;
  },
): { isNew: boolean; stored: Notification } {
  const { changes } = sql(
    db,
    `INSERT INTO notifications (id, key, kind, title, body, flow_id, run_id, created_at_ms, delivery, delivery_reason)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (key) DO NOTHING`,
  ).run(
    notification.id,
    notification.key,
    notification.kind,
    notification.title,
    notification.body,
    notification.flowId,
    notification.runId,
    notification.createdAtMs,
    notification.delivery ?? 'pending',
    notification.deliveryReason ?? null,
  );
  const stored = one<Notification>(db, `SELECT ${columns} FROM notifications WHERE key = ?`, notification.key);
  if (!stored) throw new Error('Broken invariant: a notification that was just stored is there');
  return { isNew: changes === 1, stored };
}

export function findNotification(db: Database, id: string): KeyedNotification | undefined {
  return one<KeyedNotification>(db, `SELECT ${columns}, key FROM notifications WHERE id = ?`, id);
}

/** Of several at once: they were shown, or held back, together. */
export function recordDeliveries(
  db: Database,
  ids: readonly string[],
  delivery: Notification['delivery'],
  reason: string | null,
): void {
  if (ids.length === 0) return;
  db.transaction(() => {
    for (const id of ids)
      changeOne(
        db,
        `UPDATE notifications SET delivery = ?, delivery_reason = ?, not_before_ms = NULL WHERE id = ?`,
        delivery,
        reason,
        id,
      );
  }).immediate();
}

/** It is shown once more, from then on. */
export function putOffNotification(db: Database, id: string, notBeforeMs: number, reason: string): void {
  changeOne(
    db,
    `UPDATE notifications SET delivery = 'pending', delivery_reason = ?, not_before_ms = ? WHERE id = ?`,
    reason,
    notBeforeMs,
    id,
  );
}
/** Newest first. */
export function listNotifications(
  db: Database,
  options: {
    limit: number;
    kinds?: readonly Notification['kind'][] | undefined;
    after?: { createdAtMs: number; id: string } | undefined;
  },
): Notification[] {
  const { limit, kinds = [] } = options;
  const after = options.after ?? { createdAtMs: Number.MAX_SAFE_INTEGER, id: '' };
  const ofKind = kinds.length > 0 ? `AND kind IN (${kinds.map(() => '?').join(', ')})` : '';
  return all<Notification>(
    db,
    `SELECT ${columns} FROM notifications WHERE (created_at_ms, id) < (?, ?) ${ofKind} ORDER BY created_at_ms DESC, id DESC LIMIT ?`,
    after.createdAtMs,
    after.id,
    ...kinds,
    limit,
  );
}

/** At most `most`: whether it is 99 or 5,000 makes no difference to a person. */
export function countNotificationsAfter(db: Database, afterMs: number, most: number): number {
  const row = one<{ n: number }>(
    db,
    `SELECT count(*) AS n FROM (SELECT 1 FROM notifications WHERE created_at_ms > ? LIMIT ?)`,
    afterMs,
    most,
  );
  return row?.n ?? 0;
}

export function notificationsOfRun(db: Database, runId: string): Notification[] {
  return all<Notification>(
    db,
    `SELECT ${columns} FROM notifications WHERE run_id = ? ORDER BY created_at_ms, rowid`,
    runId,
  );
}

/** What is still to be shown, oldest first; what the user put off, with the moment it is due. */
export function pendingNotifications(db: Database): Array<KeyedNotification & { notBeforeMs: number | null }> {
  return all(
    db,
    `SELECT ${columns}, key, not_before_ms AS notBeforeMs FROM notifications WHERE delivery = 'pending' ORDER BY created_at_ms, rowid`,
  );
}
