import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { MajordomoError } from '../shared/errors.ts';

/** @throws MajordomoError `File.Unreadable`, `File.NotJson` */
export function readJsonFile(cwd: string, name: string): unknown {
  const path = resolve(cwd, name);
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    throw new MajordomoError({
      code: 'File.Unreadable',
      message: `The file ${name} cannot be read: ${error instanceof Error ? error.message : String(error)}.`,
      data: { path },
      cause: error,
    });
  }
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw new MajordomoError({
      code: 'File.NotJson',
      message: `The file ${name} is not JSON: ${error instanceof Error ? error.message : String(error)}.`,
      data: { path },
      cause: error,
    });
  }
}

export function absolute(cwd: string, name: string): string {
  return resolve(cwd, name);
}

export function isFile(cwd: string, name: string): boolean {
  return existsSync(resolve(cwd, name));
}
