/** The whole app in this process on a folder of the test's own, with flows that only pass their input on. */
import { onTestFinished } from 'vitest';
import type { App } from '../../../src/main/app.ts';
import { listOccurrences } from '../../../src/main/store/tables/occurrences.ts';
import type { TriggerSpec } from '../../../src/shared/domain/trigger.ts';
import type { JsonObject } from '../../../src/shared/json.ts';
import { startInProcess } from '../../evals/in-process-app.ts';
import { eventually } from '../../support/eventually.ts';

export interface TriggerApp {
  app: App;
  /** @returns the document of a terminal command that must succeed */
  command(...args: string[]): Promise<JsonObject>;
  /** Ends it in order; a second time does nothing. */
  stop(): Promise<void>;
}

/** `started: false`: like a terminal command that only asks, nothing fires. */
export async function openTriggerApp(root: string, options: { started?: boolean } = {}): Promise<TriggerApp> {
  const { app, command } = startInProcess(root);
  let stopped: Promise<void> | undefined;
  const stop = (): Promise<void> => (stopped ??= app.stop());
  onTestFinished(stop);
  if (options.started !== false) await app.start();
  return {
    app,
    stop,
    async command(...args) {
      const { document, exitCode } = await command(...args);
      if (exitCode !== 0) throw new Error(`${args.join(' ')}: ${JSON.stringify(document)}`);
      return document as JsonObject;
    },
  };
}

/** @returns its id */
export function addFlow(app: App, name: string, triggers: TriggerSpec[], state: JsonObject = { Type: 'Pass' }): string {
  const definition = {
    StartAt: 'Only',
    States: { Only: { ...state, ...(state.Type === 'Pass' ? { End: true } : {}) } },
  };
  const words = { name, task: name, request: name, flowText: name, scheduleText: null, schedule: null };
  return app.orchestrator.setUp(
    { ...words, workers: [], ifItFails: '', assumptions: [], triggers, definition: definition as never },
    { listed: true },
  ).flowId;
}

export interface Fired {
  status: string;
  reason: string | null;
  input: JsonObject | null;
}

/** A flow's firings, oldest first, with what their runs were given. */
export function firingsOf(app: App, flowId: string): Fired[] {
  const input = app.db.prepare('SELECT input FROM runs WHERE id = ?').pluck();
  return listOccurrences(app.db, { flowId, limit: 10_000 })
    .reverse()
    .map(({ status, reason, runId }) => ({
      status,
      reason,
      input: runId === null ? null : (JSON.parse(String(input.get(runId))) as JsonObject),
    }));
}

/** Waits until a flow has so many firings and each has come to its end. */
export function settledFirings(app: App, flowId: string, count: number): Promise<Fired[]> {
  return eventually(() => {
    const fired = firingsOf(app, flowId);
    const open = fired.filter(({ status }) => ['due', 'started', 'parked'].includes(status)).length;
    if (fired.length < count || open > 0) throw new Error(`${fired.length} firings, ${open} of them open`);
    return fired;
  });
}

/** Waits until the watched files have been looked at for the first time. */
export async function looked(app: App): Promise<void> {
  await eventually(() => {
    const unseen = app.db.prepare('SELECT count(*) FROM triggers WHERE kind = ? AND looked_at_ms IS NULL').pluck();
    if (unseen.get('file') !== 0) throw new Error('not looked yet');
  });
}
