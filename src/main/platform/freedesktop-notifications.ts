/**
 * Notifications of a Linux desktop with their buttons, over org.freedesktop.Notifications: Electron shows buttons on macOS only.
 * Throws `NoService` where nothing answers, so that another way can be taken.
 */
import { actionWords, type ChosenAction, type DesktopNote, type NoteAction } from '../notifications/desktop.ts';
import { DbusError, SessionBus } from './dbus/session-bus.ts';
import type { DbusValue, Message } from './dbus/wire.ts';

const service = {
  destination: 'org.freedesktop.Notifications',
  path: '/org/freedesktop/Notifications',
  interface: 'org.freedesktop.Notifications',
} as const;
/** More on the screen at once are not known by their buttons any more. */
const mostRemembered = 500;

export class NoService extends Error {}

export interface FreedesktopOptions {
  /** DBUS_SESSION_BUS_ADDRESS. */
  address: string;
  /** A file. */
  icon: string;
  onChosen: (chosen: ChosenAction) => void;
}

interface Connection {
  bus: SessionBus;
  capabilities: ReadonlySet<string>;
}

export class FreedesktopNotifications {
  readonly #options: FreedesktopOptions;
  /** What is on the screen, by the service's number; only the service itself, by its bus name, may say that it was pressed. */
  readonly #shown = new Map<number, { note: DesktopNote; service: string }>();
  #connection: Promise<Connection> | null = null;

  constructor(options: FreedesktopOptions) {
    this.#options = options;
  }

  /** @throws NoService before anything was shown; any other error after that */
  async show(note: DesktopNote): Promise<void> {
    const { bus, capabilities } = await this.#connected();
    const buttons = capabilities.has('actions') ? ['default', actionWords.open, ...buttonsOf(note)] : [];
    const body = capabilities.has('body-markup') ? escaped(note.body) : note.body;
    const replaces = [...this.#shown].find(([, shown]) => shown.note.id === note.replaces)?.[0] ?? 0;
    const hints: DbusValue[] = [
      ['urgency', { signature: 'y', value: 1 }],
      ['desktop-entry', { signature: 's', value: 'majordomo' }],
    ];
    const reply = await bus
      .call({
        ...service,
        member: 'Notify',
        signature: 'susssasa{sv}i',
        body: ['Majordomo', replaces, this.#options.icon, note.title, body, buttons, hints, -1],
      })
      .catch((error: unknown) => {
        if (error instanceof DbusError && error.errorName.endsWith('.ServiceUnknown'))
          throw new NoService(error.message);
        throw error;
      });
    this.#remember(Number(reply.body[0]), { note, service: reply.sender ?? '' });
  }

  #remember(number: number, shown: { note: DesktopNote; service: string }): void {
    this.#shown.delete(number);
    this.#shown.set(number, shown);
    const [oldest] = this.#shown.keys();
    if (this.#shown.size > mostRemembered && oldest !== undefined) this.#shown.delete(oldest);
  }

  async #connected(): Promise<Connection> {
    const existing = await this.#connection?.catch(() => null);
    if (existing && !existing.bus.closed) return existing;
    this.#shown.clear();
    this.#connection = this.#connect();
    return await this.#connection;
  }

  async #connect(): Promise<Connection> {
    try {
      const bus = await SessionBus.connect(this.#options.address, (signal) => this.#heard(signal));
      await bus.subscribe(service.destination, service.interface);
      const { body } = await bus.call({ ...service, member: 'GetCapabilities' });
      return { bus, capabilities: new Set((body[0] as string[] | undefined) ?? []) };
    } catch (error) {
      throw new NoService(error instanceof Error ? error.message : String(error));
    }
  }

  #heard({ sender, member, body }: Message): void {
    const number = Number(body[0]);
    const shown = this.#shown.get(number);
    if (shown === undefined || shown.service !== sender) return;
    if (member === 'NotificationClosed') this.#shown.delete(number);
    if (member !== 'ActionInvoked') return;
    const { note } = shown;
    const action = body[1] === 'default' ? 'open' : note.actions.find((known) => known === body[1]);
    if (action !== undefined) this.#options.onChosen({ note, action });
  }
}

function buttonsOf({ actions }: DesktopNote): string[] {
  return actions.flatMap((action: NoteAction) => [action, actionWords[action]]);
}

/** Its body is a little markup: what a flow says is text, not that. */
function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
