/** Hunts for paths that leave the workspace or a granted folder by their spelling alone. */
import { describe, expect, it } from 'vitest';
import { isWithinFolders, workspaceRelative } from '../../../src/shared/tools/workspace-path.ts';

describe('a path in the workspace', () => {
  it.each([
    ['a.txt', 'a.txt'],
    ['./a//b/../c.txt', 'a/c.txt'],
    ['a\\b.txt', 'a/b.txt'],
    ['/work/space/a.txt', 'a.txt'],
    ['/work/space', '.'],
    ['.', '.'],
    ['..hidden', '..hidden'],
  ])('%s is %s', (path, expected) => {
    expect(workspaceRelative(path, '/work/space')).toBe(expected);
  });

  it.each([
    '../a',
    'a/../../b',
    '..\\a',
    '/etc/passwd',
    '/work/spacex/a',
    '/work/space/../a',
    'C:\\a',
    'C:a',
    'a\0b',
    '\\\\server\\share',
  ])('%j is outside', (path) => {
    expect(workspaceRelative(path, '/work/space')).toBeNull();
  });

  it('of a Windows workspace is found below its drive', () => {
    expect(workspaceRelative('C:\\Users\\me\\ws\\a\\b.txt', 'C:\\Users\\me\\ws')).toBe('a/b.txt');
  });
});

describe('a folder grant', () => {
  it('covers the folder and what is below it, and nothing beside it', () => {
    const within = (path: string) => isWithinFolders(path, ['reports/'], '/ws');
    expect([within('reports/a.txt'), within('reports'), within('reportsx/a.txt'), within('a.txt')]).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });

  it('of "." covers all, of none covers nothing', () => {
    expect([
      isWithinFolders('a', ['.'], '/ws'),
      isWithinFolders('a', [], '/ws'),
      isWithinFolders('a', ['..'], '/ws'),
    ]).toEqual([true, false, false]);
  });
});
