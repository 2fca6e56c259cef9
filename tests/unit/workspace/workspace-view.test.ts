/** The workspace as the window shows it. Hunts: a way out of the folder, by a path or by a link. */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { listFolder, previewFile, within } from '../../../src/main/workspace/workspace-view.ts';

let root: string;
let workspace: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'majordomo-workspace-'));
  workspace = join(root, 'workspace');
  mkdirSync(join(workspace, 'notes'), { recursive: true });
  writeFileSync(join(root, 'secret.txt'), 'not yours');
  writeFileSync(join(workspace, 'b.txt'), 'hello');
  writeFileSync(join(workspace, 'notes', 'a10.md'), '# ten');
  writeFileSync(join(workspace, 'notes', 'a9.md'), '# nine');
  writeFileSync(join(workspace, 'picture.bin'), Buffer.from([1, 0, 255, 254]));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

describe('a folder', () => {
  it('lists folders first, and numbers in names by their size', () => {
    expect(listFolder(workspace, '.').map(({ path, kind }) => `${kind} ${path}`)).toEqual([
      'folder notes',
      'file b.txt',
      'file picture.bin',
    ]);
    expect(listFolder(workspace, 'notes').map(({ path }) => path)).toEqual(['notes/a9.md', 'notes/a10.md']);
  });

  it('never leads out of the workspace', () => {
    symlinkSync(root, join(workspace, 'link'));
    for (const path of ['..', 'notes/../..', join(root, 'secret.txt'), 'link', 'link/secret.txt'])
      expect(() => within(workspace, path), path).toThrow(/does not lie in the workspace|no .* in the workspace/);
    expect(() => listFolder(workspace, 'gone')).toThrow(/There is no gone/);
    expect(listFolder(workspace, '.').map(({ name }) => name)).not.toContain('link');
  });
});

describe('a preview', () => {
  it('is the beginning of a text, and nothing of what is no text', () => {
    expect(previewFile(workspace, 'b.txt')).toEqual({ path: 'b.txt', size: 5, text: 'hello', whole: true });
    expect(previewFile(workspace, 'picture.bin').text).toBeNull();
    writeFileSync(join(workspace, 'long.txt'), 'é'.repeat(100_000));
    const long = previewFile(workspace, 'long.txt');
    expect(long.whole).toBe(false);
    expect(long.text?.startsWith('ééé')).toBe(true);
  });
});
