/** What the worker bench hands from Electron's main process to the terminal. Times in ms, memory in MB. */

export interface Load {
  starts: number;
  roundTrips: number;
  steps: number;
  crashes: number;
}

/** The app's processes with no worker among them: what must be the same before and after. */
export interface Footprint {
  /** Of the main process: after collecting garbage, and as the system counts it. */
  heapMb: number;
  rssMb: number;
  openFiles: number;
  /** Running, workers included. */
  processes: number;
  workers: number;
  /** Ended and not yet reaped by the main process. */
  zombies: number;
  timersAndHandles: number;
}

export interface Times {
  p50Ms: number;
  p99Ms: number;
  maxMs: number;
}

export interface WorkerFigures {
  load: Load;
  /** From the fork to its first message. */
  start: { worker: Times; emptyModule: Times };
  /** One call of file_exists: broker, worker process, the file system, and back. */
  roundTrip: Times;
  /** The same as a step of a flow: with the engine, its commits and expressions. */
  steps: { perS: number; processesUsed: number };
  /** From a kill -9 in the middle of a call to the call's failure. */
  crashes: { answered: number; processesUsed: number; failure: Times };
  before: Footprint;
  after: Footprint;
}
