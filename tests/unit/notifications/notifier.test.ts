/**
 * When notifications are shown. Hunts: fifty at once on the screen, one that is lost or shown twice over a crash, a quiet time that
 * swallows what it held back, a row that the notification centre does not have.
 */
import { describe, expect, it } from 'vitest';
import { NotificationDesk } from '../../support/notification-desk.ts';
import { VirtualClock } from '../../support/virtual-clock.ts';

const second = 1_000;
const hour = 3_600_000;

describe('several at once', () => {
  it('fifty become one that says how many ran and failed; each keeps its row', async () => {
    const desk = new NotificationDesk();
    for (let n = 0; n < 50; n++) await desk.tell(`Flow ${n}`, { kind: n < 3 ? 'failed' : 'fired' });
    await desk.pass(60 * second);
    expect(desk.titles()).toEqual(['50 flows ran, 3 failed']);
    expect(desk.shown[0]).toMatchObject({ isGroup: true, actions: [], flowId: null });
    expect(desk.shown[0]?.body).toContain('Flow 0, Flow 1, Flow 2');
    const kept = desk.kept();
    expect(kept).toHaveLength(50);
    expect(new Set(kept.map(({ delivery }) => delivery))).toEqual(new Set(['shown']));
  });

  it('a few stand alone', async () => {
    const desk = new NotificationDesk();
    for (const name of ['A', 'B', 'C']) await desk.tell(name);
    await desk.pass(second);
    expect(desk.titles()).toEqual(['A', 'B', 'C']);
  });

  it('what goes on coming joins the one that is there, in its place', async () => {
    const desk = new NotificationDesk();
    for (let n = 0; n < 20; n++) {
      await desk.tell(`Flow ${n}`);
      await desk.pass(second);
    }
    await desk.pass(10 * second);
    const [a, b, c, ...groups] = desk.shown;
    expect([a, b, c].map((note) => note?.isGroup)).toEqual([false, false, false]);
    expect(groups.length).toBeLessThan(10);
    expect(groups.map(({ replaces }) => replaces)).toEqual([null, ...groups.slice(0, -1).map(({ id }) => id)]);
    expect(groups.at(-1)?.title).toBe('17 flows ran');
  });

  it('after a while they stand alone again', async () => {
    const desk = new NotificationDesk();
    for (let n = 0; n < 10; n++) await desk.tell(`Flow ${n}`);
    await desk.pass(60 * second);
    await desk.tell('Later');
    await desk.pass(second);
    expect(desk.titles()).toEqual(['10 flows ran', 'Later']);
  });

  it('the same key is one', async () => {
    const desk = new NotificationDesk();
    await desk.tell('A');
    await desk.pass(second);
    await desk.tell('A');
    await desk.pass(second);
    expect(desk.titles()).toEqual(['A']);
  });
});

describe('while it is quiet', () => {
  it('nothing is shown; afterwards it is summed up', async () => {
    const clock = new VirtualClock();
    const endMs = clock.nowMs() + 8 * hour;
    const desk = new NotificationDesk({ clock, quietUntil: () => (clock.nowMs() < endMs ? endMs : null) });
    await desk.tell('A');
    await desk.pass(hour);
    await desk.tell('B', { kind: 'failed' });
    await desk.tell('Sure?', { kind: 'approval' });
    await desk.pass(6 * hour);
    expect(desk.titles()).toEqual([]);
    expect(desk.kept()[0]).toMatchObject({ delivery: 'pending', deliveryReason: expect.stringContaining('held back') });
    await desk.pass(2 * hour);
    expect(desk.titles()).toEqual(['While it was quiet: 2 flows ran, 1 failed, 1 question for you']);
    expect(desk.kept().map(({ delivery }) => delivery)).toEqual(['shown', 'shown', 'shown']);
  });

  it('failures and questions come through where the user wants that', async () => {
    const desk = new NotificationDesk({
      quietUntil: () => Number.MAX_SAFE_INTEGER,
      urgentWhenQuiet: () => true,
    });
    await desk.tell('A');
    await desk.tell('B', { kind: 'failed' });
    await desk.tell('C', { kind: 'approval' });
    await desk.pass(second);
    expect(desk.titles()).toEqual(['B', 'C']);
  });

  it('what was held back is told after a restart, however old it is', async () => {
    const before = new NotificationDesk({ quietUntil: () => Number.MAX_SAFE_INTEGER });
    await before.tell('A');
    await before.pass(5 * hour);
    const after = new NotificationDesk({ db: before.db, clock: before.clock });
    await after.notifier.deliverPending();
    expect(after.titles()).toEqual(['A']);
  });
});

describe('over a crash', () => {
  it('what was stored and not shown is shown by the next process, once', async () => {
    const before = new NotificationDesk();
    await before.tell('A');
    const after = new NotificationDesk({ db: before.db, clock: before.clock });
    await after.notifier.deliverPending();
    await after.notifier.deliverPending();
    expect(after.titles()).toEqual(['A']);
  });

  it('what is old news by then is only kept', async () => {
    const before = new NotificationDesk({ desktop: { show: () => new Promise(() => undefined) } });
    await before.tell('A');
    before.clock.advanceTo(before.clock.nowMs() + 2 * hour);
    const after = new NotificationDesk({ db: before.db, clock: before.clock });
    await after.notifier.deliverPending();
    expect(after.titles()).toEqual([]);
    expect(after.kept()).toMatchObject([{ delivery: 'suppressed' }]);
  });

  it('a clean stop shows what was still being gathered', async () => {
    const desk = new NotificationDesk();
    await desk.tell('A');
    await desk.notifier.stop();
    expect(desk.titles()).toEqual(['A']);
  });
});

it('what is put off comes back after an hour', async () => {
  const desk = new NotificationDesk();
  await desk.tell('A', { kind: 'failed' });
  await desk.pass(second);
  desk.notifier.snooze(desk.shown[0]?.id ?? '');
  await desk.pass(hour - second);
  expect(desk.titles()).toEqual(['A']);
  await desk.pass(2 * second);
  expect(desk.titles()).toEqual(['A', 'A']);
});

it('buttons: a question can be answered, a missed firing run, a failure put off', async () => {
  const desk = new NotificationDesk();
  await desk.tell('approval:a1', { kind: 'approval' });
  await desk.tell('missed:s@1', { kind: 'failed' });
  await desk.tell('outcome:r', { kind: 'failed' });
  await desk.pass(second);
  expect(desk.shown.map(({ actions }) => actions)).toEqual([
    ['approve', 'deny', 'snooze'],
    ['run-missed', 'snooze'],
    ['snooze'],
  ]);
});

it('a question that was decided before it could be shown is not shown', async () => {
  const desk = new NotificationDesk({ stillStands: ({ key }) => key !== 'approval:old' });
  await desk.tell('approval:old', { kind: 'approval' });
  await desk.tell('approval:new', { kind: 'approval' });
  await desk.pass(second);
  expect(desk.titles()).toEqual(['approval:new']);
});

it('a setting keeps kinds off the screen, and the rows say so', async () => {
  const desk = new NotificationDesk({ shows: () => 'important' });
  await desk.tell('A');
  await desk.tell('B', { kind: 'failed' });
  await desk.pass(second);
  expect(desk.titles()).toEqual(['B']);
  const kept = desk.kept().sort((a, b) => a.title.localeCompare(b.title));
  expect(kept.map(({ delivery }) => delivery)).toEqual(['suppressed', 'shown']);
});
