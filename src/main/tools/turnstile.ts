/** Lets at most so many through at once; the others wait in order. */
export function createTurnstile(most: number) {
  const waiting: Array<() => void> = [];
  let inside = 0;

  return async function through<T>(run: () => Promise<T>): Promise<T> {
    // Whoever leaves hands its place on, so nobody who comes later gets in between.
    if (inside >= most) await new Promise<void>((resolve) => waiting.push(resolve));
    else inside += 1;
    try {
      return await run();
    } finally {
      const next = waiting.shift();
      if (next === undefined) inside -= 1;
      else next();
    }
  };
}
