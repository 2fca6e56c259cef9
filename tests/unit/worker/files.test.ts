/** Hunts for ways out of the workspace and the granted folders, for half-written files and for texts appended twice. */
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { totalmem } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { JsonObject, JsonValue } from '../../../src/shared/json.ts';
import { systemInfo } from '../../../src/shared/tools/system-info.ts';
import { inFolderOf, resolveInWorkspace } from '../../../src/worker/files/workspace.ts';
import type { ToolContext } from '../../../src/worker/tool.ts';
import { workerTools } from '../../../src/worker/tools/all.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { toolContext } from '../../support/tool-context.ts';

interface World {
  outside: string;
  workspace: string;
  run(tool: string, args: JsonObject, own?: Partial<ToolContext>): Promise<JsonValue>;
}
function world(): World {
  const outside = tempFolder();
  const workspace = join(outside, 'workspace');
  mkdirSync(workspace);
  return {
    outside,
    workspace,
    async run(name, args, own = {}) {
      const tool = workerTools.find(({ spec }) => spec.name === name);
      if (!tool) throw new Error(`no tool ${name}`);
      return tool.execute(
        tool.spec.arguments.parse(args),
        toolContext({
          workspaceDir: workspace,
          pagesDir: join(outside, 'pages'),
          trashDir: join(outside, 'trash'),
          limits: { folders: ['.'] },
          ...own,
        }),
      );
    },
  };
}

describe('the workspace', () => {
  it.each(['../secret.txt', 'a/../../secret.txt', '/etc/passwd', '..\\secret.txt'])(
    'is not left by the path %s',
    async (path) => {
      const { outside, workspace, run } = world();
      writeFileSync(join(outside, 'secret.txt'), 'secret');
      writeFileSync(join(workspace, 'in.txt'), 'in');
      for (const [tool, args] of [
        ['file_read', { path }],
        ['file_exists', { path }],
        ['file_write', { path, text: 'x' }],
        ['file_append', { path, text: 'x' }],
        ['file_delete', { path }],
        ['file_move', { path, to: 'a.txt' }],
        ['file_move', { path: 'in.txt', to: path }],
        ['file_list', { folder: path }],
      ] as const)
        await expect(run(tool, args), tool).rejects.toMatchObject({ code: 'Tool.OutsideWorkspace' });
      expect(readFileSync(join(outside, 'secret.txt'), 'utf8')).toBe('secret');
    },
  );

  it.each([
    ['a link to a file', 'link'],
    ['a link to a folder', 'folder/secret.txt'],
    ['a dangling link', 'dangling'],
    ['a link to a link', 'twice'],
    ['a new file below a linked folder', 'folder/new/deep.txt'],
  ])('is not left through %s', async (_what, path) => {
    const { outside, workspace, run } = world();
    writeFileSync(join(outside, 'secret.txt'), 'secret');
    symlinkSync(join(outside, 'secret.txt'), join(workspace, 'link'));
    symlinkSync(outside, join(workspace, 'folder'));
    symlinkSync('../not-there.txt', join(workspace, 'dangling'));
    symlinkSync('link', join(workspace, 'twice'));
    writeFileSync(join(workspace, 'in.txt'), 'in');
    for (const [tool, args] of [
      ['file_read', { path }],
      ['file_exists', { path }],
      ['file_write', { path, text: 'x' }],
      ['file_append', { path, text: 'x' }],
      ['file_delete', { path }],
      ['file_move', { path, to: 'a.txt' }],
      ['file_move', { path: 'in.txt', to: path }],
    ] as const)
      await expect(run(tool, args), tool).rejects.toMatchObject({ code: 'Tool.OutsideWorkspace' });
    expect([
      readFileSync(join(outside, 'secret.txt'), 'utf8'),
      existsSync(join(outside, 'not-there.txt')),
      existsSync(join(outside, 'new')),
    ]).toEqual(['secret', false, false]);
  });

  it('may itself be reached through a link, and links inside it may be followed', async () => {
    const { outside, workspace, run } = world();
    symlinkSync(workspace, join(outside, 'ws'));
    writeFileSync(join(workspace, 'a.txt'), 'hello');
    symlinkSync('a.txt', join(workspace, 'b.txt'));
    expect(await run('file_read', { path: 'b.txt' }, { workspaceDir: join(outside, 'ws') })).toEqual({ text: 'hello' });
  });

  it('takes an absolute path that lies in it', async () => {
    const { workspace, run } = world();
    expect(await run('file_write', { path: join(workspace, 'a.txt'), text: 'x' })).toEqual({ path: 'a.txt', size: 1 });
  });

  it('with only some folders granted is closed elsewhere, also through a link inside it', async () => {
    const { workspace, run } = world();
    mkdirSync(join(workspace, 'private'));
    mkdirSync(join(workspace, 'reports'));
    writeFileSync(join(workspace, 'private', 'a.txt'), 'secret');
    symlinkSync('../private', join(workspace, 'reports', 'sly'));
    const limits = { folders: ['reports'] };
    await expect(run('file_read', { path: 'private/a.txt' }, { limits })).rejects.toMatchObject({
      code: 'Worker.NotGranted',
    });
    await expect(run('file_read', { path: 'reports/sly/a.txt' }, { limits })).rejects.toMatchObject({
      code: 'Worker.NotGranted',
    });
    await expect(run('file_write', { path: 'reports/b.txt', text: 'x' }, { limits })).resolves.toEqual({
      path: 'reports/b.txt',
      size: 1,
    });
    await expect(run('file_write', { path: 'reports/b.txt', text: 'x' }, { limits: {} })).rejects.toMatchObject({
      code: 'Worker.NotGranted',
    });
  });
});

describe('writing', () => {
  it('makes folders as needed, replaces the whole file and leaves nothing else', async () => {
    const { workspace, run } = world();
    await run('file_write', { path: 'a/b/c.txt', text: 'long text' });
    expect(await run('file_write', { path: 'a/b/c.txt', text: 'Grüße' })).toEqual({ path: 'a/b/c.txt', size: 7 });
    expect([readFileSync(join(workspace, 'a/b/c.txt'), 'utf8'), readdirSync(join(workspace, 'a/b'))]).toEqual([
      'Grüße',
      ['c.txt'],
    ]);
  });

  it('keeps the rights of the file it replaces', async () => {
    const { workspace, run } = world();
    writeFileSync(join(workspace, 'a.sh'), 'x', { mode: 0o700 });
    await run('file_write', { path: 'a.sh', text: 'y' });
    expect(statSync(join(workspace, 'a.sh')).mode & 0o777).toBe(0o700);
  });

  it('does not replace a folder, nor write below a file', async () => {
    const { workspace, run } = world();
    mkdirSync(join(workspace, 'd'));
    writeFileSync(join(workspace, 'f'), '');
    await expect(run('file_write', { path: 'd', text: 'x' })).rejects.toMatchObject({ code: 'Tool.NotAFile' });
    await expect(run('file_append', { path: 'd', text: 'x' })).rejects.toMatchObject({ code: 'Tool.NotAFile' });
    await expect(run('file_write', { path: 'f/x', text: 'x' })).rejects.toMatchObject({
      code: expect.stringMatching(/^Tool\./),
    });
    expect(readdirSync(workspace).sort()).toEqual(['d', 'f']);
  });

  it('refuses more than its limit', async () => {
    const { run } = world();
    const text = 'x'.repeat(5_000_001);
    await expect(run('file_write', { path: 'a', text })).rejects.toMatchObject({ code: 'Tool.TooLarge' });
    await expect(run('file_append', { path: 'a', text })).rejects.toMatchObject({ code: 'Tool.TooLarge' });
  });

  it('leaves nothing of a try that a crash cut short once the step is done', async () => {
    const { workspace, run } = world();
    const step = { idempotencyKey: 'run:1' };
    const name = `.${createHash('sha256').update('run:1').digest('hex').slice(0, 32)}.tmp`;
    writeFileSync(join(workspace, name), 'hal');
    await run('file_write', { path: 'a.txt', text: 'half' }, { ...step, recovering: true });
    expect(readdirSync(workspace)).toEqual(['a.txt']);
  });
});

describe('appending', () => {
  it('adds exactly the text given, and the first time makes the file', async () => {
    const { workspace, run } = world();
    await run('file_append', { path: 'logs/log.md', text: 'one\n' });
    expect(await run('file_append', { path: 'logs/log.md', text: 'one\n' })).toEqual({ path: 'logs/log.md', size: 8 });
    expect(readFileSync(join(workspace, 'logs/log.md'), 'utf8')).toBe('one\none\n');
  });
});

describe('reading', () => {
  it('gives a text, and says why it cannot', async () => {
    const { workspace, run } = world();
    writeFileSync(join(workspace, 'a.txt'), '\uFEFFhello');
    writeFileSync(join(workspace, 'big.txt'), 'x'.repeat(1_000_001));
    writeFileSync(join(workspace, 'bin'), Buffer.from([1, 0, 2]));
    expect(await run('file_read', { path: 'a.txt' })).toEqual({ text: 'hello' });
    await expect(run('file_read', { path: 'none.txt' })).rejects.toMatchObject({
      code: 'Tool.NotFound',
      message: 'none.txt could not be read: there is no such file.',
    });
    await expect(run('file_read', { path: 'big.txt' })).rejects.toMatchObject({ code: 'Tool.TooLarge' });
    await expect(run('file_read', { path: 'bin' })).rejects.toMatchObject({ code: 'Tool.NotText' });
    await expect(run('file_read', { path: '.' })).rejects.toMatchObject({ code: 'Tool.NotAFile' });
  });

  it('says of a file whether it exists, and of a folder that it is no file', async () => {
    const { workspace, run } = world();
    writeFileSync(join(workspace, 'a.txt'), 'hello');
    mkdirSync(join(workspace, 'd'));
    expect([
      await run('file_exists', { path: 'a.txt' }),
      await run('file_exists', { path: 'b.txt' }),
      await run('file_exists', { path: 'd' }),
      await run('file_exists', { path: 'a.txt/x' }),
    ]).toEqual([
      { exists: true, size: 5 },
      { exists: false, size: 0 },
      { exists: false, size: 0 },
      { exists: false, size: 0 },
    ]);
  });
});

describe('listing', () => {
  const paths = (listed: JsonValue) => (listed as { files: { path: string }[] }).files.map(({ path }) => path);
  function filled() {
    const made = world();
    for (const folder of ['a', 'a/b']) mkdirSync(join(made.workspace, folder));
    for (const file of ['1.csv', '2.txt', 'a/3.csv', 'a/b/4.csv']) writeFileSync(join(made.workspace, file), 'x');
    symlinkSync(join(made.outside), join(made.workspace, 'out'));
    return made;
  }

  it.each([
    [{}, ['1.csv', '2.txt']],
    [{ pattern: '*.csv' }, ['1.csv']],
    [{ pattern: '?.txt' }, ['2.txt']],
    [{ pattern: '**/*.csv' }, ['1.csv', 'a/3.csv', 'a/b/4.csv']],
    [{ pattern: 'a/*.csv' }, ['a/3.csv']],
    [{ pattern: '**' }, ['1.csv', '2.txt', 'a/3.csv', 'a/b/4.csv']],
    [{ folder: 'a' }, ['a/3.csv']],
    [{ folder: 'a', pattern: '**/*.csv' }, ['a/3.csv', 'a/b/4.csv']],
    [{ pattern: '*.pdf' }, []],
  ])('with %j gives what matches, sorted, without what links lead to', async (args, expected) => {
    expect(paths(await filled().run('file_list', args))).toEqual(expected);
  });

  it('says when there is no such folder', async () => {
    await expect(filled().run('file_list', { folder: 'none' })).rejects.toMatchObject({ code: 'Tool.NotFound' });
  });
});

describe('measuring the computer', () => {
  it('gives percentages between 0 and 100, also before the workspace folder exists', async () => {
    const { workspace, run } = world();
    const info = (await run('system_info', {}, { workspaceDir: join(workspace, 'not', 'yet') })) as Record<
      string,
      number
    >;
    for (const key of ['cpuPercent', 'memoryPercent', 'diskPercent']) {
      expect(info[key]).toBeGreaterThanOrEqual(0);
      expect(info[key]).toBeLessThanOrEqual(100);
    }
    expect(info).toMatchObject({ platform: process.platform, uptimeSeconds: expect.any(Number) });
    expect(systemInfo.result.safeParse(info).error).toBeUndefined();
    // Not zero and not more than there is, in the unit it says.
    expect(info.memoryAvailableGb).toBeGreaterThan(0);
    expect(info.memoryAvailableGb).toBeLessThanOrEqual(totalmem() / 1e9 + 0.01);
    expect(info.diskFreeGb).toBeGreaterThan(0);
  });
});

describe('moving', () => {
  it('makes folders as needed and never replaces a file', async () => {
    const { workspace, run } = world();
    writeFileSync(join(workspace, 'a.txt'), 'a');
    writeFileSync(join(workspace, 'b.txt'), 'b');
    await expect(run('file_move', { path: 'a.txt', to: 'b.txt' })).rejects.toMatchObject({ code: 'Tool.Exists' });
    expect(await run('file_move', { path: 'a.txt', to: 'done/c.txt' })).toEqual({ path: 'a.txt', to: 'done/c.txt' });
    expect([readdirSync(workspace).sort(), readFileSync(join(workspace, 'b.txt'), 'utf8')]).toEqual([
      ['b.txt', 'done'],
      'b',
    ]);
    await expect(run('file_move', { path: 'none', to: 'x' })).rejects.toMatchObject({ code: 'Tool.NotFound' });
    await expect(run('file_move', { path: 'done', to: 'x' })).rejects.toMatchObject({ code: 'Tool.NotAFile' });
  });

  it('needs both folders granted', async () => {
    const { workspace, run } = world();
    mkdirSync(join(workspace, 'in'));
    writeFileSync(join(workspace, 'in/a.txt'), 'a');
    await expect(
      run('file_move', { path: 'in/a.txt', to: 'out/a.txt' }, { limits: { folders: ['in'] } }),
    ).rejects.toMatchObject({ code: 'Worker.NotGranted' });
  });
});

describe('deleting', () => {
  it('puts the file into the trash, whole, and refuses a folder and a link', async () => {
    const { outside, workspace, run } = world();
    writeFileSync(join(workspace, 'a.txt'), 'kept');
    mkdirSync(join(workspace, 'd'));
    symlinkSync('a.txt', join(workspace, 'link'));
    await expect(run('file_delete', { path: 'd' })).rejects.toMatchObject({ code: 'Tool.NotAFile' });
    await expect(run('file_delete', { path: 'link' })).rejects.toMatchObject({ code: 'Tool.NotAFile' });
    await expect(run('file_delete', { path: 'none' })).rejects.toMatchObject({ code: 'Tool.NotFound' });
    expect(await run('file_delete', { path: 'a.txt' })).toEqual({ path: 'a.txt' });
    expect(existsSync(join(workspace, 'a.txt'))).toBe(false);
    const moving = join(outside, 'trash/moving');
    expect(readdirSync(moving).map((name) => readFileSync(join(moving, name), 'utf8'))).toEqual(['kept']);
  });
});

describe('a folder that is swapped for a link while a step is at work', () => {
  it.runIf(process.platform === 'linux')('does not lead it out of the workspace', async () => {
    const { outside, workspace } = world();
    mkdirSync(join(workspace, 'd'));
    mkdirSync(join(outside, 'elsewhere'));
    const file = await resolveInWorkspace('d/a.txt', { workspaceDir: workspace, limits: { folders: ['.'] } });
    // Between the check and the opening.
    renameSync(join(workspace, 'd'), join(workspace, 'was-d'));
    symlinkSync(join(outside, 'elsewhere'), join(workspace, 'd'));
    for (const create of [true, false])
      await expect(
        inFolderOf(file, { create }, async (folder, name) => writeFileSync(folder.at(name), 'x')),
      ).rejects.toMatchObject({ code: 'Tool.OutsideWorkspace' });
    expect(readdirSync(join(outside, 'elsewhere'))).toEqual([]);
  });

  it.runIf(process.platform === 'linux')(
    'after it was opened, the folder itself is still what is written to',
    async () => {
      const { outside, workspace } = world();
      mkdirSync(join(workspace, 'd'));
      mkdirSync(join(outside, 'elsewhere'));
      const file = await resolveInWorkspace('d/a.txt', { workspaceDir: workspace, limits: { folders: ['.'] } });
      await inFolderOf(file, { create: false }, async (folder, name) => {
        renameSync(join(workspace, 'd'), join(workspace, 'was-d'));
        symlinkSync(join(outside, 'elsewhere'), join(workspace, 'd'));
        writeFileSync(folder.at(name), 'x');
      });
      expect([readdirSync(join(outside, 'elsewhere')), readdirSync(join(workspace, 'was-d'))]).toEqual([[], ['a.txt']]);
    },
  );
});
