/**
 * D-Bus messages to bytes and back (dbus.freedesktop.org/doc/dbus-specification.html, "Message Protocol"). Written little-endian, read
 * either way. Knows the types that notifications and the bus itself use: y b i u s o g v, arrays, structs, dictionaries.
 */
import { assertInvariant } from '../../../shared/errors.ts';

/** A variant is written with its own signature. */
export interface Variant {
  signature: string;
  value: DbusValue;
}
export type DbusValue = number | boolean | string | Variant | DbusValue[];

export const messageTypes = { call: 1, reply: 2, error: 3, signal: 4 } as const;

export interface Message {
  type: number;
  serial: number;
  path?: string;
  interface?: string;
  member?: string;
  errorName?: string;
  replySerial?: number;
  destination?: string;
  sender?: string;
  signature?: string;
  body: DbusValue[];
}

const fields = {
  path: [1, 'o'],
  interface: [2, 's'],
  member: [3, 's'],
  errorName: [4, 's'],
  replySerial: [5, 'u'],
  destination: [6, 's'],
  sender: [7, 's'],
  signature: [8, 'g'],
} as const;
type FieldName = keyof typeof fields;
const fieldNames = Object.keys(fields) as FieldName[];

/** Where the first whole type of a signature ends. */
function endOfType(signature: string, at: number): number {
  const first = signature[at];
  if (first === 'a') return endOfType(signature, at + 1);
  if (first !== '(' && first !== '{') return at + 1;
  let end = at + 1;
  while (signature[end] !== ')' && signature[end] !== '}') {
    if (end >= signature.length) throw new Error(`D-Bus: the signature ${signature} is not closed`);
    end = endOfType(signature, end);
  }
  return end + 1;
}

function typesOf(signature: string): string[] {
  const types: string[] = [];
  for (let at = 0; at < signature.length; ) {
    const end = endOfType(signature, at);
    types.push(signature.slice(at, end));
    at = end;
  }
  return types;
}

function alignmentOf(type: string): number {
  if ('({'.includes(type[0] ?? '')) return 8;
  return 'yvg'.includes(type[0] ?? '') ? 1 : 4;
}

class Writer {
  bytes = Buffer.alloc(0);

  align(to: number): void {
    this.#push(Buffer.alloc((to - (this.bytes.length % to)) % to));
  }

  write(type: string, value: DbusValue): void {
    this.align(alignmentOf(type));
    switch (type[0]) {
      case 'y':
        return this.#push(Buffer.from([Number(value)]));
      case 'b':
      case 'u':
        return this.#u32(Number(value));
      case 'i': {
        const bytes = Buffer.alloc(4);
        bytes.writeInt32LE(Number(value));
        return this.#push(bytes);
      }
      case 's':
      case 'o': {
        const text = Buffer.from(String(value).replaceAll('\0', ''), 'utf8');
        this.#u32(text.length);
        return this.#push(Buffer.concat([text, Buffer.alloc(1)]));
      }
      case 'g':
        return this.#push(Buffer.from([String(value).length, ...Buffer.from(String(value)), 0]));
      case 'v': {
        const { signature, value: inner } = value as Variant;
        this.write('g', signature);
        return this.write(signature, inner);
      }
      case 'a':
        return this.#array(type.slice(1), value as DbusValue[]);
      case '(':
      case '{':
        return typesOf(type.slice(1, -1)).forEach((inner, index) => {
          this.write(inner, (value as DbusValue[])[index] as DbusValue);
        });
      default:
        throw new Error(`D-Bus: the type ${type} cannot be written`);
    }
  }

  #array(type: string, items: readonly DbusValue[]): void {
    const lengthAt = this.bytes.length;
    this.#u32(0);
    this.align(alignmentOf(type));
    const start = this.bytes.length;
    for (const item of items) this.write(type, item);
    this.bytes.writeUInt32LE(this.bytes.length - start, lengthAt);
  }

  #u32(value: number): void {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32LE(value);
    this.#push(bytes);
  }

  #push(bytes: Buffer): void {
    this.bytes = Buffer.concat([this.bytes, bytes]);
  }
}

export function encodeMessage(message: Message): Buffer {
  const body = new Writer();
  typesOf(message.signature ?? '').forEach((type, index) => {
    const value = message.body[index];
    assertInvariant(value !== undefined, 'a D-Bus message has a value for each type of its signature');
    body.write(type, value);
  });
  const head = new Writer();
  for (const byte of ['l'.charCodeAt(0), message.type, 0, 1]) head.write('y', byte);
  head.write('u', body.bytes.length);
  head.write('u', message.serial);
  const set = fieldNames.flatMap((name): DbusValue[] => {
    const value = message[name];
    const [code, signature] = fields[name];
    return value === undefined || value === '' ? [] : [[code, { signature, value }]];
  });
  head.write('a(yv)', set);
  head.align(8);
  return Buffer.concat([head.bytes, body.bytes]);
}

class Reader {
  at: number;
  readonly #bytes: Buffer;
  readonly #little: boolean;

  constructor(bytes: Buffer, little: boolean, at: number) {
    this.#bytes = bytes;
    this.#little = little;
    this.at = at;
  }

  align(to: number): void {
    this.at += (to - (this.at % to)) % to;
  }

  u32(): number {
    this.align(4);
    this.at += 4;
    return this.#little ? this.#bytes.readUInt32LE(this.at - 4) : this.#bytes.readUInt32BE(this.at - 4);
  }

  read(type: string): DbusValue {
    this.align(alignmentOf(type));
    switch (type[0]) {
      case 'y':
        return this.#bytes.readUInt8(this.at++);
      case 'b':
        return this.u32() !== 0;
      case 'u':
        return this.u32();
      case 'i':
        return this.u32() | 0;
      case 's':
      case 'o':
        return this.#text(this.u32());
      case 'g':
        return this.#text(this.#bytes.readUInt8(this.at++));
      case 'v': {
        const signature = String(this.read('g'));
        return { signature, value: this.read(signature) };
      }
      case 'a': {
        const length = this.u32();
        this.align(alignmentOf(type.slice(1)));
        const end = this.at + length;
        const items: DbusValue[] = [];
        while (this.at < end) items.push(this.read(type.slice(1)));
        return items;
      }
      case '(':
      case '{':
        return typesOf(type.slice(1, -1)).map((inner) => this.read(inner));
      default:
        throw new Error(`D-Bus: the type ${type} cannot be read`);
    }
  }

  #text(length: number): string {
    const text = this.#bytes.toString('utf8', this.at, this.at + length);
    this.at += length + 1;
    return text;
  }
}

const fixedPart = 16;

/** How long the message is that begins here; null while too little of it has come. */
export function messageLength(bytes: Buffer): number | null {
  if (bytes.length < fixedPart) return null;
  const little = bytes[0] === 'l'.charCodeAt(0);
  const u32 = (at: number): number => (little ? bytes.readUInt32LE(at) : bytes.readUInt32BE(at));
  return Math.ceil((fixedPart + u32(12)) / 8) * 8 + u32(4);
}

/** @param bytes one whole message. @throws Error for what is none */
export function decodeMessage(bytes: Buffer): Message {
  const reader = new Reader(bytes, bytes[0] === 'l'.charCodeAt(0), 8);
  const message: Message = { type: bytes.readUInt8(1), serial: reader.u32(), body: [] };
  for (const entry of reader.read('a(yv)') as Array<[number, Variant]>) {
    const name = fieldNames.find((candidate) => fields[candidate][0] === entry[0]);
    if (name !== undefined) Object.assign(message, { [name]: entry[1].value });
  }
  reader.align(8);
  message.body = typesOf(message.signature ?? '').map((type) => reader.read(type));
  return message;
}
