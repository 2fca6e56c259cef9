/** What of a run's changes stands. Hunts: a change shown as undone that was brought back, an undo of an undo that undoes the wrong one. */
import { expect, it } from 'vitest';
import { standingChanges } from '../../../src/main/files/changed-file.ts';
import type { FileChange } from '../../../src/shared/file-change.ts';

const content = { hash: 'a'.repeat(64), size: 1 };

function change(id: string, tool: string, key: string, status: FileChange['status']): FileChange {
  return {
    ...{ id, key, tool, status, path: 'notes.md', keptHash: null, result: null, atMs: 0 },
    origin: { flowId: 'flow', runId: 'run', state: 'Write' },
    details: { kind: 'write', before: null, after: content },
  };
}

it('a change, its undoing and the undoing of that: the last one is what an undo takes back next', () => {
  const written = change('w', 'file_write', 'run:1', 'done');
  expect(standingChanges([written])).toEqual([{ change: written, last: written, undone: false }]);
  const taken = { ...written, status: 'undone' as const };
  const undo = change('u', 'undo', 'undo:w', 'done');
  expect(standingChanges([undo, taken])).toEqual([{ change: taken, last: undo, undone: true }]);
  const brought = change('b', 'undo', 'undo:u', 'done');
  expect(standingChanges([brought, { ...undo, status: 'undone' }, taken])).toEqual([
    { change: taken, last: brought, undone: false },
  ]);
});
