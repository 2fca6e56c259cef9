/**
 * A disk that is full, fails, or cannot be written, and a commit whose answer is wrong. Hunts: a run that goes on although its commit
 * failed, what was committed being lost, a step done twice after a wrong answer, an error that does not say what to do.
 * EIO and a failing fsync are made by `strace --inject` in a real process, where there is strace.
 */
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { chmodSync, chownSync, mkdirSync, readdirSync, readFileSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import BetterSqlite3 from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JournalEvent } from '../../src/main/workflow/events.ts';
import { CrashFolders } from '../support/crash/crash-folders.ts';
import { instead } from '../support/crash/crash-points.ts';
import { CrashWorld } from '../support/crash/crash-world.ts';
import { expectWholeRun, unsafeInFlight } from '../support/crash/expect-whole.ts';
import { type ChildReport, inTurns, runChild } from '../support/crash/run-child.ts';
import { testRun } from '../support/test-flow.ts';

let folders: CrashFolders;
beforeAll(() => {
  folders = new CrashFolders();
});
afterAll(() => folders.remove());

/** Whoever is up next on the folder takes the run up and brings it to the end it would have had. */
async function expectTakenUp(folder: string, before: readonly JournalEvent[]): Promise<void> {
  const world = new CrashWorld(folder);
  try {
    const unknown = unsafeInFlight(world.history());
    await world.takeUp();
    await world.runToRest();
    expectWholeRun(world, { before, unknown, reference: await folders.referenceWhere(unknown) });
  } finally {
    world.close();
  }
}

describe('a full disk', () => {
  it('stops the run with a clear error at any commit, keeps what is committed, and costs nothing once there is space', async () => {
    let stopped = 0;
    for (let pages = 0; pages <= 30; pages += 2) {
      const folder = folders.make();
      withSmallPages(join(folder, 'test.db'));
      const world = new CrashWorld(folder);
      const used = Number(world.db.pragma('page_count', { simple: true }));
      world.db.pragma(`max_page_count = ${used + pages}`);
      const refused = await world.start().catch((error: unknown) => error);
      await world.runToRest();
      const error = refused ?? world.broken.get('run');
      const left = world.history();
      if (error !== undefined) {
        expect(error).toMatchObject({ code: 'Store.DiskFull' });
        expect(String(error)).toMatch(/is full.*Free some space/);
        expect(world.engine.openCount).toBe(0);
        stopped += 1;
      } else expect(world.ends.get('run')?.status).toBe('SUCCEEDED');
      world.close();
      await expectTakenUp(world.folder, left);
    }
    process.stdout.write(`full disks that stopped the run: ${stopped}\n`);
    expect(stopped).toBeGreaterThan(5);
  }, 30_000);

  it.runIf(canMount())(
    'of the real kind does so too',
    async () => {
      const folder = folders.make();
      const mounted = join(folder, 'disk');
      mkdirSync(mounted);
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=2m', 'none', mounted]);
      try {
        const home = join(mounted, 'home');
        mkdirSync(home);
        const world = new CrashWorld(home);
        world.db.pragma('wal_checkpoint(TRUNCATE)');
        const { bavail, bsize } = statfsSync(mounted);
        writeFileSync(join(mounted, 'ballast'), Buffer.alloc(bavail * bsize - 80_000));
        const refused = await world.start().catch((error: unknown) => error);
        await world.runToRest();
        expect(refused ?? world.broken.get('run')).toMatchObject({ code: 'Store.DiskFull' });
        const left = world.history();
        world.close();
        rmSync(join(mounted, 'ballast'));
        await expectTakenUp(home, left);
      } finally {
        execFileSync('umount', ['-l', mounted]);
      }
    },
    30_000,
  );
});

describe('a disk that answers with an error', () => {
  /** One fault at one call, and faults from one call on. */
  const faults = [
    ...[1, 2, 3, 5, 8, 13, 20].map((when) => ({ call: 'fsync,fdatasync', when: `${when}` })),
    ...[2, 9].map((when) => ({ call: 'fsync,fdatasync', when: `${when}+` })),
    ...[1, 4, 11, 30].map((when) => ({ call: 'pwrite64', when: `${when}` })),
    { call: 'pwrite64', when: '25+' },
  ];

  it.runIf(hasStrace())(
    'to a write or an fsync stops the run with a clear error; the next start takes it up, nothing doubled',
    async () => {
      const hit: string[] = [];
      await inTurns(faults, 2, async ({ call, when }) => {
        const folder = folders.make();
        const path = ['-P', join(folder, 'test.db-wal'), '-P', join(folder, 'test.db')];
        const inject = `inject=${call}:error=EIO:when=${when}`;
        const strace = ['strace', '-f', '-qq', '-o', '/dev/null', ...path, '-e', `trace=${call}`, '-e', inject];
        const { stdout, stderr } = await runChild({ folder, killAt: null }, { prefix: strace });
        const { errors } = JSON.parse(stdout || '{"errors":[]}') as ChildReport;
        if (errors.length > 0) hit.push(`${call}#${when}`);
        expect({ fault: `${call}#${when}`, stderr }).toEqual({ fault: `${call}#${when}`, stderr: '' });
        for (const error of errors)
          expect(error).toMatch(/The disk .* answered with an error \(SQLITE_IOERR.*Check the disk/);
        const dead = new CrashWorld(folder);
        const left = dead.history();
        dead.close();
        await expectTakenUp(folder, left);
      });
      process.stdout.write(`faults of the disk that were felt: ${hit.length} of ${faults.length}\n`);
      expect(hit.length).toBeGreaterThan(8);
    },
    60_000,
  );
});

describe('a commit that is answered with an error', () => {
  for (const committed of [true, false])
    it(`${committed ? 'although it succeeded' : 'and did not happen'} stops the run there; a recovery goes on and doubles nothing`, async () => {
      let appends = Number.POSITIVE_INFINITY;
      for (let failing = 0; failing <= appends; failing++) {
        let number = 0;
        const world = new CrashWorld(folders.make(), {
          wrapJournal: (journal) => {
            const commit = async (write: () => Promise<void>): Promise<void> => {
              const fails = number++ === failing;
              if (!fails || committed) await write();
              if (fails) throw new Error('The answer was lost.');
            };
            return instead(journal, {
              create: (...given) => commit(() => journal.create(...given)),
              append: (...given) => commit(() => journal.append(...given)),
            });
          },
        });
        const refused = await world.start().catch((error: unknown) => error);
        await world.runToRest();
        appends = Math.min(appends, number > failing ? Number.POSITIVE_INFINITY : number - 1);
        const left = world.history();
        if (number > failing) {
          expect(String(refused ?? world.broken.get('run')), `commit ${failing}`).toContain('The answer was lost.');
          expect(world.engine.openCount).toBe(0);
          world.clock.advanceTo(world.clock.nowMs() + 3_600_000);
          await world.runToRest();
          expect(world.history(), 'nothing is driven on').toEqual(left);
        }
        // In the same process: what is open is taken up again.
        const unknown = unsafeInFlight(left);
        await world.takeUp();
        await world.runToRest();
        expectWholeRun(world, { before: left, unknown, reference: await folders.referenceWhere(unknown) });
        world.close();
      }
      expect(appends).toBeGreaterThan(15);
    }, 60_000);
});

describe('an owner that another one has replaced', () => {
  it('commits nothing more: its runs stop with a clear error and the successor finishes them', async () => {
    const folder = folders.make();
    const first = new CrashWorld(folder);
    await first.start();
    const second = new CrashWorld(folder);
    await first.runToRest();
    expect(first.broken.get('run')).toMatchObject({ code: 'Store.OwnerLost' });
    await expect(first.start('late')).rejects.toMatchObject({ code: 'Store.OwnerLost' });
    const left = second.history();
    const unknown = unsafeInFlight(left);
    first.close();
    await second.takeUp();
    await second.runToRest();
    expectWholeRun(second, { before: left, unknown, reference: await folders.referenceWhere(unknown) });
    second.close();
  }, 30_000);
});

describe('a data directory', () => {
  const opener = fileURLToPath(new URL('../support/crash/open-data-dir.ts', import.meta.url));
  const open = (folder: string, uid?: number) =>
    JSON.parse(
      execFileSync(process.execPath, ['--no-warnings', opener, folder, 'once'], {
        encoding: 'utf8',
        env: { PATH: process.env.PATH ?? '' },
        ...(uid === undefined ? {} : { uid, gid: uid }),
      }),
    ) as { opened: boolean; code?: string; message?: string };

  it('that cannot be written is refused with what to do, and nothing in it changes', () => {
    const asRoot = process.getuid?.() === 0;
    const folder = folders.make();
    chmodSync(join(folder, '..'), 0o755);
    const dir = join(folder, 'data');
    mkdirSync(dir, { mode: 0o755 });
    expect(open(dir)).toMatchObject({ opened: true });
    const filesOf = () =>
      readdirSync(dir).map((name) => [
        name,
        name.endsWith('.db') ? readFileSync(join(dir, name)).toString('base64') : '',
      ]);
    const before = filesOf();
    chmodSync(folder, 0o755);
    chmodSync(dir, 0o555);
    try {
      const { opened, code, message } = open(dir, asRoot ? 65_534 : undefined);
      expect({ opened, code }).toEqual({ opened: false, code: 'Store.ReadOnly' });
      expect(message).toMatch(/cannot be written.*Make the folder writable/);
      expect(filesOf()).toEqual(before);
    } finally {
      chmodSync(dir, 0o755);
      if (asRoot) chownSync(dir, 0, 0);
    }
    expect(open(dir)).toMatchObject({ opened: true });
  }, 30_000);

  it('belongs to one process: a second one is told App.AlreadyRunning, until the first is gone, killed or not', async () => {
    const dir = join(folders.make(), 'data');
    for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
      const first = spawn(process.execPath, ['--no-warnings', opener, dir, 'stay'], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      const gone = new Promise((resolve) => first.once('close', resolve));
      await Promise.race([gone, new Promise((resolve) => first.stdout.once('data', resolve))]);
      const refused = open(dir);
      first.kill(signal);
      await gone;
      expect(refused).toMatchObject({ opened: false, code: 'App.AlreadyRunning' });
      expect(refused.message).toContain(dir);
      expect(open(dir)).toMatchObject({ opened: true });
    }
  }, 30_000);
});

describe('a run', () => {
  it('that cannot be created is not half there', async () => {
    const world = new CrashWorld(folders.make());
    const run = testRun({ StartAt: 'A', States: { A: { Type: 'Succeed' } } }, { id: 'no-flow' });
    await expect(world.engine.start({ ...run, flowId: 'unknown' })).rejects.toThrow();
    expect(world.db.prepare('SELECT count(*) FROM runs').pluck().get()).toBe(0);
    expect(world.history('no-flow')).toEqual([]);
    expect(world.engine.openCount).toBe(0);
    world.close();
  });
});

/** So that nearly every commit needs a new one. */
function withSmallPages(path: string): void {
  const db = new BetterSqlite3(path);
  db.pragma('journal_mode = DELETE');
  db.pragma('page_size = 512');
  db.exec('VACUUM');
  db.close();
}

function hasStrace(): boolean {
  const args = ['-f', '-qq', '-o', '/dev/null', '-e', 'trace=getpid', '-e', 'inject=getpid:retval=1', 'true'];
  return spawnSync('strace', args, { stdio: 'ignore' }).status === 0;
}

function canMount(): boolean {
  return process.platform === 'linux' && process.getuid?.() === 0 && spawnSync('unshare', ['-m', 'true']).status === 0;
}
