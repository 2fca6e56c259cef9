import { existsSync, statfsSync } from 'node:fs';
import BetterSqlite3 from 'better-sqlite3';
import type { App } from '../../main/app.ts';
import type { JsonValue } from '../../shared/json.ts';
import type { Command } from '../command.ts';

interface Check {
  check: string;
  ok: boolean;
  detail: string;
}

const lowDiskBytes = 500_000_000;

const doctor: Command = {
  words: 'doctor',
  usage: '',
  summary: 'checks the runtime, the data and what this machine offers',
  takes: { min: 0, max: 0 },
  needs: 'app',
  async run(_invocation, app) {
    const checks = [runtime(), database(app), await worker(app), disk(app), zone(app), notifications()];
    const healthy = checks.every(({ ok }) => ok);
    return {
      document: { healthy, checks: checks as unknown as JsonValue },
      words: checks.map(({ check, ok, detail }) => `${ok ? 'ok  ' : 'FAIL'}  ${check}: ${detail}`).join('\n'),
      exitCode: healthy ? 0 : 1,
    };
  },
};

function runtime(): Check {
  const { electron, chrome, node } = process.versions;
  return {
    check: 'runtime',
    ok: electron !== undefined,
    detail: `Electron ${electron ?? 'missing'}, Chromium ${chrome ?? 'missing'}, Node ${node}`,
  };
}

function database(app: App): Check {
  const result = String(app.db.pragma('quick_check', { simple: true }));
  const version = String(new BetterSqlite3(':memory:').prepare('SELECT sqlite_version()').pluck().get());
  return {
    check: 'database',
    ok: result === 'ok',
    detail: `${app.dataDir.database}, SQLite ${version}, check: ${result}`,
  };
}

/** A real call through broker and worker process. */
async function worker(app: App): Promise<Check> {
  const startedMs = performance.now();
  const answer = await app.broker.call(
    {
      worker: { id: 'doctor', name: 'doctor', tools: [{ tool: 'file_list', limits: { folders: ['.'] } }] },
      tool: 'file_list',
      arguments: {},
      runId: 'doctor',
      flowId: 'doctor',
      state: 'doctor',
      idempotencyKey: 'doctor',
      recovering: false,
      timeoutMs: 20_000,
      dryRun: false,
    },
    AbortSignal.timeout(20_000),
  );
  const tookMs = Math.round(performance.now() - startedMs);
  return {
    check: 'worker process',
    ok: answer.ok,
    detail: answer.ok ? `answered after ${tookMs} ms` : answer.error.message,
  };
}

function disk(app: App): Check {
  const { bavail, bsize } = statfsSync(app.dataDir.root);
  const free = bavail * bsize;
  return {
    check: 'disk',
    ok: free > lowDiskBytes,
    detail: `${(free / 1e9).toFixed(1)} GB free for ${app.dataDir.root}`,
  };
}

function zone(app: App): Check {
  return { check: 'time zone', ok: true, detail: `${app.timezone}, now ${new Date().toString()}` };
}

/** Without a desktop session notifications are kept in the app and cannot be shown: worth knowing, not a failure. */
function notifications(): Check {
  const bus = process.env.DBUS_SESSION_BUS_ADDRESS;
  const reachable =
    process.platform !== 'linux' || bus !== undefined || existsSync(`/run/user/${process.getuid?.() ?? 0}/bus`);
  return {
    check: 'notifications',
    ok: true,
    detail: reachable ? 'a desktop session is there to show them' : 'no desktop session: they are kept, not shown',
  };
}

export const doctorCommands: Command[] = [doctor];
