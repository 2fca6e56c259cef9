import type { FileEvent } from '../../shared/domain/trigger.ts';
import type { SeenFile } from '../store/tables/trigger-events.ts';

export interface FileDifference {
  path: string;
  what: FileEvent;
  /** As it is now; null when it is gone. */
  file: SeenFile | null;
}

/** What became of files between two looks, by path. */
export function fileDifferences(
  before: ReadonlyMap<string, SeenFile>,
  now: ReadonlyMap<string, SeenFile>,
): FileDifference[] {
  const different: FileDifference[] = [];
  for (const [path, file] of now) {
    const was = before.get(path);
    if (was === undefined) different.push({ path, what: 'created', file });
    else if (was.size !== file.size || was.modifiedUs !== file.modifiedUs)
      different.push({ path, what: 'changed', file });
  }
  for (const path of before.keys()) if (!now.has(path)) different.push({ path, what: 'deleted', file: null });
  return different.sort((one, other) => (one.path < other.path ? -1 : 1));
}
