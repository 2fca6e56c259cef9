import { isJsonObject, type JsonValue } from '../../shared/json.ts';

export interface Logs {
  stdout: string;
  stderr: string;
}

/** What a script printed, from what its tool answered; null for any other tool, and for a script that printed nothing. */
export function logsOf(result: JsonValue): Logs | null {
  if (!isJsonObject(result)) return null;
  const { stdout, stderr } = result;
  if (typeof stdout !== 'string' || typeof stderr !== 'string') return null;
  return stdout === '' && stderr === '' ? null : { stdout, stderr };
}
