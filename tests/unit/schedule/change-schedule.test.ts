/** Changing a flow's schedule and taking the change back. Hunts: a count that begins anew, a firing lost or doubled in between. */
import { expect, it } from 'vitest';
import { changeSchedule, flowScheduleOf, restoreSchedule } from '../../../src/main/schedule/change-schedule.ts';
import { defaultPolicies, type ScheduleSpec } from '../../../src/shared/domain/schedule.ts';
import { cron, VirtualTime } from './virtual-time.ts';

const day = (time: string): string => `2026-11-23T${time}Z`;

function worldAt(now: string, spec: ScheduleSpec): VirtualTime {
  const world = new VirtualTime({ now: day(now) });
  world.add('flow', spec);
  world.scheduler.start();
  return world;
}

const shown = (world: VirtualTime) => flowScheduleOf(world.db, 'flow', { nowMs: world.nowMs, timezone: 'UTC' });

it('a change begins now, and Undo lets the one before go on with its policies, its count and its ledger', async () => {
  const counted: ScheduleSpec = { ...cron('0 * * * *'), times: 4, timesSince: day('08:30:00') };
  const world = worldAt('08:30:00', counted);
  await world.liveUntil(day('09:10:00'));
  const before = shown(world);

  changeSchedule(world.db, 'flow', {
    spec: cron('30 * * * *'),
    policies: { overlap: 'queue', misfire: 'skip' },
    nowMs: world.nowMs,
  });
  world.scheduler.changed('flow');
  expect(shown(world)).toMatchObject({ spec: { cron: '30 * * * *' }, policies: { overlap: 'queue', misfire: 'skip' } });
  expect(shown(world).scheduleId).not.toBe(before.scheduleId);

  restoreSchedule(world.db, 'flow', before);
  world.scheduler.changed('flow');
  expect(shown(world)).toEqual({ ...before, view: shown(world).view });
  await world.liveUntil(day('14:10:00'));
  // The first was before the change; four in all.
  expect(world.ledger('flow')).toEqual(['09:00 ran', '10:00 ran', '11:00 ran', '12:00 ran']);
});

it('what came due between a change and its Undo is decided once, by the policies', async () => {
  const world = worldAt('08:30:00', cron('0 * * * *'));
  const before = shown(world);
  changeSchedule(world.db, 'flow', { spec: cron('0 20 * * *'), policies: {}, nowMs: world.nowMs });
  world.scheduler.changed('flow');
  await world.liveUntil(day('09:10:00'));
  expect(world.starts).toHaveLength(0);
  restoreSchedule(world.db, 'flow', before);
  world.scheduler.changed('flow');
  await world.liveUntil(day('10:10:00'));
  expect(world.ledger('flow').map((row) => row.slice(0, 10))).toEqual(['09:00 late', '10:00 ran']);
});

it('a schedule that is taken away by hand comes back, and one of another flow does not', () => {
  const world = worldAt('08:30:00', cron('0 * * * *'));
  world.add('other', cron('0 * * * *'));
  const before = shown(world);
  const byHand = { kind: 'manual', timezone: 'UTC', text: 'by hand' } as const;
  changeSchedule(world.db, 'flow', { spec: byHand, policies: {}, nowMs: world.nowMs });
  expect(shown(world)).toMatchObject({ scheduleId: null, spec: null, policies: defaultPolicies });
  expect(() => restoreSchedule(world.db, 'flow', { ...before, scheduleId: 'other' })).toThrow(
    expect.objectContaining({ code: 'Schedule.Unknown' }),
  );
  restoreSchedule(world.db, 'flow', before);
  expect(shown(world).spec).toEqual(before.spec);
});
