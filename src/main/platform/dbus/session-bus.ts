/**
 * A connection to the session bus: calls with their answers, and signals. Small on purpose: one user, no file descriptors, no objects
 * of our own.
 */
import { connect, type Socket } from 'node:net';
import { userInfo } from 'node:os';
import { type DbusValue, decodeMessage, encodeMessage, type Message, messageLength, messageTypes } from './wire.ts';

/** Nothing we ask for has an answer near this. */
const longestMessage = 1_000_000;
const answerWithinMs = 3_000;

export interface Call {
  destination: string;
  path: string;
  interface: string;
  member: string;
  signature?: string;
  body?: DbusValue[];
}

/** An error that the other side answered, by its D-Bus name. */
export class DbusError extends Error {
  readonly errorName: string;

  constructor(errorName: string, message: string) {
    super(message);
    this.errorName = errorName;
  }
}

export class SessionBus {
  readonly #socket: Socket;
  readonly #onSignal: (signal: Message) => void;
  readonly #waiting = new Map<number, { resolve: (reply: Message) => void; reject: (error: Error) => void }>();
  #received = Buffer.alloc(0);
  #serial = 0;
  closed = false;

  private constructor(socket: Socket, onSignal: (signal: Message) => void) {
    this.#socket = socket;
    this.#onSignal = onSignal;
    socket.on('data', (chunk) => this.#take(chunk));
    socket.on('error', (error) => this.#end(error));
    socket.on('close', () => this.#end(new Error('the session bus closed the connection')));
    // The app does not live for it.
    socket.unref();
  }

  /** @param address as in DBUS_SESSION_BUS_ADDRESS. @throws Error when no bus answers there */
  static async connect(address: string, onSignal: (signal: Message) => void): Promise<SessionBus> {
    const socket = await authenticated(pathOf(address));
    const bus = new SessionBus(socket, onSignal);
    await bus.call({ ...theBus, member: 'Hello' });
    return bus;
  }

  /** Answers the reply. @throws DbusError, or Error when none comes in time */
  call(call: Call): Promise<Message> {
    const serial = ++this.#serial;
    return new Promise((resolve, reject) => {
      if (this.closed) return reject(new Error('the connection to the session bus is closed'));
      const timer = setTimeout(() => {
        this.#waiting.delete(serial);
        reject(new Error(`${call.destination} did not answer within ${answerWithinMs / 1000} s`));
      }, answerWithinMs);
      const settle = () => clearTimeout(timer);
      this.#waiting.set(serial, {
        resolve: (reply) => {
          settle();
          resolve(reply);
        },
        reject: (error) => {
          settle();
          reject(error);
        },
      });
      this.#socket.write(encodeMessage({ type: messageTypes.call, serial, body: [], ...call }));
    });
  }

  /** From now on its signals come to `onSignal`. */
  async subscribe(sender: string, interfaceName: string): Promise<void> {
    const rule = `type='signal',sender='${sender}',interface='${interfaceName}'`;
    await this.call({ ...theBus, member: 'AddMatch', signature: 's', body: [rule] });
  }

  #take(chunk: Buffer): void {
    this.#received = Buffer.concat([this.#received, chunk]);
    try {
      for (;;) {
        const length = messageLength(this.#received);
        if (length !== null && length > longestMessage) throw new Error('a message of the session bus is too long');
        if (length === null || this.#received.length < length) return;
        const message = decodeMessage(this.#received.subarray(0, length));
        this.#received = this.#received.subarray(length);
        this.#handle(message);
      }
    } catch (error) {
      this.#socket.destroy(error instanceof Error ? error : new Error(String(error)));
    }
  }

  #handle(message: Message): void {
    if (message.type === messageTypes.signal) return this.#onSignal(message);
    const waiting = this.#waiting.get(message.replySerial ?? 0);
    if (waiting === undefined) return;
    this.#waiting.delete(message.replySerial ?? 0);
    if (message.type === messageTypes.reply) waiting.resolve(message);
    else waiting.reject(new DbusError(message.errorName ?? 'unknown', String(message.body[0] ?? message.errorName)));
  }

  #end(error: Error): void {
    this.closed = true;
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
  }
}

const theBus = {
  destination: 'org.freedesktop.DBus',
  path: '/org/freedesktop/DBus',
  interface: 'org.freedesktop.DBus',
} as const;

/** The first Unix socket among the addresses. */
function pathOf(addresses: string): string {
  for (const address of addresses.split(';')) {
    const [transport, rest = ''] = address.split(/:(.*)/s);
    if (transport !== 'unix') continue;
    const keys = new Map(
      rest.split(',').map((pair) => [pair.split('=')[0], decodeURIComponent(pair.split('=')[1] ?? '')]),
    );
    const path = keys.get('path');
    if (path !== undefined) return path;
    const abstract = keys.get('abstract');
    if (abstract !== undefined) return `\0${abstract}`;
  }
  throw new Error('there is no session bus with a Unix socket');
}

/** SASL EXTERNAL: the bus asks the kernel who we are. */
function authenticated(path: string): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(path);
    const timer = setTimeout(() => socket.destroy(new Error('the session bus did not answer')), answerWithinMs);
    const fail = (error?: Error): void => {
      clearTimeout(timer);
      reject(error ?? new Error('the session bus refused the connection'));
    };
    let said = '';
    const onData = (chunk: Buffer): void => {
      said += chunk.toString('latin1');
      if (!said.includes('\r\n')) return;
      socket.off('data', onData);
      socket.off('error', fail);
      socket.off('close', onClose);
      clearTimeout(timer);
      if (!said.startsWith('OK ')) {
        socket.destroy();
        return reject(new Error('the session bus does not let this user in'));
      }
      socket.write('BEGIN\r\n');
      resolve(socket);
    };
    const onClose = (): void => fail();
    socket.on('error', fail);
    socket.on('close', onClose);
    socket.on('data', onData);
    socket.once('connect', () => {
      const uid = Buffer.from(String(userInfo().uid)).toString('hex');
      socket.write(`\0AUTH EXTERNAL ${uid}\r\n`);
    });
  });
}
