/**
 * Telegram as a second channel. Owns: its outbox, in which a message is `sending` before the request and `sent`, `failed` or
 * `unknown` after it; what is unknown is never sent again. Does not own: what is told, the request itself.
 */
import { MajordomoError } from '../../../shared/errors.ts';
import type { Trial } from '../../../shared/ipc/contract/secrets.ts';
import type { Secrets } from '../../secrets/secrets.ts';
import type { Settings } from '../../settings/settings.ts';
import type { Database } from '../../store/database.ts';
import {
  type Delivery,
  giveUpSending,
  insertDelivery,
  nextDelivery,
  setDelivery,
} from '../../store/tables/deliveries.ts';
import type { KeyedNotification } from '../../store/tables/notifications.ts';
import type { Clock } from '../../workflow/ports.ts';
import { isWanted } from '../shown-kinds.ts';
import { summaryOf } from '../summary.ts';
import { sendMessage, type TelegramTarget } from './send-message.ts';

const mostAttempts = 8;
const firstRetryMs = 5_000;
const longestRetryMs = 15 * 60_000;

export interface TelegramDeps {
  db: Database;
  clock: Clock;
  settings: Pick<Settings, 'get'>;
  secrets: Pick<Secrets, 'read'>;
  quietUntil: () => number | null;
  log: (line: string) => void;
}

export class TelegramChannel {
  readonly #deps: TelegramDeps;
  readonly #stopping = new AbortController();
  #sending: Promise<void> | null = null;
  #cancelWake: (() => void) | null = null;

  constructor(deps: TelegramDeps) {
    this.#deps = deps;
  }

  /** After a start. What another process was sending when it ended may have arrived. */
  start(): void {
    giveUpSending(
      this.#deps.db,
      'Majordomo ended while it was being sent; it may have arrived, so it is not sent again',
    );
    this.#go();
  }

  /** @throws MajordomoError `Telegram.NotConfigured` with what to do */
  assertUsable(): void {
    this.#target();
  }

  /** One message, now, to see whether it arrives. What does not work is said, not thrown. */
  async tryOut(): Promise<Trial> {
    try {
      const result = await sendMessage(this.#target(), 'Majordomo can reach you here.', this.#stopping.signal);
      return result.kind === 'sent' ? { worked: true, said: 'Sent.' } : { worked: false, said: result.reason };
    } catch (error) {
      if (error instanceof MajordomoError) return { worked: false, said: error.message };
      throw error;
    }
  }

  /** What a flow sends to it by name. Once for each notification. */
  send(notification: Pick<KeyedNotification, 'id' | 'title' | 'body'>): void {
    const { clock, quietUntil } = this.#deps;
    this.#put(notification.id, textOf(notification), quietUntil() ?? clock.nowMs());
  }

  /** What the desktop shows, where the settings want it here as well; several as one. */
  mirror(notifications: readonly KeyedNotification[]): void {
    const { clock, settings } = this.#deps;
    const kinds = settings.get('telegram.tell');
    if (settings.get('telegram.chat') === null) return;
    const wanted = notifications.filter(({ kind }) => kind !== 'app' && isWanted(kind, kinds));
    const [first] = wanted;
    if (first === undefined) return;
    this.#put(first.id, textOf(wanted.length === 1 ? first : summaryOf(wanted)), clock.nowMs());
  }

  async stop(): Promise<void> {
    this.#cancelWake?.();
    this.#stopping.abort();
    await this.#sending;
  }

  #put(notificationId: string, text: string, notBeforeMs: number): void {
    const { db, clock } = this.#deps;
    const key = `${notificationId}:telegram`;
    insertDelivery(db, { key, channel: 'telegram', notificationId, text, notBeforeMs, nowMs: clock.nowMs() });
    this.#go();
  }

  /** One message after the other. */
  #go(): void {
    if (this.#sending !== null || this.#stopping.signal.aborted) return;
    this.#sending = this.#sendDue()
      .catch((error: unknown) =>
        this.#deps.log(`telegram: ${error instanceof MajordomoError ? error.message : 'broke'}`),
      )
      .finally(() => {
        this.#sending = null;
      });
  }

  async #sendDue(): Promise<void> {
    const { db, clock } = this.#deps;
    // What asked for it has a commit of its own first.
    await Promise.resolve();
    for (;;) {
      const next = nextDelivery(db);
      if (next === undefined || this.#stopping.signal.aborted) return;
      if (next.notBeforeMs > clock.nowMs()) {
        this.#cancelWake?.();
        this.#cancelWake = clock.setTimer(next.notBeforeMs, () => this.#go());
        return;
      }
      await this.#sendOne(next);
    }
  }

  async #sendOne(delivery: Delivery): Promise<void> {
    const { db, clock, log } = this.#deps;
    const attempts = delivery.attempts + 1;
    const record = (to: Partial<Delivery> & Pick<Delivery, 'state' | 'reason'>): void =>
      setDelivery(db, delivery.key, { attempts, notBeforeMs: delivery.notBeforeMs, ...to });
    let target: TelegramTarget;
    try {
      target = this.#target();
    } catch (error) {
      return record({ state: 'failed', reason: error instanceof Error ? error.message : 'it is not set up' });
    }
    record({ state: 'sending', reason: null });
    const result = await sendMessage(target, delivery.text, this.#stopping.signal);
    if (result.kind !== 'sent') log(`telegram: ${result.reason}`);
    switch (result.kind) {
      case 'sent':
        return record({ state: 'sent', reason: null });
      case 'refused':
        return record({ state: 'failed', reason: result.reason });
      case 'unknown':
        return record({ state: 'unknown', reason: result.reason });
      case 'later': {
        if (attempts >= mostAttempts)
          return record({ state: 'failed', reason: `${result.reason}; tried ${attempts} times` });
        const afterMs = result.afterMs ?? Math.min(firstRetryMs * 2 ** (attempts - 1), longestRetryMs);
        // The limit is the bot's, so every message waits: the oldest goes first.
        return record({ state: 'pending', reason: result.reason, notBeforeMs: clock.nowMs() + afterMs });
      }
    }
  }

  #target(): TelegramTarget {
    const { settings, secrets } = this.#deps;
    const chat = settings.get('telegram.chat');
    const token = secrets.read('telegram');
    if (chat === null || token === null)
      throw new MajordomoError({
        code: 'Telegram.NotConfigured',
        message: `Telegram is not set up: ${[
          ...(token === null ? ["store your bot's token as the secret telegram"] : []),
          ...(chat === null ? ['set telegram.chat to the id of your chat'] : []),
        ].join(' and ')}.`,
      });
    return { address: settings.get('telegram.address'), token, chat };
  }
}

function textOf({ title, body }: { title: string; body: string }): string {
  return body === '' ? title : `${title}\n${body}`;
}
