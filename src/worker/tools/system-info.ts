import { statfs } from 'node:fs/promises';
import { cpus, platform, uptime } from 'node:os';
import { dirname } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { type SystemInfoResult, systemInfo } from '../../shared/tools/system-info.ts';
import { workerTool } from '../tool.ts';

const CPU_WINDOW_MS = 200;

/**
 * Processor, disk and uptime by Node itself; memory and battery by systeminformation, since what counts as free memory differs by
 * system (Node's number on macOS leaves out what is only cached) and Node knows no battery.
 */
export const systemInfoTool = workerTool(systemInfo, async (_args, context): Promise<SystemInfoResult> => {
  // Only when it is asked for: it is a large module, and the worker starts for every other tool too.
  const { mem, battery } = await import('systeminformation');
  const before = cpuTimes();
  const [memory, power, disk] = await Promise.all([
    mem(),
    battery(),
    diskOf(context.workspaceDir),
    wait(CPU_WINDOW_MS, undefined, { signal: context.signal }),
  ]);
  const after = cpuTimes();
  const total = after.total - before.total;
  return {
    cpuPercent: percent(total - (after.idle - before.idle), total),
    memoryPercent: percent(memory.total - memory.available, memory.total),
    memoryAvailableGb: gigabytes(memory.available),
    ...disk,
    batteryPercent: power.hasBattery ? power.percent : null,
    batteryCharging: power.hasBattery ? power.isCharging : null,
    uptimeSeconds: Math.round(uptime()),
    platform: platform(),
  };
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
async function diskOf(folder: string): Promise<Pick<SystemInfoResult, 'diskPercent' | 'diskFreeGb'>> {
  try {
    const disk = await statfs(folder);
    const used = disk.blocks - disk.bfree;
    return { diskPercent: percent(used, used + disk.bavail), diskFreeGb: gigabytes(disk.bavail * disk.bsize) };
  } catch (error) {
    // The workspace folder is made with its first file; until then its parent is on the same disk.
    const parent = dirname(folder);
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT' || parent === folder) throw error;
    return diskOf(parent);
  }
}

function percent(part: number, whole: number): number {
  return whole <= 0 ? 0 : Math.round(Math.min(100, Math.max(0, (part / whole) * 100)) * 10) / 10;
}

function gigabytes(bytes: number): number {
  return Math.round(bytes / 10_000_000) / 100;
}
