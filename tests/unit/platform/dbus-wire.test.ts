/** D-Bus messages. Hunts: bytes that another implementation would not read, a half message taken for a whole one. */
import { expect, it } from 'vitest';
import {
  decodeMessage,
  encodeMessage,
  type Message,
  messageLength,
  messageTypes,
} from '../../../src/main/platform/dbus/wire.ts';

const notify: Message = {
  type: messageTypes.call,
  serial: 7,
  path: '/org/freedesktop/Notifications',
  interface: 'org.freedesktop.Notifications',
  member: 'Notify',
  destination: 'org.freedesktop.Notifications',
  signature: 'susssasa{sv}i',
  body: ['Majordomo', 3, '', 'Kettle ☕', '', ['default', 'Open'], [['urgency', { signature: 'y', value: 1 }]], -1],
};

it('a call is read back as it was written', () => {
  expect(decodeMessage(encodeMessage(notify))).toEqual(notify);
});

it('the bytes are those of the specification', () => {
  const hello = encodeMessage({ type: 1, serial: 1, path: '/a', member: 'Hi', signature: 's', body: ['x'] });
  expect(hello.toString('hex')).toBe(
    [
      '6c010001', // little-endian, a call, no flags, version 1
      '06000000', // the body's length
      '01000000', // the serial
      '27000000', // the length of the fields
      '01016f00' + '02000000' + '2f6100' + '0000000000', // path, padded to 8
      '03017300' + '02000000' + '486900' + '0000000000', // member
      '08016700' + '017300' + '00', // signature; padded to 8
      '01000000' + '7800',
    ].join(''),
  );
});

it('a message is taken when it is whole', () => {
  const bytes = encodeMessage(notify);
  expect(messageLength(bytes.subarray(0, 10))).toBeNull();
  expect(messageLength(Buffer.concat([bytes, bytes.subarray(0, 5)]))).toBe(bytes.length);
});

it('an answer of a machine with the other byte order is read', () => {
  const bytes = Buffer.from(
    ['42020001', '00000004', '00000002', '0000000f', '05017500', '00000007', '08016700', '01750000', '0000002a'].join(
      '',
    ),
    'hex',
  );
  expect(decodeMessage(bytes)).toEqual({ type: 2, serial: 2, replySerial: 7, signature: 'u', body: [42] });
});
