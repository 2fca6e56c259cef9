/** Changes to files without processes: the record in main around the worker's real tools, on a real disk and database. */
import { mkdirSync } from 'node:fs';
import { type DataDir, dataDirAt, prepareDataDir } from '../../../src/main/data-dir.ts';
import { FileChanges } from '../../../src/main/files/file-changes.ts';
import { Settings } from '../../../src/main/settings/settings.ts';
import { type Database, openDatabase } from '../../../src/main/store/database.ts';
import type { WorkerRequest } from '../../../src/main/workers/worker-request.ts';
import { type Result, toWireError } from '../../../src/shared/errors.ts';
import type { JsonObject, JsonValue } from '../../../src/shared/json.ts';
import type { WorkerTool } from '../../../src/worker/tool.ts';
import { fileAppendTool } from '../../../src/worker/tools/file-append.ts';
import { fileDeleteTool } from '../../../src/worker/tools/file-delete.ts';
import { fileMoveTool } from '../../../src/worker/tools/file-move.ts';
import { fileWriteTool } from '../../../src/worker/tools/file-write.ts';
import { prepareScriptFilesPart, writeScriptOutputPart } from '../../../src/worker/tools/script-files.ts';

const tools: readonly WorkerTool[] = [
  fileWriteTool,
  fileAppendTool,
  fileMoveTool,
  fileDeleteTool,
  prepareScriptFilesPart,
  writeScriptOutputPart,
];

export interface Step {
  tool: string;
  arguments: JsonObject;
  key: string;
  runId?: string;
}

export interface FileWorld {
  dataDir: DataDir;
  db: Database;
  changes: FileChanges;
  settings: Settings;
  logged: string[];
  run(step: Step): Promise<Result<JsonValue>>;
  close(): void;
}

/** `answer` stands between the worker's answer and main: a worker that dies after its work, for example. */
export function openFileWorld(
  root: string,
  options: { nowMs?: () => number; answer?: (answer: Result<JsonValue>) => Result<JsonValue> } = {},
): FileWorld {
  const dataDir = dataDirAt(root);
  mkdirSync(root, { recursive: true });
  prepareDataDir(dataDir);
  const db = openDatabase(dataDir.database);
  const nowMs = options.nowMs ?? Date.now;
  const settings = new Settings({ db, nowMs });
  const logged: string[] = [];
  const changes = new FileChanges({ db, dataDir, settings, nowMs, log: (line) => logged.push(line) });
  const pool = changes.around({
    call: async (request, signal) => {
      const answer = await execute(request, signal);
      return options.answer ? options.answer(answer) : answer;
    },
  });
  return {
    dataDir,
    db,
    changes,
    settings,
    logged,
    run: ({ tool, arguments: args, key, runId = 'run-1' }) =>
      pool.call(
        {
          tool,
          arguments: args,
          limits: { folders: ['.'] },
          idempotencyKey: key,
          recovering: false,
          timeoutMs: 10_000,
          workspaceDir: dataDir.workspace,
          pagesDir: dataDir.pages,
          trashDir: dataDir.trash,
          origin: { flowId: 'flow-1', runId, state: 'Step' },
        },
        new AbortController().signal,
        { flowId: 'flow-1', workerId: 'worker-1' },
      ),
    close: () => void db.close(),
  };
}

/** A worker's own code for one call, in this process. */
export async function execute(request: WorkerRequest, signal: AbortSignal): Promise<Result<JsonValue>> {
  const tool = tools.find(({ spec }) => spec.name === request.tool);
  if (!tool) throw new Error(`no tool ${request.tool}`);
  try {
    const args = tool.spec.arguments.parse(request.arguments);
    return { ok: true, value: await tool.execute(args, { ...request, appVersion: '1', signal, log: () => undefined }) };
  } catch (error) {
    return { ok: false, error: toWireError(error) };
  }
}
