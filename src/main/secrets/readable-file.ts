/**
 * Secrets that the user agreed to keep readable: one JSON file that only the user can read, outside the database, so that neither
 * a backup nor an export carries it. Written beside and renamed, so it is always whole.
 */
import { closeSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import { MajordomoError } from '../../shared/errors.ts';
import { asStoreError } from '../store/database.ts';
import type { SecretName } from './secrets.ts';

const contents = z.record(z.string(), z.string());

/** @throws MajordomoError `Secret.Unreadable`, `Store.*` */
export function readReadable(path: string): Record<SecretName, string> {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {};
    throw asStoreError(error, path);
  }
  const parsed = contents.safeParse(parseJson(text));
  if (parsed.success) return parsed.data;
  throw new MajordomoError({
    code: 'Secret.Unreadable',
    message: `The file of secrets ${path} is damaged. Delete it and set the secrets again with 'secret set'.`,
    data: { path },
  });
}

/** @throws MajordomoError `Store.*` */
export function writeReadable(path: string, secrets: Record<SecretName, string>): void {
  const beside = `${path}.tmp`;
  try {
    if (Object.keys(secrets).length === 0) return rmSync(path, { force: true });
    // What a crash left there may have other rights: a mode is only given to a file that is made.
    rmSync(beside, { force: true });
    const file = openSync(beside, 'wx', 0o600);
    try {
      writeFileSync(file, JSON.stringify(secrets));
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(beside, path);
  } catch (error) {
    throw asStoreError(error, path);
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Told by the caller as a damaged file; the parser's own message would quote from it.
    return undefined;
  }
}
