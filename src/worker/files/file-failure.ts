import type { MajordomoError } from '../../shared/errors.ts';
import { toolFailure } from '../tool.ts';

const REASONS: Record<string, { code: string; words: string }> = {
  ENOENT: { code: 'Tool.NotFound', words: 'there is no such file' },
  ENOTDIR: { code: 'Tool.NotFound', words: 'a part of its path is a file, not a folder' },
  EEXIST: { code: 'Tool.NotFound', words: 'a part of its path is a file, not a folder' },
  EISDIR: { code: 'Tool.NotAFile', words: 'it is a folder, not a file' },
  EACCES: {
    code: 'Tool.NotPermitted',
    words: 'the system does not permit it; check the rights of the file and its folder',
  },
  EPERM: {
    code: 'Tool.NotPermitted',
    words: 'the system does not permit it; check the rights of the file and its folder',
  },
  EROFS: { code: 'Tool.NotPermitted', words: 'the disk can only be read' },
  ENOSPC: { code: 'Tool.DiskFull', words: 'the disk is full; free some space' },
  EDQUOT: { code: 'Tool.DiskFull', words: 'your share of the disk is full; free some space' },
  ENAMETOOLONG: { code: 'Tool.BadPath', words: 'its name is too long' },
  ELOOP: { code: 'Tool.BadPath', words: 'its links lead in a circle' },
};

/** The disk's error as a tool's failure; anything else is a bug and passes through as it is. */
export function fileFailure(verb: string, path: string, error: unknown): MajordomoError | unknown {
  const reason = REASONS[(error as NodeJS.ErrnoException | null)?.code ?? ''];
  return reason === undefined
    ? error
    : toolFailure(reason.code, `${path} could not be ${verb}: ${reason.words}.`, { path });
}

/** For what may not be there: any other failure goes on. */
export function absent(error: NodeJS.ErrnoException): null {
  if (error.code === 'ENOENT') return null;
  throw error;
}
