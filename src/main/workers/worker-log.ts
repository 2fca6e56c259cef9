/** The lines of all worker processes as one log: each says which process and which call it is from, and all together are bounded. */
import type { WorkerLogLine } from './worker-process.ts';

/** More than a person reads; a fault that repeats itself must not fill a disk. */
const MAX_LINES_A_MINUTE = 600;
const MINUTE_MS = 60_000;

/** @param write takes one line, without its end */
export function createWorkerLog(
  write: (line: string) => void,
  nowMs: () => number = Date.now,
): (line: WorkerLogLine) => void {
  let minuteStartedMs = nowMs();
  let lines = 0;
  return (line) => {
    const now = nowMs();
    // A clock that was set back starts a new minute as well.
    if (Math.abs(now - minuteStartedMs) >= MINUTE_MS) {
      if (lines > MAX_LINES_A_MINUTE) write(`worker: ${lines - MAX_LINES_A_MINUTE} lines were left out`);
      minuteStartedMs = now;
      lines = 0;
    }
    if (++lines <= MAX_LINES_A_MINUTE) write(formatted(line));
  };
}

function formatted({ level, text, pid, tool }: WorkerLogLine): string {
  const from = ['worker', pid ?? '?', ...(tool === null ? [] : [tool])].join(' ');
  return `${from}: ${level === 'info' ? '' : `${level}: `}${oneLine(text)}`;
}

/** What a worker prints may come from a web page: it must not forge lines of the log or steer the terminal that shows it. */
function oneLine(text: string): string {
  return (
    text
      .replaceAll(/\s*\r?\n\s*/g, ' ⏎ ')
      // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it is about
      .replaceAll(/[\u0000-\u001f\u007f-\u009f]/g, ' ')
  );
}
