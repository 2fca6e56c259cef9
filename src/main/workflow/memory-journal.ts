import type { JournalEvent } from './events.ts';
import type { Journal, RunEnd, RunRecord } from './ports.ts';

/** A journal that forgets with the process: for dry runs and for cases of the language, where nothing must be kept. */
export class MemoryJournal implements Journal {
  readonly #runs = new Map<string, { run: RunRecord; events: JournalEvent[]; end: RunEnd | null }>();

  create(run: RunRecord, events: readonly JournalEvent[]): Promise<void> {
    this.#runs.set(run.id, { run, events: [...events], end: null });
    return Promise.resolve();
  }

  append(runId: string, events: readonly JournalEvent[], change: RunEnd | 'reopened' | null): Promise<void> {
    const entry = this.#runs.get(runId);
    if (!entry) return Promise.reject(new Error(`Broken invariant: the run ${runId} was created`));
    entry.events.push(...events);
    entry.end = change === 'reopened' ? null : change;
    return Promise.resolve();
  }

  load(runId: string): { run: RunRecord; events: JournalEvent[] } {
    const entry = this.#runs.get(runId);
    if (!entry) throw new Error(`Broken invariant: the run ${runId} was created`);
    return { run: entry.run, events: entry.events };
  }

  openRuns(): string[] {
    return [...this.#runs.values()].filter((entry) => !entry.end).map((entry) => entry.run.id);
  }
}
