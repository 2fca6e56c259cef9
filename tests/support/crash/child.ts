/** The process that dies: `node child.ts '{"folder", "killAt", "forkAt"?}'`. Prints what it did when it lives to the end. */
import { CrashWorld } from './crash-world.ts';
import type { ChildReport, ChildTask } from './run-child.ts';

const { folder, killAt, forkAt } = JSON.parse(process.argv[2] ?? '{}') as ChildTask;

const report: ChildReport = { points: [], ended: [], errors: [] };
let world: CrashWorld | undefined;
try {
  world = new CrashWorld(folder, {
    reach(point) {
      report.points.push(point);
      if (point === killAt) process.kill(process.pid, 'SIGKILL');
    },
  });
  if (forkAt === undefined) await world.takeUp();
  else await world.takeUpFork(forkAt);
  await world.runToRest();
  report.ended.push(...world.ends.keys());
  report.errors.push(...[...world.broken.values()].map(String));
  world.close();
} catch (error) {
  report.errors.push(String(error));
}
process.stdout.write(JSON.stringify(report));
