/** Hunts for log lines that nobody can attribute, that forge others, or that fill a disk. */
import { expect, it } from 'vitest';
import { createWorkerLog } from '../../../src/main/workers/worker-log.ts';

function logOf() {
  const lines: string[] = [];
  const clock = { nowMs: 0 };
  const log = createWorkerLog(
    (line) => lines.push(line),
    () => clock.nowMs,
  );
  return { lines, clock, log };
}

it('says which process and which call a line is from', () => {
  const { lines, log } = logOf();
  log({ level: 'info', text: 'reading', pid: 7, tool: 'web_fetch' });
  log({ level: 'warn', text: 'noise', pid: 8, tool: null });
  log({ level: 'error', text: 'none', pid: undefined, tool: null });
  expect(lines).toEqual(['worker 7 web_fetch: reading', 'worker 8: warn: noise', 'worker ?: error: none']);
});

it('keeps a line a line, and control sequences off the terminal', () => {
  const { lines, log } = logOf();
  log({ level: 'info', text: 'a\nworker 1: forged\r\n\u001b[2Jb\u009b31m', pid: 7, tool: null });
  expect(lines).toEqual(['worker 7: a ⏎ worker 1: forged ⏎  [2Jb 31m']);
});

it('writes a bounded number of lines a minute and says how many it left out', () => {
  const { lines, clock, log } = logOf();
  for (let line = 0; line < 1000; line++) log({ level: 'info', text: 'again', pid: 7, tool: null });
  expect(lines).toHaveLength(600);
  clock.nowMs = 60_000;
  log({ level: 'info', text: 'later', pid: 7, tool: null });
  expect(lines.slice(600)).toEqual(['worker: 400 lines were left out', 'worker 7: later']);
});
