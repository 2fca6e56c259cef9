/** What the tools that read an address have in common: its form, how long it may take, and the host that the worker must be granted. */
import { z } from 'zod';
import { hostOf } from './hosts.ts';

export const readAddress = z.string().min(1).max(8_000);

/** Of the whole reading, in ms. */
export const readingTimeMs = z.int().min(1).max(120_000);

/** What a definition is told of it. */
export function readingTimeWords(defaultMs: number): string {
  return `Give up after this long in all, in milliseconds. ${defaultMs} when left out.`;
}

/** An address that is none is refused by the tool itself, with the reason. */
export function hostsNeeded(url: string): { hosts?: string[] } {
  const host = hostOf(url);
  return host === null ? {} : { hosts: [host] };
}
