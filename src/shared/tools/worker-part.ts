/**
 * The part of a main-process tool that runs in a worker: reading and parsing what came from outside. A flow cannot call it; the
 * tool in main asks for it under the grant of its own call. Its arguments and result are checked where they arrive.
 */
import type { z } from 'zod';

export interface WorkerPart<A, R> {
  /** `<tool>.<what it does>` */
  name: string;
  arguments: z.ZodType<A>;
  result: z.ZodType<R>;
}
