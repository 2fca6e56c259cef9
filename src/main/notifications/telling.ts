/** Everything that tells the user, put together: notifications, run outcomes, missed firings, Telegram, and what their buttons do. */
import type { Trial } from '../../shared/ipc/contract/secrets.ts';
import type { Approvals } from '../approvals/approvals.ts';
import { occurrenceKeyOf } from '../schedule/run-missed.ts';
import type { Scheduler } from '../schedule/scheduler.ts';
import type { Secrets } from '../secrets/secrets.ts';
import type { SettingName } from '../settings/catalogue.ts';
import type { Settings } from '../settings/settings.ts';
import type { Database } from '../store/database.ts';
import { findApproval } from '../store/tables/approvals.ts';
import { findNotification } from '../store/tables/notifications.ts';
import type { Clock } from '../workflow/ports.ts';
import type { ChosenAction, DesktopNotifications } from './desktop.ts';
import { flowSender } from './flow-sender.ts';
import { MissedTeller } from './missed-teller.ts';
import { approvalOf, missedOf } from './note-actions.ts';
import { Notifier } from './notifier.ts';
import { quietUntil } from './quiet.ts';
import { RunTeller } from './run-teller.ts';
import { TelegramChannel } from './telegram/telegram-channel.ts';

export interface TellingDeps {
  db: Database;
  clock: Clock;
  settings: Settings;
  secrets: Secrets;
  timezone: string;
  desktop: DesktopNotifications;
  onChanged: () => void;
  log: (line: string) => void;
}

export class Telling {
  readonly notifier: Notifier;
  readonly runs: RunTeller;
  readonly missed: MissedTeller;
  readonly sender: ReturnType<typeof flowSender>;
  readonly #telegram: TelegramChannel;
  readonly #deps: TellingDeps;

  constructor(deps: TellingDeps) {
    const { db, clock, settings, secrets, desktop, onChanged, log, timezone } = deps;
    this.#deps = deps;
    const quiet = (): number | null => quietUntil(settings, timezone, clock.nowMs());
    this.#telegram = new TelegramChannel({ db, clock, settings, secrets, quietUntil: quiet, log });
    this.notifier = new Notifier({
      db,
      clock,
      desktop,
      shows: () => settings.get('notifications.show'),
      quietUntil: quiet,
      urgentWhenQuiet: () => settings.get('notifications.urgent-when-quiet'),
      mirror: (notifications) => this.#telegram.mirror(notifications),
      stillStands: (notification) => {
        const approval = approvalOf(notification);
        return approval === null || findApproval(db, approval)?.status === 'pending';
      },
      onChanged,
      log,
    });
    const { notifier } = this;
    this.runs = new RunTeller({ db, clock, notifier, log });
    this.missed = new MissedTeller({ db, clock, notifier, log });
    this.sender = flowSender(notifier, this.#telegram);
  }

  /** What an earlier process did not come to tell, or to deliver. */
  async start(): Promise<void> {
    this.#telegram.start();
    await this.runs.tellUntold();
    await this.notifier.deliverPending();
  }

  async stop(): Promise<void> {
    this.runs.stop();
    this.missed.flush();
    await this.notifier.stop();
    await this.#telegram.stop();
  }

  tryTelegram(): Promise<Trial> {
    return this.#telegram.tryOut();
  }

  settingChanged(name: SettingName): void {
    if (name.startsWith('notifications.quiet') || name === 'notifications.urgent-when-quiet')
      this.notifier.reconsider();
  }

  /** A button of a notification was pressed, other than `open`. What cannot be done any more is told in words. */
  async act({ note, action }: ChosenAction, parts: { approvals: Approvals; scheduler: Scheduler }): Promise<void> {
    const notification = findNotification(this.#deps.db, note.id);
    if (notification === undefined) return;
    const approval = approvalOf(notification);
    const missed = missedOf(notification);
    try {
      if (action === 'snooze') this.notifier.snooze(notification.id);
      else if (action === 'approve' && approval !== null) parts.approvals.decide(approval, 'approved', null);
      else if (action === 'deny' && approval !== null) parts.approvals.decide(approval, 'denied', null);
      else if (action === 'run-missed' && missed !== null) await parts.scheduler.runMissed(occurrenceKeyOf(missed));
    } catch (error) {
      await this.notifier.tell({
        key: `action:${notification.id}:${action}:${this.#deps.clock.nowMs()}`,
        kind: 'app',
        title: 'That could not be done',
        body: error instanceof Error ? error.message : String(error),
        flowId: notification.flowId,
        runId: notification.runId,
      });
    }
  }
}
