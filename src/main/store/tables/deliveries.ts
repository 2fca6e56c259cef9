/** The outbox of channels other than the desktop. */
import type { Database } from '../database.ts';
import { all, changeOne, one, sql } from '../sql.ts';

export type DeliveryState = 'pending' | 'sending' | 'sent' | 'failed' | 'unknown';

export interface Delivery {
  key: string;
  channel: 'telegram';
  notificationId: string;
  text: string;
  state: DeliveryState;
  reason: string | null;
  /** How often it was tried. */
  attempts: number;
  notBeforeMs: number;
}

const columns = `key, channel, notification_id AS notificationId, text, state, reason, attempts, not_before_ms AS notBeforeMs`;

/** The same key twice is one message. */
export function insertDelivery(
  db: Database,
  delivery: Pick<Delivery, 'key' | 'channel' | 'notificationId' | 'text' | 'notBeforeMs'> & { nowMs: number },
): void {
  sql(
    db,
    `INSERT INTO deliveries (key, channel, notification_id, text, state, not_before_ms, created_at_ms)
     VALUES (?, ?, ?, ?, 'pending', ?, ?) ON CONFLICT (key) DO NOTHING`,
  ).run(delivery.key, delivery.channel, delivery.notificationId, delivery.text, delivery.notBeforeMs, delivery.nowMs);
}

/** The one that is to be sent next; it may not be due yet. */
export function nextDelivery(db: Database): Delivery | undefined {
  return one<Delivery>(
    db,
    `SELECT ${columns} FROM deliveries WHERE state IN ('pending', 'sending') AND state = 'pending'
     ORDER BY not_before_ms, created_at_ms, rowid LIMIT 1`,
  );
}

export function setDelivery(
  db: Database,
  key: string,
  to: { state: DeliveryState; reason: string | null; attempts: number; notBeforeMs: number },
): void {
  changeOne(
    db,
    `UPDATE deliveries SET state = ?, reason = ?, attempts = ?, not_before_ms = ? WHERE key = ?`,
    to.state,
    to.reason,
    to.attempts,
    to.notBeforeMs,
    key,
  );
}

/** Those of an earlier process that ended between asking and knowing. @returns how many */
export function giveUpSending(db: Database, reason: string): number {
  return sql(db, `UPDATE deliveries SET state = 'unknown', reason = ? WHERE state = 'sending'`).run(reason).changes;
}

export function listDeliveries(db: Database): Delivery[] {
  return all<Delivery>(db, `SELECT ${columns} FROM deliveries ORDER BY created_at_ms, rowid`);
}
