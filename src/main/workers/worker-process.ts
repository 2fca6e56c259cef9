import type { ToWorker } from '../../shared/worker-protocol.ts';
import type { WorkerExit } from './worker-exit.ts';

/** One running worker process, as the pool sees it: Electron's utility process, or a forked one in tests. */
export interface WorkerProcess {
  readonly pid: number | undefined;
  post(message: ToWorker): void;
  /** At once, without asking the process. */
  kill(): void;
  /** Not yet validated. */
  onMessage(listener: (message: unknown) => void): void;
  /** What it prints, a line at a time, not yet bounded. */
  onOutput(listener: (level: 'info' | 'warn', text: string) => void): void;
  /** Called once. */
  onExit(listener: (exit: WorkerExit) => void): void;
}

export interface WorkerLogLine {
  level: 'info' | 'warn' | 'error';
  text: string;
  pid: number | undefined;
  /** The tool whose call it belongs to; null for the process itself. */
  tool: string | null;
}
