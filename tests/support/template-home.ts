/** The whole app in this process on a temporary folder, for flows of templates: real tools, real store, files in its workspace. */
import { existsSync, mkdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll } from 'vitest';
import type { App } from '../../src/main/app.ts';
import type { TemplateValues } from '../../src/shared/domain/template.ts';
import type { JsonObject, JsonValue } from '../../src/shared/json.ts';
import { startInProcess } from '../evals/in-process-app.ts';
import { temporaryFolder } from './test-flow.ts';

export interface TemplateHome {
  app: App;
  /** Builds, proposes and approves it as the terminal does. @returns the flow's id */
  use(templateId: string, values?: TemplateValues): Promise<string>;
  /** One run to its end (or until it waits for the user); waits pass at once. */
  run(flowId: string, input?: JsonValue): Promise<{ status: string; output: JsonValue; error: string | null }>;
  /** What a dry run says would happen. */
  dryRun(flowId: string): Promise<{ status: string; effects: string[] }>;
  command(...words: string[]): Promise<JsonObject>;
  /** What a flow told the user, oldest first. */
  told(flowId: string): Array<{ title: string; body: string }>;
  rows(table: string): Promise<JsonObject[]>;
  write(path: string, text: string, daysOld?: number): void;
  read(path: string): string | null;
}

/** One for a file's tests: each works in folders and tables of its own. */
export function templateHome(): TemplateHome {
  const folder = temporaryFolder();
  const { app, command } = startInProcess(folder.path);
  afterAll(async () => {
    await app.stop();
    folder.remove();
  });
  const ran = async (...words: string[]): Promise<JsonObject> => {
    const { document, exitCode } = await command(...words);
    if (exitCode === 2) throw new Error(`${words.join(' ')}: ${JSON.stringify(document)}`);
    return document as JsonObject;
  };
  const at = (path: string): string => join(app.dataDir.workspace, path);
  return {
    app,
    command: ran,
    async use(templateId, values = {}) {
      const set = Object.entries(values).flatMap(([key, value]) => ['--set', `${key}=${[value].flat().join(' ')}`]);
      const { flow } = (await ran('template', 'use', templateId, '--approve', ...set)) as { flow: { id: string } };
      return flow.id;
    },
    async run(flowId, input = {}) {
      const ended = await ran('flow', 'run', flowId, '--fast-forward', '--input', JSON.stringify(input));
      return ended as { status: string; output: JsonValue; error: string | null };
    },
    async dryRun(flowId) {
      const { status, effects } = await ran('flow', 'run', flowId, '--dry-run');
      return { status: String(status), effects: (effects as Array<{ summary: string }>).map(({ summary }) => summary) };
    },
    told: (flowId) =>
      app.db
        .prepare(`SELECT title, body FROM notifications WHERE kind = 'flow' AND flow_id = ? ORDER BY rowid`)
        .all(flowId) as Array<{ title: string; body: string }>,
    async rows(table) {
      const { rows } = (await ran('table', 'query', table)) as { rows: JsonObject[] };
      return rows;
    },
    write(path, text, daysOld = 0) {
      mkdirSync(dirname(at(path)), { recursive: true });
      writeFileSync(at(path), text);
      const then = new Date(Date.now() - daysOld * 86_400_000);
      utimesSync(at(path), then, then);
    },
    read: (path) => (existsSync(at(path)) ? readFileSync(at(path), 'utf8') : null),
  };
}
