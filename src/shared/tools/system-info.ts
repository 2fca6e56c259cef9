import { z } from 'zod';
import type { ToolSpec } from './tool-spec.ts';

const systemInfoArguments = z.strictObject({});
export type SystemInfoArguments = z.infer<typeof systemInfoArguments>;

const systemInfoResult = z.object({
  /** Over about 200 ms, all processors together. */
  cpuPercent: z.number(),
  memoryPercent: z.number(),
  /** Of the disk that holds the workspace folder. */
  diskPercent: z.number(),
  uptimeSeconds: z.number(),
  platform: z.string(),
});
export type SystemInfoResult = z.infer<typeof systemInfoResult>;

export const systemInfo: ToolSpec<SystemInfoArguments, SystemInfoResult> = {
  name: 'system_info',
  description:
    'Measures this computer: {cpuPercent, memoryPercent, diskPercent, uptimeSeconds, platform}, percentages from 0 to 100.',
  arguments: systemInfoArguments,
  result: systemInfoResult,
  effect: 'pure',
  runsIn: 'worker',
  needs: () => ({}),
  describe: () => [{ kind: 'text', text: 'Measure the processor, memory and disk' }],
  may: () => 'measure this computer',
  effectSummary: () => null,
  preview: () => null,
};
