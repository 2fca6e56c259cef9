/**
 * Changes to files and kill -9 before every single operation on the disk, of the worker's half and of main's. Hunts: a file that is
 * half there, a content that is gone without a copy, a change without a record, a record without a change, a text that is appended
 * twice or not at all.
 */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { inTurns, runChild } from '../../support/crash/run-child.ts';
import { openFileWorld, type Step } from '../../support/files/file-world.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const script = fileURLToPath(new URL('../../support/files/killed-child.ts', import.meta.url));

type Files = Record<string, string>;

function put(folder: string, files: Files): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, 'workspace', name)), { recursive: true });
    writeFileSync(join(folder, 'workspace', name), text);
  }
}

function filesIn(folder: string): Files {
  const workspace = join(folder, 'workspace');
  return Object.fromEntries(
    readdirSync(workspace, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => [join(parentPath, name).slice(workspace.length + 1), join(parentPath, name)])
      .map(([name, path]) => [name, readFileSync(path as string, 'utf8')]),
  );
}

async function operationsOf(before: Files, steps: Step[], undo: boolean): Promise<number> {
  const folder = tempFolder();
  put(folder, before);
  const { stdout, stderr } = await runChild({ folder, killAt: null, steps, undo } as never, { script });
  expect(stderr).toBe('');
  return (JSON.parse(stdout) as { operations: number }).operations;
}

/** A kill before each operation, on a fresh disk each time. */
async function killEverywhere(
  { before, steps, undo }: { before: Files; steps: Step[]; undo: boolean },
  check: (folder: string, killAt: number) => Promise<void>,
): Promise<void> {
  const count = await operationsOf(before, steps, undo);
  // Of an undo only its own operations: those of the step are another test's.
  const first = undo ? await operationsOf(before, steps, false) : 0;
  expect(count - first).toBeGreaterThan(1);
  const points = Array.from({ length: count - first }, (_, index) => first + index + 1);
  await inTurns(points, 2, async (killAt) => {
    const folder = tempFolder();
    put(folder, before);
    const { signal, stderr } = await runChild({ folder, killAt: String(killAt), steps, undo } as never, { script });
    expect({ killAt, signal, stderr }).toEqual({ killAt, signal: 'SIGKILL', stderr: '' });
    await check(folder, killAt);
  });
}

const long = 'x'.repeat(5_000);

describe.each([
  {
    what: 'replacing a file',
    before: { 'a.txt': 'old' },
    step: { tool: 'file_write', arguments: { path: 'a.txt', text: long }, key: 'k' },
    after: { 'a.txt': long },
  },
  {
    what: 'making a file',
    before: {},
    step: { tool: 'file_write', arguments: { path: 'new/a.txt', text: long }, key: 'k' },
    after: { 'new/a.txt': long },
  },
  {
    what: 'appending',
    before: { 'a.txt': 'old\n' },
    step: { tool: 'file_append', arguments: { path: 'a.txt', text: `${long}\n` }, key: 'k' },
    after: { 'a.txt': `old\n${long}\n` },
  },
  {
    what: 'moving',
    before: { 'a.txt': 'old' },
    step: { tool: 'file_move', arguments: { path: 'a.txt', to: 'done/b.txt' }, key: 'k' },
    after: { 'done/b.txt': 'old' },
  },
  {
    what: 'deleting',
    before: { 'a.txt': 'old' },
    step: { tool: 'file_delete', arguments: { path: 'a.txt' }, key: 'k' },
    after: {},
  },
] as { what: string; before: Files; step: Step; after: Files }[])('$what', ({ before, step, after }) => {
  it('and a kill at any point leave it done and recorded or not done at all; the step again does it once; undo takes it back', async () => {
    await killEverywhere({ before, steps: [step], undo: false }, async (folder, killAt) => {
      const world = openFileWorld(folder);
      try {
        const recorded = (await world.changes.list({ limit: 10 })).length;
        const found = withoutJunk(filesIn(folder));
        expect({ killAt, recorded, found }).toEqual({ killAt, recorded, found: recorded === 1 ? after : before });
        expect(await world.run(step)).toMatchObject({ ok: true });
        expect(filesIn(folder)).toEqual(after);
        const [change, ...others] = await world.changes.list({ limit: 10 });
        expect({ killAt, others }).toEqual({ killAt, others: [] });
        if (change) await world.changes.undo(change);
        expect(filesIn(folder)).toEqual(before);
        for (const name of ['changes', 'moving'])
          expect({ killAt, name, left: readdirSync(join(folder, 'trash', name)) }).toEqual({ killAt, name, left: [] });
      } finally {
        world.close();
      }
    });
  }, 120_000);

  it('undone, and a kill at any point, lose nothing: undoing again goes on from there', async () => {
    await killEverywhere({ before, steps: [step], undo: true }, async (folder, killAt) => {
      const world = openFileWorld(folder);
      try {
        await world.run(step);
        for (const change of await world.changes.list({ limit: 10 }))
          if (change.tool !== 'undo' && change.status === 'done') await world.changes.undo(change);
        expect({ killAt, found: withoutJunk(filesIn(folder)) }).toEqual({ killAt, found: before });
      } finally {
        world.close();
      }
    });
  }, 120_000);
});

describe('two steps that append the same text to one file at the same moment', () => {
  it('add it twice, whichever of them a kill interrupts and where', async () => {
    const steps = ['k1', 'k2'].map((key) => ({
      tool: 'file_append',
      arguments: { path: 'a.txt', text: 'same\n' },
      key,
    }));
    await killEverywhere({ before: { 'a.txt': 'old\n' }, steps, undo: false }, async (folder, killAt) => {
      const world = openFileWorld(folder);
      try {
        // The one that had not begun goes first: it must not be taken for the other.
        for (const step of steps.toReversed()) await world.run(step);
        expect({ killAt, ...filesIn(folder) }).toEqual({ killAt, 'a.txt': 'old\nsame\nsame\n' });
        expect(await world.changes.list({ limit: 10 })).toHaveLength(2);
      } finally {
        world.close();
      }
    });
  }, 120_000);
});

/** What a try that never began its change has left beside the file, or an undo; the step's next try takes it away. */
function withoutJunk(files: Files): Files {
  return Object.fromEntries(Object.entries(files).filter(([name]) => !/(^|\/)\.[^/]*\.tmp$/.test(name)));
}
