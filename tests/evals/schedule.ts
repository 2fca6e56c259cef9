/** Schedule texts and their firings, through `schedule next`. Format: README.md. */
import { parseLine, printError, runCommand } from '../../src/cli/run-command.ts';
import type { ScheduleView } from '../../src/shared/domain/schedule.ts';

export interface ScheduleCase {
  text: string;
  tz: string;
  from?: string;
  cron?: string;
  at?: string[];
  reject?: boolean;
}

/** @returns the first difference, or null when the case passes */
export async function runScheduleCase({ text, tz, from, cron, at, reject }: ScheduleCase): Promise<string | null> {
  const lines: string[] = [];
  const terminal = { cwd: '.', out: (line: string) => lines.push(line), err: () => undefined };
  const args = [
    'schedule',
    'next',
    '--timezone',
    tz,
    '--json',
    ...(from ? ['--from', from] : []),
    ...(at?.length ? ['--count', String(at.length)] : []),
    '--',
    text,
  ];
  let exitCode: number;
  try {
    const parsed = parseLine(args, 'UTC');
    if (parsed.kind !== 'command') throw new Error('schedule next is a command');
    exitCode = await runCommand(parsed, terminal, () => {
      throw new Error('schedule next needs no app');
    });
  } catch (error) {
    exitCode = printError(error, true, terminal);
  }
  const document = JSON.parse(lines.join('\n')) as ScheduleView & { error?: { message: string } };
  if (reject)
    return exitCode === 2 && document.error
      ? null
      : `it should be rejected; it was read as ${document.cron ?? document.kind}`;
  if (document.error) return document.error.message;
  if (cron !== undefined && document.cron !== cron)
    return `expected the cron ${cron}, got ${document.cron ?? document.kind}`;
  if (at) {
    // An empty list means that it never fires by itself.
    const moments = document.next.slice(0, at.length || undefined).map((iso) => new Date(iso).toISOString());
    const wanted = at.map((iso) => new Date(iso).toISOString());
    if (moments.join() !== wanted.join()) return `expected ${wanted.join(', ')}, got ${moments.join(', ')}`;
  }
  return null;
}
