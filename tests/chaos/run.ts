/**
 * `node tests/chaos/run.ts --minutes N --seed S [--kills K] [--keep]`: ends with a balance sheet, and with 0 only if there is no fault.
 * `--schedule`: kills around due times only, 200 unless told.
 */
import { parseArgs } from 'node:util';
import { faultCount, inWords } from './balance-sheet.ts';
import { runChaos } from './chaos.ts';
import { killAroundDueTimes, sheetInWords } from './schedule-kills.ts';

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '5' },
    seed: { type: 'string', default: '1' },
    kills: { type: 'string' },
    keep: { type: 'boolean', default: false },
    schedule: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  },
});
const log = (line: string): void => void process.stderr.write(`${new Date().toISOString().slice(11, 19)}  ${line}\n`);
if (values.schedule) {
  const sheet = await killAroundDueTimes({ seed: Number(values.seed), kills: Number(values.kills ?? 200), log });
  process.stdout.write(`${values.json ? JSON.stringify(sheet) : sheetInWords(sheet)}\n`);
  process.exit(sheet.faults.length === 0 ? 0 : 1);
}
const sheet = await runChaos({
  minutes: Number(values.minutes),
  seed: Number(values.seed),
  kills: Number(values.kills ?? 1_000_000),
  keep: values.keep,
  log,
});
process.stdout.write(`${values.json ? JSON.stringify(sheet) : inWords(sheet)}\n`);
process.exit(faultCount(sheet) === 0 ? 0 : 1);
