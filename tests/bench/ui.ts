/**
 * The window with 100,000 runs, 5,000 flows and a conversation of 2,000 messages: first paint, switching pages, frame times while
 * scrolling, search. Prints, judges nothing. Needs a display.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { ensureBuilt } from '../../scripts/build.mjs';
import { seedDemo } from '../demo/seed.ts';
import { large, seedLarge } from '../demo/seed-large.ts';
import { openApp } from '../support/electron-app.ts';
import { testTimezone } from '../support/test-environment.ts';

const rounds = 5;

export async function ui(args: string[]): Promise<void> {
  if (process.env.DISPLAY === undefined) {
    const again = ['scripts/with-display.mjs', process.execPath, 'tests/bench/run.ts', 'ui', ...args];
    process.exitCode = spawnSync(process.execPath, again, { stdio: 'inherit' }).status ?? 1;
    return;
  }
  await ensureBuilt();
  const folder = mkdtempSync(join(tmpdir(), 'majordomo-ui-'));
  const dataDir = join(folder, 'data');
  try {
    print(`making ${large.flows} flows, ${large.runs} runs, a conversation of ${large.messages} messages …`);
    await seedDemo(dataDir, { timezone: testTimezone });
    await seedLarge(dataDir, { timezone: testTimezone, ...large });
    const app = await openApp(dataDir);
    try {
      await measure(app.page);
    } finally {
      await app.quit();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function measure(page: Page): Promise<void> {
  const paint = await page.evaluate(async () => {
    // The page can be typed into some milliseconds before its first frame is on the screen.
    for (;;) {
      const [entry] = performance.getEntriesByName('first-contentful-paint');
      if (entry) return entry.startTime;
      await new Promise((resolve) => requestAnimationFrame(resolve));
    }
  });
  print(`first paint: ${paint.toFixed(0)} ms after the page began to load (target under 400 ms)`);

  const pages = ['flows', 'agenda', 'approvals', 'runs', 'data', 'workers', 'settings', 'chat'];
  const switches: Record<string, number[]> = {};
  for (let round = 0; round < rounds; round += 1)
    for (const name of pages) switches[name] = [...(switches[name] ?? []), await switchTo(page, name)];
  for (const [name, times] of Object.entries(switches)) {
    const first = times[0] ?? Number.NaN;
    print(
      `switch to ${name.padEnd(10)} first ${first.toFixed(0).padStart(4)} ms, then median ${median(times.slice(1)).toFixed(0).padStart(4)} ms (target under 100 ms)`,
    );
  }

  const searches = await page.evaluate(async () => {
    const took: number[] = [];
    for (const text of ['kettle', 'kettle watch', 'disk', 'number 77', 'unavail', 'orchard report', 'ran 3 times']) {
      const startedAt = performance.now();
      await window.majordomo.search.everything({ text, limit: 20 });
      took.push(performance.now() - startedAt);
    }
    return took;
  });
  print(
    `search everything, with the way to main and back: median ${median(searches).toFixed(1)} ms, slowest ${Math.max(...searches).toFixed(1)} ms (target under 50 ms)`,
  );

  await go(page, '#/runs');
  await page.getByTestId('run-row').first().waitFor();
  const rows = await readAllRuns(page);
  report(`scrolling ${rows} runs`, await scroll(page));
  await go(page, '#/flows');
  await page.getByTestId('flow-row').first().waitFor();
  report('scrolling 5,000 flows', await scroll(page));
  const conversation = await page.evaluate(async () => {
    const list = await window.majordomo.conversations.list();
    return list.ok ? (list.value.find(({ title }) => title === 'The long conversation')?.id ?? '') : '';
  });
  await go(page, `#/chat/${conversation}`);
  await page.getByTestId('message').first().waitFor();
  report('scrolling 2,000 messages', await scroll(page));
}

async function go(page: Page, hash: string): Promise<void> {
  await page.evaluate((to) => {
    window.location.hash = to;
  }, hash);
}

/** From the change of address to the frame that shows the page's own title. */
async function switchTo(page: Page, name: string): Promise<number> {
  const took = await page.evaluate(async (to) => {
    const before = document.title;
    const startedAt = performance.now();
    window.location.hash = `#/${to}`;
    while (document.title === before) await new Promise((resolve) => requestAnimationFrame(resolve));
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    return performance.now() - startedAt;
  }, name);
  await page.waitForTimeout(300);
  return took;
}

/** Reads on until the list is whole, as a person would who holds the End key. */
async function readAllRuns(page: Page): Promise<number> {
  return await page.evaluate(async () => {
    const counted = await window.majordomo.runs.count({});
    const all = counted.ok ? counted.value.count : 0;
    const scroller = document.querySelector('main .overflow-y-auto');
    for (;;) {
      const last = [...document.querySelectorAll('[aria-posinset]')].at(-1);
      // Headings of days are rows, too.
      const rows = Number(last?.getAttribute('aria-setsize') ?? 0);
      if (!scroller || rows > all) return rows;
      scroller.scrollTop = scroller.scrollHeight;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  });
}

/** Five seconds of fast scrolling, some four screens a second. @returns the time of each frame, in ms */
async function scroll(page: Page): Promise<number[]> {
  return await page.evaluate(async () => {
    const scroller = document.querySelector('main .overflow-y-auto');
    if (!scroller) return [];
    scroller.scrollTop = 0;
    const frames: number[] = [];
    const startedAt = performance.now();
    let last = startedAt;
    for (let now = last; now - startedAt < 5_000; ) {
      now = await new Promise<number>((resolve) => requestAnimationFrame(resolve));
      scroller.scrollTop = ((now - startedAt) / 1_000) * 3_000;
      frames.push(now - last);
      last = now;
    }
    return frames.slice(2);
  });
}

function report(what: string, frames: number[]): void {
  const sorted = frames.toSorted((a, b) => a - b);
  const at = (share: number): string => (sorted[Math.floor(sorted.length * share)] ?? Number.NaN).toFixed(1);
  const late = frames.filter((ms) => ms > 34).length;
  print(
    `${what}: ${frames.length} frames, median ${at(0.5)} ms, p95 ${at(0.95)} ms, p99 ${at(0.99)} ms, ${late} longer than 34 ms`,
  );
}

function median(times: readonly number[]): number {
  return times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? Number.NaN;
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
