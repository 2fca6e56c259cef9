import type { Notification } from '../../../shared/domain/notification.ts';
import type { Database } from '../database.ts';
import { all, changeOne, one, sql } from '../sql.ts';

const columns = `id, kind, title, body, flow_id AS flowId, run_id AS runId, created_at_ms AS createdAtMs, delivery, delivery_reason AS deliveryReason`;

/** The same key twice is one notification: answers whether this one is new, and the stored one. */
export function insertNotification(
  db: Database,
  notification: Pick<Notification, 'id' | 'kind' | 'title' | 'body' | 'flowId' | 'runId' | 'createdAtMs'> & {
    key: string;
  },
): { isNew: boolean; stored: Notification } {
  const { changes } = sql(
    db,
    `INSERT INTO notifications (id, key, kind, title, body, flow_id, run_id, created_at_ms, delivery)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'pending') ON CONFLICT (key) DO NOTHING`,
  ).run(
    notification.id,
    notification.key,
    notification.kind,
    notification.title,
    notification.body,
    notification.flowId,
    notification.runId,
    notification.createdAtMs,
  );
  const stored = one<Notification>(db, `SELECT ${columns} FROM notifications WHERE key = ?`, notification.key);
  if (!stored) throw new Error('Broken invariant: a notification that was just stored is there');
  return { isNew: changes === 1, stored };
}

export function findNotification(db: Database, id: string): Notification | undefined {
  return one<Notification>(db, `SELECT ${columns} FROM notifications WHERE id = ?`, id);
}

export function recordDelivery(
  db: Database,
  id: string,
  delivery: Notification['delivery'],
  reason: string | null,
): void {
  changeOne(db, `UPDATE notifications SET delivery = ?, delivery_reason = ? WHERE id = ?`, delivery, reason, id);
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

export function pendingNotifications(db: Database): Notification[] {
  return all<Notification>(
    db,
    `SELECT ${columns} FROM notifications WHERE delivery = 'pending' ORDER BY created_at_ms, rowid`,
  );
}
