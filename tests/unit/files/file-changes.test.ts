/** What steps changed, and taking it back. Hunts: a record that does not tell what happened, an undo that destroys work done since. */
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { JsonObject } from '../../../src/shared/json.ts';
import { type FileWorld, openFileWorld } from '../../support/files/file-world.ts';
import { tempFolder } from '../../support/temp-folder.ts';

function open(options: Parameters<typeof openFileWorld>[1] = {}) {
  const root = tempFolder();
  const world = openFileWorld(root, options);
  onTestFinished(() => world.close());
  const at = (path: string) => join(world.dataDir.workspace, path);
  let keys = 0;
  return {
    world,
    at,
    read: (path: string) => (existsSync(at(path)) ? readFileSync(at(path), 'utf8') : null),
    run: (tool: string, args: JsonObject, runId = 'run-1') =>
      world.run({ tool, arguments: args, key: `${runId}:${++keys}`, runId }),
    kept: () => readdirSync(join(root, 'trash/contents')).length,
  };
}

async function newest(world: FileWorld) {
  const [change] = await world.changes.list({ limit: 1 });
  if (!change) throw new Error('nothing was recorded');
  return change;
}

describe('a change', () => {
  it('is recorded with its step, its path and what was there', async () => {
    const { world, run, at } = open();
    writeFileSync(at('a.txt'), 'old');
    await run('file_write', { path: './a.txt', text: 'new' });
    await run('file_delete', { path: 'a.txt' });
    const recorded = await world.changes.list({ runId: 'run-1', limit: 10 });
    expect(
      recorded.map(({ tool, path, details, origin, status }) => ({ tool, path, kind: details.kind, origin, status })),
    ).toEqual(
      ['delete', 'write'].map((kind) => ({
        tool: `file_${kind}`,
        path: 'a.txt',
        kind,
        origin: { flowId: 'flow-1', runId: 'run-1', state: 'Step' },
        status: 'done',
      })),
    );
    expect(await world.changes.list({ runId: 'another', limit: 10 })).toEqual([]);
  });

  it('that a script leaves as its output is recorded and undone like any other', async () => {
    const { world, run, at, read } = open();
    writeFileSync(at('a.txt'), 'old');
    const bytes = Buffer.from('new').toString('base64');
    expect(await run('script.write_output', { tool: 'execute_python', path: 'a.txt', bytes })).toEqual({
      ok: true,
      value: { path: 'a.txt', size: 3 },
    });
    const change = await newest(world);
    expect(change).toMatchObject({ tool: 'execute_python', path: 'a.txt', details: { kind: 'write' } });
    expect(read('a.txt')).toBe('new');
    await world.changes.undo(change);
    expect(read('a.txt')).toBe('old');
  });

  it('that failed is not recorded, and keeps nothing', async () => {
    const { world, run, at, kept } = open();
    mkdirSync(at('d'));
    writeFileSync(at('a.txt'), 'a');
    writeFileSync(at('b.txt'), 'b');
    for (const [tool, args] of [
      ['file_write', { path: 'd', text: 'x' }],
      ['file_append', { path: 'd', text: 'x' }],
      ['file_move', { path: 'a.txt', to: 'b.txt' }],
      ['file_delete', { path: 'none.txt' }],
    ] as const)
      expect(await run(tool, args), tool).toMatchObject({ ok: false });
    expect(await world.changes.list({ limit: 10 })).toEqual([]);
    expect(kept()).toBe(0);
    expect(readdirSync(join(world.dataDir.trash, 'changes'))).toEqual([]);
  });

  it('is answered from the record when its step is taken up again, whatever happened to the file since', async () => {
    const { world, read, at } = open();
    const step = { tool: 'file_append', arguments: { path: 'log.md', text: 'one\n' }, key: 'run-1:7' };
    const first = await world.run(step);
    writeFileSync(at('log.md'), 'by hand\n');
    expect(await world.run(step)).toEqual(first);
    expect(read('log.md')).toBe('by hand\n');
  });

  it('that was made by a worker that died before it could answer counts as made', async () => {
    const crashed = { ok: false as const, error: { code: 'Worker.Crashed', message: 'gone', data: {} } };
    const { run, read, world } = open({ answer: () => crashed });
    expect(await run('file_append', { path: 'a.txt', text: 'x' })).toEqual({
      ok: true,
      value: { path: 'a.txt', size: 1 },
    });
    expect(read('a.txt')).toBe('x');
    expect(await world.changes.list({ limit: 10 })).toHaveLength(1);
  });

  it('among many at once to one file is whole, and each has its place', async () => {
    const { run, read, world } = open();
    const lines = Array.from({ length: 20 }, (_, index) => `line ${index}\n`);
    await Promise.all(lines.map((text) => run('file_append', { path: 'log.md', text })));
    expect(
      read('log.md')
        ?.split(/(?<=\n)/)
        .sort(),
    ).toEqual(lines.toSorted());
    expect(await world.changes.list({ limit: 100 })).toHaveLength(20);
  });

  it('with a note that a damaged disk left unreadable does not stand in the way of others', async () => {
    const { world, run, read } = open();
    const changes = join(world.dataDir.trash, 'changes');
    writeFileSync(join(changes, `${'a'.repeat(32)}.begun.json`), '{"half');
    writeFileSync(
      join(changes, `${'b'.repeat(32)}.done.json`),
      JSON.stringify({ kind: 'write', path: '../../outside.txt', temporary: '../x' }),
    );
    expect(await run('file_write', { path: 'a.txt', text: 'x' })).toMatchObject({ ok: true });
    expect(read('a.txt')).toBe('x');
    expect(readdirSync(changes).sort()).toEqual([
      `${'a'.repeat(32)}.begun.json.damaged`,
      `${'b'.repeat(32)}.done.json.damaged`,
    ]);
    expect(world.logged).toHaveLength(2);
  });
});

describe('undo', () => {
  it('brings back content and rights, and can be undone itself', async () => {
    const { world, run, read, at } = open();
    writeFileSync(at('a.sh'), 'old');
    chmodSync(at('a.sh'), 0o700);
    await run('file_write', { path: 'a.sh', text: 'new' });
    await run('file_write', { path: 'a.sh', text: 'newer' });
    const [second, first] = await world.changes.list({ limit: 2 });
    if (!first || !second) throw new Error('two changes');
    await world.changes.undo(second);
    expect(read('a.sh')).toBe('new');
    const undoing = await world.changes.undo(first);
    expect([read('a.sh'), statSync(at('a.sh')).mode & 0o777]).toEqual(['old', 0o700]);
    await expect(world.changes.undo(first)).rejects.toMatchObject({ code: 'File.AlreadyUndone' });
    await world.changes.undo(undoing);
    expect(read('a.sh')).toBe('new');
  });

  it('makes the folder again where a deleted file was', async () => {
    const { world, run, read, at } = open();
    mkdirSync(at('d'));
    writeFileSync(at('d/a.txt'), 'old');
    await run('file_delete', { path: 'd/a.txt' });
    rmSync(at('d'), { recursive: true });
    await world.changes.undo(await newest(world));
    expect(read('d/a.txt')).toBe('old');
  });

  it.each([
    ['file_write', { path: 'a.txt', text: 'new' }],
    ['file_append', { path: 'a.txt', text: 'x' }],
    ['file_delete', { path: 'a.txt' }],
  ] as [string, JsonObject][])(
    'of %s is refused when the file was changed since, and forced keeps what was there',
    async (tool, args) => {
      const { world, run, read, at } = open();
      writeFileSync(at('a.txt'), 'old');
      await run(tool, args);
      const since = tool === 'file_append' ? `${read('a.txt')} and more` : 'by hand';
      writeFileSync(at('a.txt'), since);
      const change = await newest(world);
      await expect(world.changes.undo(change)).rejects.toMatchObject({ code: 'File.ChangedSince' });
      expect(read('a.txt')).toBe(since);
      const undoing = await world.changes.undo(change, { force: true });
      expect(read('a.txt')).toBe(tool === 'file_append' ? 'old and more' : 'old');
      await world.changes.undo(undoing);
      expect(read('a.txt')).toBe(since);
    },
  );

  it('of a move is refused when something is at the old place, and forced keeps it', async () => {
    const { world, run, read, at, kept } = open();
    writeFileSync(at('a.txt'), 'old');
    await run('file_move', { path: 'a.txt', to: 'b.txt' });
    writeFileSync(at('a.txt'), 'by hand');
    const change = await newest(world);
    await expect(world.changes.undo(change)).rejects.toMatchObject({ code: 'File.ChangedSince' });
    await world.changes.undo(change, { force: true });
    expect([read('a.txt'), read('b.txt'), kept()]).toEqual(['old', null, 1]);
  });

  it('is refused where the appended text is no longer in its place, even when forced', async () => {
    const { world, run, read, at } = open();
    writeFileSync(at('a.txt'), 'old\n');
    await run('file_append', { path: 'a.txt', text: 'added\n' });
    writeFileSync(at('a.txt'), 'all of it is different now\n');
    await expect(world.changes.undo(await newest(world), { force: true })).rejects.toMatchObject({
      code: 'File.ChangedSince',
    });
    expect(read('a.txt')).toBe('all of it is different now\n');
  });

  it('does not follow a folder that has become a link out of the workspace', async () => {
    const { world, run, at } = open();
    const outside = tempFolder();
    mkdirSync(at('d'));
    writeFileSync(at('d/a.txt'), 'old');
    await run('file_write', { path: 'd/a.txt', text: 'new' });
    renameSync(at('d'), at('was-d'));
    writeFileSync(join(outside, 'a.txt'), 'new');
    symlinkSync(outside, at('d'));
    await expect(world.changes.undo(await newest(world), { force: true })).rejects.toMatchObject({
      code: 'File.ChangedSince',
    });
    expect(readFileSync(join(outside, 'a.txt'), 'utf8')).toBe('new');
  });

  it('finds a change by an unmistakable beginning of its id', async () => {
    const { world, run } = open();
    await run('file_write', { path: 'a.txt', text: 'x' });
    const { id } = await newest(world);
    expect(world.changes.find(id.slice(0, 8)).id).toBe(id);
    for (const unknown of ['', 'f', 'zzzzzzzz', '%'])
      expect(() => world.changes.find(unknown)).toThrow(expect.objectContaining({ code: 'File.ChangeUnknown' }));
  });
});

describe('the trash', () => {
  const day = 86_400_000;

  it('keeps a content once, drops what is older than the setting, and says so when it is needed', async () => {
    let nowMs = Date.now();
    const { world, run, at, kept } = open({ nowMs: () => nowMs });
    for (const name of ['a.txt', 'b.txt']) {
      writeFileSync(at(name), 'the same');
      await run('file_delete', { path: name });
    }
    expect(kept()).toBe(1);
    const change = await newest(world);
    nowMs += 29 * day;
    await world.changes.prune();
    expect(kept()).toBe(1);
    nowMs += 2 * day;
    expect(await world.changes.prune()).toBe(8);
    expect(kept()).toBe(0);
    await expect(world.changes.undo(change)).rejects.toMatchObject({ code: 'File.CopyGone' });
  });

  it('keeps the newest when there is more than the setting allows', async () => {
    const { world, run, at, kept } = open();
    world.settings.set('files.undo-max-mb', 1);
    for (const name of ['a', 'b', 'c']) {
      writeFileSync(at(name), name.repeat(600_000));
      await run('file_delete', { path: name });
    }
    await world.changes.prune();
    expect(kept()).toBe(1);
    await world.changes.undo(await newest(world));
    expect(readFileSync(at('c'), 'utf8')).toBe('c'.repeat(600_000));
  });

  it('notices a kept copy that is no longer what it was', async () => {
    const { world, run, at, read } = open();
    writeFileSync(at('a.txt'), 'old');
    await run('file_write', { path: 'a.txt', text: 'new' });
    const folder = join(world.dataDir.trash, 'contents');
    for (const name of readdirSync(folder)) writeFileSync(join(folder, name), 'bad');
    await expect(world.changes.undo(await newest(world))).rejects.toMatchObject({ code: 'File.CopyGone' });
    expect(read('a.txt')).toBe('new');
  });
});
