import type { MajordomoError } from '../../shared/errors.ts';
import { text } from '../text.ts';

/** What went wrong and what to do next. An expected error's message says both; a fault of ours says so. */
export function errorWords(error: MajordomoError): { what: string; next: string | null } {
  return { what: error.message, next: error.code === 'internal' ? text.common.bug : null };
}
