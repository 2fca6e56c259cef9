/**
 * Telegram, against a server that answers as its bot API does. Hunts: a message sent twice, a rate limit that is not heeded, a token
 * in a log or in the database.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { expect, it, onTestFinished } from 'vitest';
import { TelegramChannel } from '../../../src/main/notifications/telegram/telegram-channel.ts';
import type { SettingName } from '../../../src/main/settings/catalogue.ts';
import type { Settings } from '../../../src/main/settings/settings.ts';
import { type Database, openDatabase } from '../../../src/main/store/database.ts';
import { listDeliveries } from '../../../src/main/store/tables/deliveries.ts';
import type { KeyedNotification } from '../../../src/main/store/tables/notifications.ts';
import { eventually } from '../../support/eventually.ts';
import { VirtualClock } from '../../support/virtual-clock.ts';
import { webServer } from '../../support/web-server.ts';

const token = '123456:very-secret-token';

type Answer = (response: ServerResponse) => void;
const ok: Answer = (response) => response.writeHead(200).end(JSON.stringify({ ok: true, result: {} }));
const says =
  (status: number, body: object): Answer =>
  (response) =>
    response.writeHead(status).end(JSON.stringify({ ok: false, ...body }));

function note(id: string, title: string, kind: KeyedNotification['kind'] = 'fired'): KeyedNotification {
  const delivery = { delivery: 'pending' as const, deliveryReason: null };
  return { id, key: id, kind, title, body: '', flowId: id, runId: null, createdAtMs: 0, ...delivery };
}

async function world(answers: Answer[], options: { db?: Database; address?: string; tell?: string } = {}) {
  const got: Array<{ path: string; body: { chat_id: string; text: string } }> = [];
  const server = await webServer((request: IncomingMessage, response: ServerResponse) => {
    let body = '';
    request.on('data', (chunk) => (body += String(chunk)));
    request.on('end', () => {
      got.push({ path: request.url ?? '', body: JSON.parse(body) as { chat_id: string; text: string } });
      (answers.shift() ?? ok)(response);
    });
  });
  const set: Partial<Record<SettingName, unknown>> = {
    'telegram.chat': '42',
    'telegram.address': options.address ?? server.base,
    'telegram.tell': options.tell ?? 'all',
  };
  const db = options.db ?? openDatabase(':memory:');
  const clock = new VirtualClock();
  const log: string[] = [];
  const channel = new TelegramChannel({
    db,
    clock,
    settings: { get: (name: SettingName) => set[name] } as unknown as Settings,
    secrets: { read: () => token },
    quietUntil: () => null,
    log: (line) => log.push(line),
  });
  onTestFinished(() => channel.stop());
  const states = () => listDeliveries(db).map(({ state }) => state);
  return { got, db, clock, log, channel, states };
}

it('a message goes to the chat of the settings, once for each notification', async () => {
  const { got, channel, states, db } = await world([]);
  channel.send(note('n1', 'Kettle is $89'));
  channel.send(note('n1', 'Kettle is $89'));
  await eventually(() => expect(states()).toEqual(['sent']));
  expect(got).toEqual([
    { path: `/bot${token}/sendMessage`, body: expect.objectContaining({ chat_id: '42', text: 'Kettle is $89' }) },
  ]);
  expect(JSON.stringify(listDeliveries(db))).not.toContain('secret');
});

it('several as one are one message; what the settings do not want is none', async () => {
  const { got, channel, states } = await world([], { tell: 'important' });
  channel.mirror([note('a', 'A', 'fired'), note('b', 'B failed', 'failed'), note('c', 'C failed', 'failed')]);
  channel.mirror([note('d', 'D', 'fired')]);
  await eventually(() => expect(states()).toEqual(['sent']));
  expect(got.map(({ body }) => body.text)).toEqual(['2 flows failed\nB failed, C failed']);
});

it('a rate limit is heeded for as long as Telegram says', async () => {
  const { got, channel, states, clock } = await world([says(429, { parameters: { retry_after: 7 } })]);
  channel.send(note('n1', 'first'));
  await eventually(() => expect(clock.nextTimerMs()).toBe(clock.nowMs() + 7_000));
  expect(states()).toEqual(['pending']);
  clock.advanceTo(clock.nowMs() + 6_999);
  expect(got).toHaveLength(1);
  clock.advanceTo(clock.nowMs() + 1);
  await eventually(() => expect(states()).toEqual(['sent']));
  expect(got).toHaveLength(2);
});

it('what may have arrived is not sent again, and says so', async () => {
  const { got, channel, states, log } = await world([(response) => void response.destroy()]);
  channel.send(note('n1', 'first'));
  await eventually(() => expect(states()).toEqual(['unknown']));
  expect(got).toHaveLength(1);
  expect(log.join('\n')).toContain('not sent again');
  expect(log.join('\n')).not.toContain('secret');
});

it('a send that a crash cut off is not made again; what was not begun is', async () => {
  const first = await world([]);
  first.db.exec(`INSERT INTO deliveries (key, channel, notification_id, text, state, not_before_ms, created_at_ms)
    VALUES ('a', 'telegram', 'a', 'cut off', 'sending', 0, 0), ('b', 'telegram', 'b', 'waits', 'pending', 0, 1)`);
  const next = await world([], { db: first.db });
  next.channel.start();
  await eventually(() => expect(next.states()).toEqual(['unknown', 'sent']));
  expect(next.got.map(({ body }) => body.text)).toEqual(['waits']);
});

it('where nothing listens it is tried again later', async () => {
  const { channel, clock, states } = await world([], { address: 'http://127.0.0.1:9' });
  channel.send(note('n1', 'first'));
  await eventually(() => expect(clock.nextTimerMs()).toBe(clock.nowMs() + 5_000));
  expect(states()).toEqual(['pending']);
});

it('a token that is not taken fails with what to do, and is not named', async () => {
  const { channel, states, db, log } = await world([says(401, { description: 'Unauthorized' })]);
  channel.send(note('n1', 'first'));
  await eventually(() => expect(states()).toEqual(['failed']));
  expect(listDeliveries(db)[0]?.reason).toContain('secret set telegram');
  expect(JSON.stringify([listDeliveries(db), log])).not.toContain(token);
});
