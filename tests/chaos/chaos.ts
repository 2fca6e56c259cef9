/**
 * Random flows under the real app's `serve`, which is killed again and again at random moments. Owns: what is asked of the app and when it
 * is killed, all from one seed. Does not own: what should have come of it (examine.ts).
 */
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { dataDirAt } from '../../src/main/data-dir.ts';
import { endAll, processesOn } from '../support/processes.ts';
import { type Seeded, seeded } from '../support/seeded.ts';
import { type BalanceSheet, type Fault, faultNames } from './balance-sheet.ts';
import { flowFile } from './compile-program.ts';
import { type CountingServer, startCountingServer } from './counting-server.ts';
import { examine } from './examine.ts';
import { askServed } from './owner-commands.ts';
import { type Program, randomProgram } from './program.ts';
import { ServedApp } from './served-app.ts';
import { Watcher } from './watcher.ts';

export interface ChaosOptions {
  seed: number;
  kills: number;
  minutes: number;
  log: (line: string) => void;
  /** Keep the data directory: for looking into a fault. */
  keep?: boolean;
}

export interface Life {
  spawnedAtMs: number;
  recoveringAtMs: number | undefined;
  killedAtMs: number | undefined;
}

export interface AskedRun {
  flowName: string;
  answer?: { runId: string; status: string };
}

/** What the harness knows of what it did; the examination compares it with what is there. */
export interface ChaosRecord {
  dataDir: string;
  server: CountingServer;
  programs: Map<string, Program>;
  /** Moments each scheduled flow was to fire at. */
  moments: Map<string, number[]>;
  /** Every so many ms. */
  intervals: Map<string, number>;
  /** Flows whose set-up was acknowledged. */
  acknowledged: Set<string>;
  asked: AskedRun[];
  lives: Life[];
  faults: Record<Fault, number>;
  examples: string[];
  watcher: Watcher;
}

/** Said at every start, or by the desktop that is not there. */
const expectedLines = /taken up again|worker ended by itself|SIGINT: stopping|libnotify-WARNING|^\s*$/;
const openRunsAtMost = 40;
const examplesOfEach = 6;

export function noteExample(
  { faults, examples }: Pick<ChaosRecord, 'faults' | 'examples'>,
  fault: Fault,
  example: string,
): void {
  if (faults[fault] <= examplesOfEach) examples.push(`${fault}: ${example}`);
}

const settleWithinMs = 120_000;

export async function runChaos(options: ChaosOptions): Promise<BalanceSheet> {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'majordomo-chaos-')));
  const chaos = new Chaos(root, options, await startCountingServer());
  try {
    return await chaos.run();
  } finally {
    chaos.close();
    if (!options.keep) rmSync(root, { recursive: true, force: true, maxRetries: 5 });
    else options.log(`kept: ${root}`);
  }
}

class Chaos {
  readonly #options: ChaosOptions;
  readonly #random: Seeded;
  readonly #record: ChaosRecord;
  readonly #root: string;
  readonly #asking = new Set<Promise<void>>();
  #app: ServedApp | undefined;

  constructor(root: string, options: ChaosOptions, server: CountingServer) {
    this.#root = root;
    this.#options = options;
    this.#random = seeded(options.seed);
    const dataDir = join(root, 'data');
    mkdirSync(dataDir);
    this.#record = {
      dataDir,
      server,
      programs: new Map(),
      moments: new Map(),
      intervals: new Map(),
      acknowledged: new Set(),
      asked: [],
      lives: [],
      faults: Object.fromEntries(faultNames.map((name) => [name, 0])) as Record<Fault, number>,
      examples: [],
      watcher: new Watcher(dataDirAt(dataDir)),
    };
  }

  async run(): Promise<BalanceSheet> {
    const { kills, minutes, log } = this.#options;
    const startedAtMs = Date.now();
    const endAtMs = startedAtMs + minutes * 60_000;
    await this.#start();
    await this.#addFlows(Math.min(endAtMs, startedAtMs + kills * 2_500));
    let done = 0;
    for (; done < kills && Date.now() < endAtMs; done++) {
      await this.#live();
      if (done % 25 === 24)
        log(`${done + 1} kills, ${this.#record.asked.length} runs asked for, ${this.#faultsSoFar()}`);
    }
    await this.#settle();
    const sheet = examine(this.#record);
    return { ...sheet, seed: this.#options.seed, kills: done, minutes: (Date.now() - startedAtMs) / 60_000 };
  }

  close(): void {
    this.#record.server.close();
    this.#record.watcher.close();
    endAll(processesOn(this.#record.dataDir));
  }

  #fault(fault: Fault, example: string): void {
    this.#record.faults[fault] += 1;
    noteExample(this.#record, fault, example);
  }

  #faultsSoFar(): string {
    const found = Object.entries(this.#record.faults).filter(([, count]) => count > 0);
    return found.length === 0 ? 'no faults so far' : JSON.stringify(Object.fromEntries(found));
  }

  async #start(): Promise<boolean> {
    this.#app = new ServedApp(this.#record.dataDir);
    const serving = await Promise.race([this.#app.serving, sleep(20_000, undefined, { ref: false })]);
    if (serving !== true)
      this.#fault('starts that failed', this.#app.complaints.slice(-5).join(' / ') || 'it said nothing');
    return serving === true;
  }

  /** One life of the app: started, given work, killed. */
  async #live(): Promise<void> {
    const random = this.#random;
    const early = random.below(6) === 0;
    // Now and then one that lives long enough for most of what is open to end.
    const long = !early && random.below(12) === 0;
    const delayMs = early ? random.between(30, 700) : long ? random.between(3_000, 6_000) : random.between(20, 1_600);
    const starts = random.between(2, 7);
    const adds = random.below(8) === 0;
    const flows = Array.from({ length: starts }, () => random.pick([...this.#record.acknowledged].filter(isStarted)));
    const decideSeed = random.below(1_000_000);
    if (!this.#app) this.#app = new ServedApp(this.#record.dataDir);
    const app = this.#app;
    if (!early) {
      if (!(await Promise.race([app.serving, sleep(20_000, false, { ref: false })])))
        this.#fault('starts that failed', app.complaints.slice(-5).join(' / ') || 'it did not serve within 20 s');
      if (this.#record.watcher.openRuns() < openRunsAtMost) for (const flow of flows) this.#ask(flow);
      if (adds) void this.#track(this.#addFlow(`Later ${this.#record.programs.size}`, 3));
      void this.#track(this.#decide(seeded(decideSeed)));
    }
    await sleep(delayMs);
    await this.#kill(app);
    this.#app = new ServedApp(this.#record.dataDir);
    // While the next one starts: what did the dead one leave?
    for (const lost of this.#record.watcher.look()) this.#fault('events lost or changed', lost);
  }

  async #kill(app: ServedApp): Promise<void> {
    const { spawnedAtMs, recoveringAtMs } = app;
    const killedAtMs = await app.kill9();
    this.#record.lives.push({ spawnedAtMs, recoveringAtMs, killedAtMs });
    this.#listen(app);
    await Promise.all(this.#asking);
  }

  /** What the app said that it should not have to say. */
  #listen(app: ServedApp): void {
    for (const line of app.complaints) if (!expectedLines.test(line)) this.#fault('complaints of the app', line);
  }

  #track(work: Promise<void>): Promise<void> {
    const tracked = work.finally(() => this.#asking.delete(tracked));
    this.#asking.add(tracked);
    return tracked;
  }

  #ask(flowName: string): void {
    const asked: AskedRun = { flowName };
    this.#record.asked.push(asked);
    void this.#track(
      askServed<{ runId: string; status: string; error?: unknown }>(this.#record.dataDir, 'flow', 'run', flowName).then(
        (answer) => {
          if (!answer) return;
          if (answer.json.runId) asked.answer = answer.json;
          else if (!/Stopped/.test(JSON.stringify(answer.json)))
            this.#fault('complaints of the app', JSON.stringify(answer.json));
        },
      ),
    );
  }

  /** Says what is to be said to whatever waits for the user. */
  async #decide(random: Seeded): Promise<void> {
    const listed = await askServed<Array<{ id: string; question: string }>>(this.#record.dataDir, 'approval', 'list');
    for (const { id, question } of listed?.json ?? []) {
      if (random.below(3) === 0) continue;
      const word = question.endsWith('|approved') ? 'approve' : 'deny';
      const decided = await askServed<{ status?: string }>(this.#record.dataDir, 'approval', word, id);
      if (!decided) return;
      if (decided.exit === 0) this.#record.watcher.decided(id, word === 'approve' ? 'approved' : 'denied');
    }
  }

  async #addFlows(lastMomentMs: number): Promise<void> {
    const random = this.#random;
    for (let count = 1; count <= 4; count++) await this.#addFlow(`Child ${count}`, random.between(1, 4));
    for (let count = 1; count <= 14; count++) await this.#addFlow(`Flow ${count}`, random.between(3, 9));
    for (let count = 1; count <= 4; count++) {
      const moments = Array.from({ length: 60 }, () =>
        random.between(Date.now() + 1_000, Math.max(Date.now() + 10_000, lastMomentMs)),
      );
      const at = [...new Set(moments)].sort((a, b) => a - b);
      const texts = at.map((ms) => new Date(ms).toISOString());
      this.#record.moments.set(`At ${count}`, at);
      await this.#addFlow(`At ${count}`, 3, { kind: 'at', at: texts, timezone: 'UTC', text: 'at random' });
    }
    for (const everyMs of [1_000, 2_300]) {
      const name = `Every ${everyMs}`;
      this.#record.intervals.set(name, everyMs);
      const schedule = { kind: 'every', everyMs, anchorMs: Date.now(), timezone: 'UTC', text: `every ${everyMs} ms` };
      await this.#addFlow(name, 1, schedule);
    }
  }

  /** Through a file, as a user does. */
  async #addFlow(name: string, length: number, schedule?: object): Promise<void> {
    const { programs, acknowledged, server, dataDir } = this.#record;
    const children =
      name.startsWith('Flow') || name.startsWith('At')
        ? [...programs.keys()].filter((other) => other.startsWith('Child'))
        : [];
    const program = randomProgram(this.#random, name, { children, length });
    const file = join(this.#root, `${name}.json`);
    writeFileSync(file, JSON.stringify(flowFile(program, { server: server.base }, schedule)));
    const answer = await askServed<{ id?: string; error?: unknown }>(dataDir, 'flow', 'add', file);
    if (answer && answer.exit !== 0) throw new Error(`${name} is refused: ${JSON.stringify(answer.json)}`);
    programs.set(name, program);
    if (answer) acknowledged.add(name);
  }

  /** No more kills: everything that was begun must come to its end. */
  async #settle(): Promise<void> {
    const { dataDir, watcher, intervals, moments } = this.#record;
    const app = this.#app ?? new ServedApp(dataDir);
    if (!(await Promise.race([app.serving, sleep(20_000, false, { ref: false })])))
      this.#fault('starts that failed', app.complaints.join(' / '));
    for (const name of [...intervals.keys(), ...moments.keys()]) await askServed(dataDir, 'flow', 'cancel', name);
    const untilMs = Date.now() + settleWithinMs;
    while (Date.now() < untilMs) {
      await this.#decide(seeded(Date.now()));
      if (watcher.openRuns() === 0 && this.#asking.size === 0) break;
      await sleep(300);
    }
    for (const lost of watcher.look()) this.#fault('events lost or changed', lost);
    this.#record.lives.push({
      spawnedAtMs: app.spawnedAtMs,
      recoveringAtMs: app.recoveringAtMs,
      killedAtMs: undefined,
    });
    const exitCode = await app.stop();
    if (exitCode !== 0) this.#fault('complaints of the app', `it ended with ${exitCode}`);
    this.#listen(app);
    await sleep(500);
    for (const { command } of processesOn(dataDir)) this.#fault('processes left behind', command.slice(0, 100));
  }
}

/** Started by the harness; the others start by their schedule or by their parent. */
function isStarted(name: string): boolean {
  return /^(Flow|Child|Later)/.test(name);
}
