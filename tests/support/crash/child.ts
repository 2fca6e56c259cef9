/** The process that dies: `node child.ts '{"folder", "killAt"}'`. Prints what it did when it lives to the end. */
import { CrashWorld } from './crash-world.ts';
import type { ChildReport } from './run-child.ts';

const { folder, killAt } = JSON.parse(process.argv[2] ?? '{}') as { folder: string; killAt: string | null };

const report: ChildReport = { points: [], ended: [], errors: [] };
let world: CrashWorld | undefined;
try {
  world = new CrashWorld(folder, {
    reach(point) {
      report.points.push(point);
      if (point === killAt) process.kill(process.pid, 'SIGKILL');
    },
  });
  await world.takeUp();
  await world.runToRest();
  report.ended.push(...world.ends.keys());
  report.errors.push(...[...world.broken.values()].map(String));
  world.close();
} catch (error) {
  report.errors.push(String(error));
}
process.stdout.write(JSON.stringify(report));
