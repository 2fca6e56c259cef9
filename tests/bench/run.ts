/** `npm run bench -- NAME [options]`: measures and prints; nothing here passes or fails on speed. */
import { desktop } from './desktop.ts';
import { engine } from './engine.ts';
import { sandbox } from './sandbox.ts';
import { schedule } from './schedule.ts';
import { ui } from './ui.ts';
import { workers } from './workers.ts';

const benches: Record<string, (args: string[]) => Promise<void>> = { desktop, engine, sandbox, schedule, ui, workers };

const [name = '', ...args] = process.argv.slice(2);
const bench = benches[name];
if (bench) await bench(args);
else {
  process.stderr.write(`Usage: npm run bench -- ${Object.keys(benches).join('|')} [options]\n`);
  process.exitCode = 2;
}
