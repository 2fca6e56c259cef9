/** Hunts for a flow that starves another one, for limits that are passed, and for calls that are lost or taken twice. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CallOwner, FairQueue, type Room } from '../../../src/main/workers/fair-queue.ts';
import { eventually } from '../../support/eventually.ts';
import { never, poolOf } from '../../support/pool-of.ts';

interface Item {
  owner: CallOwner;
  number: number;
}
const unlimited: Room = { ofFlow: () => Number.POSITIVE_INFINITY, ofWorker: () => Number.POSITIVE_INFINITY };

function takeAll(queue: FairQueue<Item>): Item[] {
  const taken: Item[] = [];
  for (let item = queue.take(unlimited); item; item = queue.take(unlimited)) taken.push(item);
  return taken;
}
const itemOf = (flowId: string, workerId: string, number: number): Item => ({ owner: { flowId, workerId }, number });

describe('the queue', () => {
  it('lets another flow’s single call go second, however many one flow has waiting', () => {
    const queue = new FairQueue<Item>();
    for (let number = 0; number < 1000; number++) queue.add(itemOf('map', 'w', number));
    queue.add(itemOf('other', 'w', 0));
    expect(takeAll(queue).findIndex(({ owner }) => owner.flowId === 'other')).toBe(1);
  });

  it('lets the workers of one flow take turns as well', () => {
    const queue = new FairQueue<Item>();
    for (let number = 0; number < 3; number++) queue.add(itemOf('f', 'busy', number));
    queue.add(itemOf('f', 'rare', 0));
    expect(takeAll(queue).map(({ owner }) => owner.workerId)).toEqual(['busy', 'rare', 'busy', 'busy']);
  });

  it('passes over a flow and a worker without room, and counts what could start', () => {
    const queue = new FairQueue<Item>();
    for (const [flow, worker] of [
      ['full', 'w'],
      ['f', 'full'],
      ['f', 'free'],
      ['f', 'free'],
    ] as const)
      queue.add(itemOf(flow, worker, 0));
    const room: Room = {
      ofFlow: (flowId) => (flowId === 'full' ? 0 : 5),
      ofWorker: ({ workerId }) => (workerId === 'full' ? 0 : 1),
    };
    expect(queue.runnable(room)).toBe(1);
    expect(queue.take(room)?.owner).toEqual({ flowId: 'f', workerId: 'free' });
  });

  it('gives each call once, each worker’s in their order, without those that were removed', () => {
    const owners = fc.record({ flowId: fc.constantFrom('a', 'b', 'c'), workerId: fc.constantFrom('x', 'y') });
    fc.assert(
      fc.property(fc.array(fc.tuple(owners, fc.boolean()), { maxLength: 60 }), (calls) => {
        const queue = new FairQueue<Item>();
        const items = calls.map(([owner, keep], number) => ({ item: { owner, number }, keep }));
        for (const { item } of items) queue.add(item);
        for (const { item, keep } of items) if (!keep) expect(queue.remove(item)).toBe(true);
        const kept = items.filter(({ keep }) => keep).map(({ item }) => item);
        expect(queue.size).toBe(kept.length);
        const taken = takeAll(queue);
        expect([...taken].sort((a, b) => a.number - b.number)).toEqual(kept);
        for (const flowId of ['a', 'b', 'c'])
          for (const workerId of ['x', 'y']) {
            const own = taken.filter(({ owner }) => owner.flowId === flowId && owner.workerId === workerId);
            expect(own.map(({ number }) => number)).toEqual(own.map(({ number }) => number).sort((a, b) => a - b));
          }
        expect([queue.size, queue.runnable(unlimited)]).toEqual([0, 0]);
      }),
    );
  });
});

describe('a pool whose calls come from several flows', () => {
  it('keeps a process free for other flows while one flow’s calls all hang', async () => {
    const { pool, call } = poolOf({ maxProcesses: 3, maxPerFlow: 2, maxPerWorker: 2 });
    const stop = new AbortController();
    const hanging = [1, 2, 3, 4].map(() => call('hang', 60_000, stop.signal, { flowId: 'a', workerId: 'w' }));
    await eventually(() => expect(pool.counts()).toEqual({ processes: 2, busy: 2, waiting: 2 }));
    expect(await call('go', 5_000, never, { flowId: 'b', workerId: 'w' })).toMatchObject({ ok: true });
    stop.abort();
    expect((await Promise.all(hanging)).every(({ ok }) => !ok)).toBe(true);
  });

  it('keeps to the limit of one worker', async () => {
    const { pool, call } = poolOf({ maxProcesses: 4, maxPerFlow: 4, maxPerWorker: 1 });
    const stop = new AbortController();
    const answers = ['w', 'w', 'w', 'v'].map((workerId) =>
      call('hang', 60_000, stop.signal, { flowId: 'a', workerId }),
    );
    await eventually(() => expect(pool.counts()).toEqual({ processes: 2, busy: 2, waiting: 2 }));
    stop.abort();
    await Promise.all(answers);
  });

  it('refuses to wait without bound, for a flow and in all, and says so', async () => {
    const { call } = poolOf({ maxProcesses: 1, maxPerFlow: 1, maxWaitingPerFlow: 2, maxWaiting: 3 });
    const stop = new AbortController();
    const from = (flowId: string) => call('hang', 60_000, stop.signal, { flowId, workerId: 'w' });
    const waiting = [from('a'), from('a')];
    expect(await from('a')).toMatchObject({
      ok: false,
      error: { code: 'Worker.QueueFull', message: expect.stringContaining('2 calls are waiting') },
    });
    waiting.push(from('b'));
    expect(await from('c')).toMatchObject({ ok: false, error: { code: 'Worker.QueueFull' } });
    stop.abort();
    expect((await Promise.all(waiting)).map((answer) => !answer.ok && answer.error.code)).toEqual([
      'Worker.Cancelled',
      'Worker.Cancelled',
      'Worker.Cancelled',
    ]);
  });
});
