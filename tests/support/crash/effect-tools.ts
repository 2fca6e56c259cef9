/**
 * An executor with a tool of each effect class, whose effects outlive the process that made them. Each effect says which step made it
 * (`scope state`) and under which key.
 */
import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { insertRow, listTables, readTable, type WritableUserTables } from '../../../src/main/store/user-tables.ts';
import type { TaskExecutor, TaskOutcome, TaskRequest } from '../../../src/main/workflow/ports.ts';
import type { EffectClass } from '../../../src/shared/domain/effect-class.ts';
import type { JsonObject } from '../../../src/shared/json.ts';

export interface Effect {
  step: string;
  key: string;
}

export function stepOf({ scope, state }: { scope: string; state: string }): string {
  return `${scope} ${state}`;
}

const effectOfTool: Record<string, EffectClass> = {
  look: 'pure',
  flaky: 'pure',
  row: 'transactional',
  file: 'idempotent',
  broken: 'idempotent',
  send: 'unsafe',
};

export class EffectTools implements TaskExecutor {
  readonly #folder: string;
  readonly #tables: WritableUserTables;
  readonly #unknown: ReadonlySet<string>;
  running = 0;

  /** `unknown`: unsafe steps that answer as if a crash had hidden their outcome. */
  constructor(folder: string, tables: WritableUserTables, unknown: ReadonlySet<string> = new Set()) {
    this.#folder = folder;
    this.#tables = tables;
    this.#unknown = unknown;
  }

  effectOf(_run: unknown, resource: string): EffectClass {
    return effectOfTool[toolOf(resource)] ?? 'unsafe';
  }

  async execute(request: TaskRequest): Promise<TaskOutcome> {
    this.running += 1;
    try {
      return await this.act(request);
    } finally {
      this.running -= 1;
    }
  }

  /** Synchronous effects, so that a flow's points come in the same order each time. */
  protected act(request: TaskRequest): Promise<TaskOutcome> | TaskOutcome {
    const effect: Effect = { step: stepOf(request), key: request.idempotencyKey };
    const args = request.arguments as JsonObject;
    switch (toolOf(request.resource)) {
      case 'look':
        this.#note('pure.log', effect);
        return { ok: true, output: { n: Number(args.n) * 2 } };
      case 'flaky':
        this.#note('pure.log', effect);
        return Number(args.retry) < 2 ? failure('Tool.Flaky') : { ok: true, output: 'at last' };
      case 'row': {
        const row = { step: effect.step, key: effect.key };
        return {
          ok: true,
          output: { ...insertRow(this.#tables, { key: effect.key, table: 'effects', row, nowMs: 0 }) },
        };
      }
      case 'file':
        this.#write(effect);
        return { ok: true, output: { written: true } };
      case 'broken':
        this.#write(effect);
        return failure('Tool.Broken');
      default:
        if (this.#unknown.has(effect.step)) return failure('Worker.OutcomeUnknown');
        this.#note('unsafe.log', effect);
        return { ok: true, output: { sent: true } };
    }
  }

  #note(file: string, effect: Effect): void {
    appendFileSync(join(this.#folder, file), `${JSON.stringify(effect)}\n`);
  }

  #write(effect: Effect): void {
    mkdirSync(join(this.#folder, 'files'), { recursive: true });
    writeFileSync(join(this.#folder, 'files', encodeURIComponent(effect.key)), JSON.stringify(effect));
  }
}

function toolOf(resource: string): string {
  return resource.split('/').at(-1) ?? '';
}

function failure(error: string): TaskOutcome {
  return { ok: false, error, cause: null };
}

/** What happened in the folder, in whichever process. */
export interface EffectsDone {
  pure: Effect[];
  transactional: Array<Effect & { rowId: number }>;
  idempotent: Effect[];
  unsafe: Effect[];
}

export function effectsIn(folder: string, tables: WritableUserTables): EffectsDone {
  const files = join(folder, 'files');
  const rows = listTables(tables).length === 0 ? [] : readTable(tables, 'effects', 1_000).rows;
  return {
    pure: linesOf(join(folder, 'pure.log')),
    transactional: rows.map(({ step, key }, index) => ({ step: String(step), key: String(key), rowId: index + 1 })),
    idempotent: existsSync(files)
      ? readdirSync(files).map((name) => JSON.parse(readFileSync(join(files, name), 'utf8')) as Effect)
      : [],
    unsafe: linesOf(join(folder, 'unsafe.log')),
  };
}

function linesOf(path: string): Effect[] {
  if (!existsSync(path)) return [];
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Effect);
}
