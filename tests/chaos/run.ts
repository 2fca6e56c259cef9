/** `node tests/chaos/run.ts --minutes N --seed S [--kills K] [--keep]`: ends with a balance sheet, and with 0 only if there is no fault. */
import { parseArgs } from 'node:util';
import { faultCount, inWords } from './balance-sheet.ts';
import { runChaos } from './chaos.ts';

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '5' },
    seed: { type: 'string', default: '1' },
    kills: { type: 'string', default: '1000000' },
    keep: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  },
});
const sheet = await runChaos({
  minutes: Number(values.minutes),
  seed: Number(values.seed),
  kills: Number(values.kills),
  keep: values.keep,
  log: (line) => process.stderr.write(`${new Date().toISOString().slice(11, 19)}  ${line}\n`),
});
process.stdout.write(`${values.json ? JSON.stringify(sheet) : inWords(sheet)}\n`);
process.exit(faultCount(sheet) === 0 ? 0 : 1);
