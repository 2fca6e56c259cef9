import { dataDirAt } from '../../src/main/data-dir.ts';
import { askOwner } from '../../src/main/platform/control-channel.ts';

/** A command carried out by the app that serves the directory, as the terminal forwards it. Undefined when it died before it answered. */
export async function askServed<T>(
  dataDir: string,
  ...words: string[]
): Promise<{ exit: number; json: T } | undefined> {
  let out = '';
  let exit: number | undefined;
  await askOwner(dataDirAt(dataDir), { cwd: '/', args: [...words, '--json'] }, (reply) => {
    if ('out' in reply) out = reply.out;
    if ('exit' in reply) exit = reply.exit;
  }).catch(() => false);
  if (exit === undefined) return undefined;
  return { exit, json: JSON.parse(out || 'null') as T };
}
