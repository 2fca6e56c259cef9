import { useSyncExternalStore } from 'react';

/** One timer for everything on the page that shows a relative time, per beat. */
function createTicker(everyMs: number) {
  const listeners = new Set<() => void>();
  let now = Date.now();
  let timer: ReturnType<typeof setInterval> | null = null;
  const tick = () => {
    now = Date.now();
    for (const listener of listeners) listener();
  };
  return {
    subscribe(listener: () => void) {
      listeners.add(listener);
      if (!timer) {
        now = Date.now();
        timer = setInterval(tick, everyMs);
      }
      return () => {
        listeners.delete(listener);
        if (listeners.size === 0 && timer) {
          clearInterval(timer);
          timer = null;
        }
      };
    },
    read: () => (timer ? now : Math.floor(Date.now() / everyMs) * everyMs),
  };
}

const tickers = { second: createTicker(1000), calm: createTicker(15_000) };

/** The present moment, renewed every second or, calmly, every fifteen. */
export function useNow(beat: keyof typeof tickers = 'calm'): number {
  const ticker = tickers[beat];
  return useSyncExternalStore(ticker.subscribe, ticker.read);
}
