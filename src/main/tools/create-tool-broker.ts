/** The broker with every tool of the main process put in. What it refuses is stored, and no secret leaves it. */
import type { DataDir } from '../data-dir.ts';
import { newId } from '../ids.ts';
import { searchService } from '../search/search-service.ts';
import type { ApiKeys } from '../secrets/api-keys.ts';
import { redactingBroker } from '../secrets/redacting-broker.ts';
import type { Redactor } from '../secrets/redactor.ts';
import type { Secrets } from '../secrets/secrets.ts';
import type { Settings } from '../settings/settings.ts';
import type { Database } from '../store/database.ts';
import { insertRefusal } from '../store/tables/refusals.ts';
import { countEndedToolCalls } from '../store/tables/runs.ts';
import { type Broker, type BrokerDeps, createBroker } from '../workers/broker.ts';
import type { Clock } from '../workflow/ports.ts';
import { createMainTools } from './all.ts';
import { createScriptTools } from './execute-script.ts';
import type { PageRenderer } from './read-page.ts';
import { createWebTools } from './web.ts';

type MainToolPorts = Parameters<typeof createMainTools>[0];

export interface ToolBrokerDeps {
  db: Database;
  clock: Clock;
  dataDir: DataDir;
  settings: Settings;
  secrets: Secrets;
  keys: ApiKeys;
  redactor: Redactor;
  pool: BrokerDeps['pool'];
  userTables: MainToolPorts['userTables'];
  tableReader: MainToolPorts['tableReader'];
  notifications: MainToolPorts['notifications'];
  sandbox: Parameters<typeof createScriptTools>[0];
  pageRenderer: PageRenderer | null;
  appVersion: string;
  log: (line: string) => void;
}

export function createToolBroker(deps: ToolBrokerDeps): Broker {
  const { db, clock, dataDir, redactor, tableReader } = deps;
  const broker = createBroker({
    pool: deps.pool,
    mainTools: [
      ...createMainTools({
        userTables: deps.userTables,
        notifications: deps.notifications,
        ...(tableReader && { tableReader }),
      }),
      ...createWebTools({
        search: { service: () => searchService(deps.settings, deps.secrets), appVersion: deps.appVersion },
        renderer: deps.pageRenderer,
        http: { keys: deps.keys, appVersion: deps.appVersion },
      }),
      ...createScriptTools(deps.sandbox),
    ],
    countCalls: (runId, tool) => countEndedToolCalls(db, runId, tool),
    onRefusal: ({ runId, worker, tool, reason }) => {
      const nowMs = clock.nowMs();
      insertRefusal(db, {
        id: newId('refusal', nowMs),
        runId,
        worker,
        tool,
        reason: redactor.text(reason),
        atMs: nowMs,
      });
    },
    onBug: (tool, error) =>
      deps.log(`${tool} broke: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`),
    workspaceDir: dataDir.workspace,
    pagesDir: dataDir.pages,
    trashDir: dataDir.trash,
  });
  return redactingBroker(broker, redactor);
}
