/** The app as the terminal has it, with a scripted model behind OPENAI_BASE_URL and a world to act on. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, vi } from 'vitest';
import type { Message } from '../../src/shared/domain/conversation.ts';
import type { Plan } from '../../src/shared/domain/plan.ts';
import { type InProcessApp, startInProcess } from '../evals/in-process-app.ts';
import { type ModelServer, type Script, startModelServer } from './model-server.ts';

export interface Asked {
  reply: string;
  plan: Plan | null;
  flow: { id: string; name: string; schedule: unknown } | null;
  conversationId: string;
  error?: { code: string; message: string; data: Record<string, unknown> };
}

export interface ModelApp extends InProcessApp {
  dataDir: string;
  server: ModelServer;
  /** A new start for a test: the app forgets everything, the server answers by this script and counts from nothing. */
  begin(script: Script): void;
  /** `ask TEXT --model scripted` and what else is given. */
  ask(text: string, ...options: string[]): Promise<Asked>;
  /** The conversation that was used last. */
  messages(): Message[];
  statuses(): Promise<Record<string, string>>;
}

const everything = [
  'approvals',
  'conversations',
  'facts',
  'flow_versions',
  'history',
  'messages',
  'model_endpoints',
  'notifications',
  'occurrences',
  'plans',
  'refusals',
  'runs',
  'schedules',
  'scheduled_flows',
  'settings',
  'usage',
  'workers',
];

/** One app for the tests of a file: the planner's grammars take seconds to compile. */
export async function modelAppOfFile(): Promise<ModelApp> {
  vi.setConfig({ testTimeout: 60_000 });
  const server = await startModelServer([]);
  process.env.OPENAI_BASE_URL = server.baseUrl;
  const dataDir = mkdtempSync(join(tmpdir(), 'majordomo-model-'));
  const inProcess = startInProcess(dataDir);
  const { app } = inProcess;
  afterAll(async () => {
    await app.stop();
    await server.close();
    delete process.env.OPENAI_BASE_URL;
    rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 });
  });
  return {
    ...inProcess,
    dataDir,
    server,
    begin: (script) => {
      app.db.pragma('foreign_keys = OFF');
      for (const table of everything) app.db.prepare(`DELETE FROM ${table}`).run();
      app.db.pragma('foreign_keys = ON');
      server.script = script;
      server.requests.length = 0;
      server.tokens = { input: 0, output: 0 };
    },
    ask: async (text, ...options) =>
      (await inProcess.command('ask', text, '--model', 'scripted', ...options)).document as Asked,
    messages: () => {
      const row = app.db.prepare('SELECT id FROM conversations ORDER BY updated_at_ms DESC LIMIT 1').get();
      return app.assistant.messages((row as { id: string }).id);
    },
    statuses: async () => {
      const { document } = await inProcess.command('flow', 'list');
      return Object.fromEntries(
        (document as { name: string; status: string }[]).map(({ name, status }) => [name, status]),
      );
    },
  };
}
