import { MajordomoError } from '../shared/errors.ts';
import { toolFailure } from '../shared/tools/tool-failure.ts';
import { unreachable } from './unreachable.ts';

/**
 * Runs a request and the reading of its answer under one deadline, and names what ended it.
 * `moved` tells where the request has got to after a redirect.
 * @throws MajordomoError `Tool.Timeout`, `Tool.Unreachable`, and what `run` throws as one; the cancellation as it is
 */
export async function withinTime<T>(
  { url, timeoutMs, signal }: { url: string; timeoutMs: number; signal: AbortSignal },
  run: (signal: AbortSignal, moved: (address: string) => void) => Promise<T>,
): Promise<T> {
  const deadline = AbortSignal.timeout(timeoutMs);
  let address = url;
  try {
    return await run(AbortSignal.any([signal, deadline]), (next) => {
      address = next;
    });
  } catch (error) {
    if (error instanceof MajordomoError || signal.aborted) throw error;
    if (deadline.aborted)
      throw toolFailure('Tool.Timeout', `${address} did not answer in full within ${timeoutMs} ms.`, {
        url: address,
        timeoutMs,
      });
    throw unreachable(address, error);
  }
}
