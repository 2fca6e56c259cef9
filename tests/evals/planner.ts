/** Requests in plain English, run end to end through the terminal's commands against the fixture world. Format: README.md. */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { startWorld, type World, type WorldServer } from '../support/world-server.ts';
import { type InProcessApp, startInProcess } from './in-process-app.ts';

export interface PlannerCase {
  id: string;
  text: string;
  world: World & { cpu?: number; memory?: number; disk?: number };
  schedule?: { cron?: string };
  expect: {
    notified?: boolean | number;
    notifiedContains?: string[];
    notNotifiedContains?: string[];
    tableRows?: Record<string, number>;
    anyTableRows?: number;
    requests?: Record<string, number>;
    fileLines?: Record<string, number>;
    fileContains?: Record<string, string[]>;
    files?: string[];
    noFile?: string[];
    asks?: string[];
    noFlow?: boolean;
    saysWhatItCannot?: boolean;
    runs?: number;
  };
}

interface Asked {
  reply: string;
  plan: object | null;
  asks: string[];
  flow: { id: string; schedule: { cron?: string } | null } | null;
}
interface Shown {
  notifications: Array<{ title: string; body: string }>;
}

/** @returns the first difference; null when it passes; undefined when this machine cannot make the case's world */
export async function runPlannerCase(testCase: PlannerCase): Promise<string | null | undefined> {
  if (!canBeMade(testCase.world)) return undefined;
  const root = mkdtempSync(join(tmpdir(), 'majordomo-eval-'));
  const server = await startWorld(testCase.world);
  const terminal = startInProcess(root);
  const load = (testCase.world.cpu ?? 0) >= 90 ? burn() : [];
  try {
    return await evaluate(testCase, server, terminal, join(root, 'workspace'));
  } finally {
    for (const thread of load) await thread.terminate();
    await terminal.app.stop();
    await server.close();
    rmSync(root, { recursive: true, force: true });
  }
}

/** Of the machine's own measures only an idle and a fully loaded processor can be made. */
function canBeMade({ cpu, memory, disk }: PlannerCase['world']): boolean {
  return memory === undefined && disk === undefined && (cpu === undefined || cpu >= 95);
}

function burn(): Worker[] {
  return cpus().flatMap(() => [0, 1].map(() => new Worker('for (;;);', { eval: true })));
}

async function evaluate(
  { text, schedule, expect }: PlannerCase,
  server: WorldServer,
  terminal: InProcessApp,
  workspace: string,
): Promise<string | null> {
  const asked = (await terminal.command('ask', text.replaceAll('{base}', server.base), '--approve')).document as Asked;
  if (expect.noFlow || expect.asks || expect.saysWhatItCannot) return refusal(asked, expect);
  if (!asked.flow) return `no flow was made; it said: ${asked.reply}`;
  if (schedule?.cron !== undefined && asked.flow.schedule?.cron !== schedule.cron)
    return `schedule: expected ${schedule.cron}, got ${JSON.stringify(asked.flow.schedule)}`;

  for (const path of Object.keys(server.requests)) delete server.requests[path];
  const told: Shown['notifications'] = [];
  for (let run = 0; run < (expect.runs ?? 1); run++) {
    const { document } = await terminal.command('flow', 'run', asked.flow.id, '--fast-forward');
    const shown = (await terminal.command('run', 'show', (document as { runId: string }).runId)).document as Shown;
    told.push(...shown.notifications);
  }
  return (
    notified(told, expect) ??
    counts('requests', server.requests, expect.requests) ??
    (await tables(terminal, expect)) ??
    files(workspace, expect)
  );
}

function refusal(asked: Asked, expect: PlannerCase['expect']): string | null {
  if (asked.flow || asked.plan) return 'a flow was made, though none should be';
  const said = `${asked.reply} ${asked.asks.join(' ')}`.toLowerCase();
  if (expect.asks && !expect.asks.some((word) => said.includes(word.toLowerCase())))
    return `it should ask for one of ${expect.asks.join(', ')}; it said: ${asked.reply}`;
  if (expect.asks && asked.asks.length === 0) return `it asks for nothing: ${asked.reply}`;
  if (expect.saysWhatItCannot && asked.reply.trim() === '') return 'it says nothing';
  return null;
}

function notified(
  told: Shown['notifications'],
  { notified: wanted, notifiedContains, notNotifiedContains }: PlannerCase['expect'],
): string | null {
  const all = told.map(({ title, body }) => `${title} ${body}`);
  const text = all.join('\n');
  if (wanted === true && told.length === 0) return 'nobody was notified';
  if (wanted === false && told.length > 0) return `notified, though it should not: ${text}`;
  if (typeof wanted === 'number' && told.length !== wanted)
    return `notified ${told.length} times, not ${wanted}: ${text}`;
  const missing = notifiedContains?.find((part) => !text.includes(part));
  if (missing !== undefined) return `no notification says '${missing}': ${text}`;
  const wrong = notNotifiedContains?.find((part) => text.includes(part));
  return wrong === undefined ? null : `a notification says '${wrong}': ${text}`;
}

function counts(
  what: string,
  actual: Record<string, number>,
  expected: Record<string, number> | undefined,
): string | null {
  for (const [name, count] of Object.entries(expected ?? {}))
    if ((actual[name] ?? 0) !== count) return `${what} of ${name}: expected ${count}, got ${actual[name] ?? 0}`;
  return null;
}

/** Tables the flow keeps for itself between runs are not what the user asked for. */
const ownTables = new Set(['seen_entries', 'last_seen']);

async function tables(
  terminal: InProcessApp,
  { tableRows, anyTableRows }: PlannerCase['expect'],
): Promise<string | null> {
  const list = ((await terminal.command('table', 'list')).document as Array<{ name: string; rows: number }>).filter(
    ({ name }) => !ownTables.has(name),
  );
  const rows = Object.fromEntries(list.map(({ name, rows: count }) => [name, count]));
  const total = list.reduce((sum, { rows: count }) => sum + count, 0);
  if (anyTableRows !== undefined && total !== anyTableRows)
    return `rows over all tables: expected ${anyTableRows}, got ${total}`;
  return counts('rows', rows, tableRows);
}

function files(
  workspace: string,
  { fileLines, fileContains, files: present, noFile }: PlannerCase['expect'],
): string | null {
  const read = (name: string): string | null =>
    existsSync(join(workspace, name)) ? readFileSync(join(workspace, name), 'utf8') : null;
  for (const [name, lines] of Object.entries(fileLines ?? {})) {
    const found =
      read(name)
        ?.split('\n')
        .filter((line) => line.trim() !== '').length ?? 0;
    if (found !== lines) return `lines of ${name}: expected ${lines}, got ${found}`;
  }
  for (const [name, parts] of Object.entries(fileContains ?? {})) {
    const missing = parts.find((part) => !read(name)?.includes(part));
    if (missing !== undefined) return `${name} does not contain '${missing}'`;
  }
  const absent = present?.find((name) => read(name) === null);
  if (absent !== undefined) return `the file ${absent} is not there`;
  const extra = noFile?.find((name) => read(name) !== null);
  return extra === undefined ? null : `the file ${extra} is there, though it should not be`;
}
