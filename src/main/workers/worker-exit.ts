/** How a worker process ended, told apart: by itself, by a crash, or killed from outside. */
import { constants } from 'node:os';

export interface WorkerExit {
  /** Null when a signal ended it. */
  code: number | null;
  /** `SIGKILL`, `SIGSEGV` …; null when it ended by itself, or nothing is known. */
  signal: string | null;
}

/** Ended from outside: by us, by the user, by the system when memory ran out. */
const KILLS = new Set(['SIGKILL', 'SIGTERM', 'SIGINT', 'SIGHUP', 'SIGQUIT']);

export function exitKind({ signal }: WorkerExit): 'exited' | 'crashed' | 'killed' {
  if (signal === null) return 'exited';
  return KILLS.has(signal) ? 'killed' : 'crashed';
}

/** "ended by itself with exit code 3", "crashed (SIGSEGV)", "was killed (SIGKILL)". */
export function exitWords(exit: WorkerExit): string {
  switch (exitKind(exit)) {
    case 'exited':
      return exit.code === null ? 'is gone' : `ended by itself with exit code ${exit.code}`;
    case 'crashed':
      return `crashed (${exit.signal})`;
    case 'killed':
      return `was killed (${exit.signal})`;
  }
}

/** The name of a signal's number; null for other numbers. */
export function signalName(number: number): string | null {
  return Object.entries(constants.signals).find(([, value]) => value === number)?.[0] ?? null;
}
