import { statfs } from 'node:fs/promises';
import { cpus, freemem, platform, totalmem, uptime } from 'node:os';
import { dirname } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { type SystemInfoResult, systemInfo } from '../../shared/tools/system-info.ts';
import { workerTool } from '../tool.ts';

const CPU_WINDOW_MS = 200;

export const systemInfoTool = workerTool(systemInfo, async (_args, context) => {
  const before = cpuTimes();
  await wait(CPU_WINDOW_MS, undefined, { signal: context.signal });
  const after = cpuTimes();
  const total = after.total - before.total;
  return {
    cpuPercent: percent(total - (after.idle - before.idle), total),
    memoryPercent: percent(totalmem() - freemem(), totalmem()),
    diskPercent: await diskPercent(context.workspaceDir),
    uptimeSeconds: Math.round(uptime()),
    platform: platform(),
  } satisfies SystemInfoResult;
});

function cpuTimes(): { idle: number; total: number } {
  let idle = 0;
  let total = 0;
  for (const { times } of cpus()) {
    idle += times.idle;
    total += times.user + times.nice + times.sys + times.idle + times.irq;
  }
  return { idle, total };
}

/** As `df` counts it: blocks kept for the system are neither used nor free. */
async function diskPercent(folder: string): Promise<number> {
  try {
    const disk = await statfs(folder);
    const used = disk.blocks - disk.bfree;
    return percent(used, used + disk.bavail);
  } catch (error) {
    // The workspace folder is made with its first file; until then its parent is on the same disk.
    const parent = dirname(folder);
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT' || parent === folder) throw error;
    return diskPercent(parent);
  }
}

function percent(part: number, whole: number): number {
  return whole <= 0 ? 0 : Math.round(Math.min(100, Math.max(0, (part / whole) * 100)) * 10) / 10;
}
