/**
 * Calls per run and tool. Restorable: the first call after a restart starts from what earlier processes brought to an end. A call
 * that comes again after a crash takes its place again: that it was announced does not say that it was ever admitted.
 */
export interface CallCounter {
  /** Counts one call and says whether it is within the limit. */
  take(runId: string, tool: string, limit: number): boolean;
  forget(runId: string): void;
}

export function createCallCounter(countEarlierCalls: (runId: string, tool: string) => number): CallCounter {
  const runs = new Map<string, Map<string, number>>();
  return {
    take(runId, tool, limit) {
      const counts = runs.get(runId) ?? new Map<string, number>();
      runs.set(runId, counts);
      const made = counts.get(tool) ?? countEarlierCalls(runId, tool);
      counts.set(tool, made < limit ? made + 1 : made);
      return made < limit;
    },
    forget: (runId) => void runs.delete(runId),
  };
}
