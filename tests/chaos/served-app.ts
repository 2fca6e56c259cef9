/** The real app under `serve`, to be killed. Electron's main process is our own child, so SIGKILL hits it and nothing in between. */
import { type ChildProcess, spawn } from 'node:child_process';
import { statSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { electronCommand } from '../../scripts/launch.mjs';
import { dataDirAt } from '../../src/main/data-dir.ts';
import { testEnvironment } from '../support/test-environment.ts';

export class ServedApp {
  readonly spawnedAtMs = Date.now();
  readonly ended: Promise<number | null>;
  /** True once it serves, false when it ended first. */
  readonly serving: Promise<boolean>;
  /** What it said on stderr. */
  readonly complaints: string[] = [];
  readonly #child: ChildProcess;
  readonly #dataDir: string;

  constructor(dataDir: string) {
    const { command, args } = electronCommand({ headless: true });
    this.#dataDir = dataDir;
    this.#child = spawn(command, [...args, '--majordomo-cli'], {
      env: {
        ...testEnvironment(dataDir),
        MAJORDOMO_CLI_ARGS: JSON.stringify(['serve', '--json', '--data-dir', dataDir]),
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.ended = new Promise((resolve) => this.#child.once('exit', (code) => resolve(code)));
    this.serving = new Promise((resolve) => {
      void this.ended.then(() => resolve(false));
      if (this.#child.stdout)
        createInterface({ input: this.#child.stdout }).on('line', (line) => {
          if (line.includes('"event":"serving"')) resolve(true);
        });
    });
    if (this.#child.stderr)
      createInterface({ input: this.#child.stderr }).on('line', (line) => this.complaints.push(line));
  }

  /** When it was about to take up what was open: its control file is written just before. */
  get recoveringAtMs(): number | undefined {
    const writtenAtMs = statSync(dataDirAt(this.#dataDir).controlFile, { throwIfNoEntry: false })?.mtimeMs;
    return writtenAtMs !== undefined && writtenAtMs >= this.spawnedAtMs ? writtenAtMs : undefined;
  }

  /** @returns the moment of the kill */
  async kill9(): Promise<number> {
    const killedAtMs = Date.now();
    this.#child.kill('SIGKILL');
    await this.ended;
    return killedAtMs;
  }

  async stop(): Promise<number | null> {
    this.#child.kill('SIGINT');
    return await this.ended;
  }
}
