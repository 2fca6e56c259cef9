/**
 * The real app as an ordinary user runs it: with Chromium's sandbox on. Hunts: a process without it, a page or a script outside the
 * operating system's filter of system calls.
 */
import type { ChildProcess } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { processTree } from '../bench/process-tree.ts';
import { eventually } from '../support/eventually.ts';
import { ordinaryUser } from '../support/ordinary-user.ts';

const script = `const end = Date.now() + 60_000;
while (Date.now() < end);`;

it('no process has --no-sandbox, and the page and a running script are filtered (Seccomp: 2)', async () => {
  const user = ordinaryUser();
  onTestFinished(() => user.remove());
  const dataDir = join(user.home, 'data');
  const app = ended(user.electron(['--data-dir', dataDir], { display: true }));
  const pages = (): Process[] =>
    processesOf(app.pid).filter(({ commandLine }) => commandLine.includes('--type=renderer'));
  await eventually(() => expect(pages().map(({ seccomp }) => seccomp)).toEqual(['2']), 60_000);
  const page = pages()[0]?.pid;

  const file = join(user.home, 'script.js');
  writeFileSync(file, script);
  // Carried out by the app with the window, which has the data directory.
  const words = ['sandbox', 'run', file, '--language', 'javascript', '--timeout', '60000', '--data-dir', dataDir];
  ended(user.electron(['--majordomo-cli'], { env: { MAJORDOMO_CLI_ARGS: JSON.stringify(words) } }));
  await eventually(() => {
    const running = pages().filter(({ pid, processorMs }) => pid !== page && processorMs > 1_000);
    expect(running.map(({ seccomp }) => seccomp)).toEqual(['2']);
  }, 60_000);
  const all = processesOf(app.pid);
  expect(all.length).toBeGreaterThan(4);
  expect(all.filter(({ commandLine }) => /--no-sandbox|--single-process|--disable-seccomp/.test(commandLine))).toEqual(
    [],
  );
}, 150_000);

/** Killed with the test, if it has not ended by then. */
function ended(child: ChildProcess): { pid: number } {
  const end = new Promise((resolve) => child.once('close', resolve));
  for (const stream of [child.stdout, child.stderr]) stream?.resume();
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await end;
  });
  return { pid: child.pid ?? 0 };
}

interface Process {
  pid: number;
  commandLine: string;
  seccomp: string;
  /** Time it has computed. */
  processorMs: number;
}

function processesOf(main: number): Process[] {
  return processTree(main).map((pid) => {
    const stat = textOf(`/proc/${pid}/stat`);
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return {
      pid,
      commandLine: textOf(`/proc/${pid}/cmdline`).replaceAll('\0', ' '),
      seccomp: /^Seccomp:\s+(\d)/m.exec(textOf(`/proc/${pid}/status`))?.[1] ?? 'unknown',
      // In hundredths of a second.
      processorMs: (Number(fields[11]) + Number(fields[12])) * 10,
    };
  });
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
