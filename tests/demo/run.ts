/**
 * `npm run demo [-- --data-dir DIR] [--large] [--no-window]`: makes a demonstration's data directory, once, and opens the window on it.
 * Without --data-dir it lies in the system's temporary folder and is made anew each time.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { dataDirAt } from '../../src/main/data-dir.ts';
import { seedDemo } from './seed.ts';
import { large, seedLarge } from './seed-large.ts';

const { values } = parseArgs({
  options: {
    'data-dir': { type: 'string' },
    large: { type: 'boolean', default: false },
    'no-window': { type: 'boolean', default: false },
  },
});
const root = resolve(values['data-dir'] ?? join(tmpdir(), 'majordomo-demo'));
if (values['data-dir'] === undefined) rmSync(root, { recursive: true, force: true });
const say = (line: string): void => void process.stderr.write(`${line}\n`);

if (existsSync(dataDirAt(root).database)) say(`${root} is there already and is used as it is.`);
else {
  const { timeZone: timezone } = Intl.DateTimeFormat().resolvedOptions();
  say(`Making the demonstration in ${root} …`);
  await seedDemo(root, { timezone });
  if (values.large) {
    say(`Adding ${large.flows} flows, ${large.runs} runs and a conversation of ${large.messages} messages …`);
    await seedLarge(root, { timezone, ...large });
  }
}
if (values['no-window']) say(`Open it with: npm start -- --data-dir ${root}`);
else {
  const { status } = spawnSync(process.execPath, ['scripts/start.mjs', '--data-dir', root], { stdio: 'inherit' });
  process.exitCode = status ?? 1;
}
