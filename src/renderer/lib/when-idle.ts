/** Work that can wait, one piece at a time, each when the page has nothing else to do. @returns drops what is left of it */
export function whenIdle(pieces: readonly (() => unknown)[], afterMs = 300): () => void {
  let next: number | undefined;
  const left = [...pieces];
  const step = (): void => {
    const piece = left.shift();
    if (!piece) return;
    piece();
    // At the latest after two seconds each: a page that animates all the time would never be idle.
    next = requestIdleCallback(step, { timeout: 2_000 });
  };
  const timer = setTimeout(step, afterMs);
  return () => {
    clearTimeout(timer);
    if (next !== undefined) cancelIdleCallback(next);
    left.length = 0;
  };
}
