import { z } from 'zod';
import type { ToolSpec } from './tool-spec.ts';

const systemInfoArguments = z.strictObject({});
export type SystemInfoArguments = z.infer<typeof systemInfoArguments>;

const systemInfoResult = z.object({
  /** Over about 200 ms, all processors together. */
  cpuPercent: z.number(),
  /** In use, not counting what the system only keeps until somebody needs it. */
  memoryPercent: z.number(),
  memoryAvailableGb: z.number(),
  /** Of the disk that holds the workspace folder. */
  diskPercent: z.number(),
  diskFreeGb: z.number(),
  /** Null on a computer without a battery. */
  batteryPercent: z.number().nullable(),
  batteryCharging: z.boolean().nullable(),
  uptimeSeconds: z.number(),
  platform: z.string(),
});
export type SystemInfoResult = z.infer<typeof systemInfoResult>;

export const systemInfo: ToolSpec<SystemInfoArguments, SystemInfoResult> = {
  name: 'system_info',
  description:
    'Measures this computer: {cpuPercent, memoryPercent, memoryAvailableGb, diskPercent, diskFreeGb, batteryPercent, batteryCharging, uptimeSeconds, platform}; percentages from 0 to 100, GB of 1,000,000,000 bytes, null for what it has not.',
  arguments: systemInfoArguments,
  result: systemInfoResult,
  effect: 'pure',
  runsIn: 'worker',
  needs: () => ({}),
  describe: () => [{ kind: 'text', text: 'Measure the processor, memory, disk and battery' }],
  may: () => 'measure this computer',
  effectSummary: () => null,
  preview: () => null,
};
