/** What a decision may depend on besides the run itself. */
export interface DecideContext {
  nowMs: number;
  /** From 0 up to 1, for jitter. */
  random: () => number;
}
