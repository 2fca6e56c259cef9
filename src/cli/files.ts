import { existsSync, readFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { longestAttachment } from '../shared/domain/attachment-limits.ts';
import type { Attachment } from '../shared/domain/conversation.ts';
import { MajordomoError } from '../shared/errors.ts';

/** A text file for the assistant. @throws MajordomoError `File.Unreadable`, `File.NotText` */
export function attachmentFrom(cwd: string, name: string): Attachment {
  const path = resolve(cwd, name);
  const bytes = readBytes(path, name);
  const refuse = (why: string): never => {
    throw new MajordomoError({
      code: 'File.NotText',
      message: `The file ${name} cannot be attached: ${why}.`,
      data: { path },
    });
  };
  if (bytes.includes(0)) refuse('it is not text');
  const text = bytes.toString('utf8');
  if (text.length > longestAttachment) refuse(`it has more than ${longestAttachment} characters`);
  return { name: basename(path), text };
}

/** @throws MajordomoError `File.Unreadable`, `File.NotJson` */
export function readJsonFile(cwd: string, name: string): unknown {
  const path = resolve(cwd, name);
  const text = readBytes(path, name).toString('utf8');
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

function readBytes(path: string, name: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    throw new MajordomoError({
      code: 'File.Unreadable',
      message: `The file ${name} cannot be read: ${error instanceof Error ? error.message : String(error)}.`,
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
