/** A machine's sleep, as the app sees it: the clock stands elsewhere all at once, and then the system says that it woke. */
import type { OpenApp } from './electron-app.ts';

/** Sets the clock that the app's main process and its page read; both go on from there. */
export async function clockOf({ electron, page }: OpenApp, ms: number): Promise<void> {
  await electron.evaluate((_electron, to) => {
    const setAt = performance.now();
    Date.now = () => to + Math.round(performance.now() - setAt);
  }, ms);
  await page.clock.setSystemTime(ms);
}

/** As the operating system says it, through Electron. */
export async function wakeUp({ electron }: OpenApp): Promise<void> {
  await electron.evaluate(({ powerMonitor }) => {
    powerMonitor.emit('resume');
  });
}
