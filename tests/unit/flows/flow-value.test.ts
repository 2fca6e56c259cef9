/** Values as people write them. Hunts: a number read as another one, a time that is none, an expression smuggled in as text. */
import { expect, it } from 'vitest';
import { durationInWords, readValue } from '../../../src/shared/flow-value.ts';

it.each([
  ['number', '80', 80],
  ['number', ' $1,200.50 ', 1200.5],
  ['number', '-3', -3],
  ['number', '85 %', 85],
  ['duration', '5 minutes', 300],
  ['duration', '1 hour 30 minutes', 5400],
  ['duration', '1h30m', 5400],
  ['duration', '2 days and 3 s', 172_803],
  ['duration', '1.5 hours', 5400],
  ['url', 'https://shop.example/kettle?a=1', 'https://shop.example/kettle?a=1'],
  ['time', '2027-01-31T08:00:00+01:00', '2027-01-31T07:00:00.000Z'],
  ['text', ' it is done', ' it is done'],
] as const)('a %s written as “%s” is %s', (kind, text, value) => {
  expect(readValue(kind, text)).toEqual({ ok: true, value });
});

it.each([
  ['number', '1,5'],
  ['number', 'ten'],
  ['number', ''],
  ['duration', '5'],
  ['duration', 'soon'],
  ['duration', '0.5 seconds'],
  ['duration', '2000 days'],
  ['url', 'shop.example'],
  ['url', 'ftp://shop.example'],
  ['url', 'https://'],
  ['time', 'tomorrow'],
  ['text', '  '],
  ['text', '{% $secret %}'],
] as const)('a %s written as “%s” is refused with what to write', (kind, text) => {
  const read = readValue(kind, text);
  expect(read.ok).toBe(false);
  expect(read.ok ? '' : read.message).toMatch(/^(Write|That is longer|This would be)/);
});

it('says a time to wait in words that it reads back', () => {
  for (const seconds of [1, 60, 90, 3600, 86_400, 93_784]) {
    const read = readValue('duration', durationInWords(seconds));
    expect(read).toEqual({ ok: true, value: seconds });
  }
});
